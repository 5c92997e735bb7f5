#include "tests/fhir/validate/profiles/profiled.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::tests;

namespace {

/// A Patient that claims the profile p, with these members.
std::string patient(std::string_view members)
{
    return R"({"resourceType":"Patient","meta":{"profile":[")" + base + R"(p"]},)" + std::string{members} + "}";
}

struct row {
    const char* name;
    std::string elements;  ///< of the profile of Patient
    const char* members;   ///< of the Patient
    const char* told;
};

std::string rule_on(
    std::string_view element,
    std::string_view expression,
    std::string_view key = "n-1",
    std::string_view level = "error"
)
{
    std::string made = R"({"path":"Patient.)" + std::string{element} + R"(","constraint":[{"key":")";
    made.append(key).append(R"(","severity":")").append(level).append(R"(","human":"a rule","expression":")");
    return made.append(expression).append("\"}]}");
}

void check(const row& one)
{
    BOOST_TEST_CONTEXT(one.name)
    {
        BOOST_TEST(told_by({profile_of("Patient", "p", one.elements)}, patient(one.members)) == one.told);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(profile_elements)

BOOST_AUTO_TEST_CASE(cardinality_is_that_of_the_profile)
{
    const row rows[]{
        {"there", R"({"path":"Patient.gender","min":1})", R"("gender":"male")", ""},
        {"missing", R"({"path":"Patient.gender","min":1})", R"("active":true)", "profile-min Patient"},
        {"extension alone counts",
         R"({"path":"Patient.gender","min":1})",
         R"("_gender":{"extension":[{"url":"http://e.example","valueCode":"a"}]})",
         ""},
        {"too few", R"({"path":"Patient.name","min":2})", R"("name":[{"text":"a"}])", "profile-min Patient"},
        {"too many",
         R"({"path":"Patient.name","max":"1"})",
         R"("name":[{"text":"a"},{"text":"b"}])",
         "profile-max Patient"},
        {"not allowed", R"({"path":"Patient.gender","max":"0"})", R"("gender":"male")", "profile-max Patient"},
        {"below an element that is there",
         R"({"path":"Patient.name"},{"path":"Patient.name.family","min":1})",
         R"("name":[{"family":"a"},{"text":"b"}])",
         "profile-min Patient.name[1]"},
        {"below an element that is not there",
         R"({"path":"Patient.name"},{"path":"Patient.name.family","min":1})",
         R"("active":true)",
         ""},
        {"a choice", R"({"path":"Patient.deceased[x]","min":1})", R"("deceasedBoolean":true)", ""},
        {"a choice by its extension",
         R"({"path":"Patient.deceased[x]","min":1})",
         R"("_deceasedBoolean":{"extension":[{"url":"http://e.example","valueCode":"a"}]})",
         ""},
        {"no choice", R"({"path":"Patient.deceased[x]","min":1})", R"("active":true)", "profile-min Patient"},
        {"as the standard says, which is told once",
         R"({"path":"Patient.link"},{"path":"Patient.link.type","min":1,"max":"1"})",
         R"("link":[{"other":{"reference":"Patient/1"}}])",
         ""},
    };
    for (const row& each : rows)
        check(each);
}

BOOST_AUTO_TEST_CASE(fixed_values_are_equal)
{
    const char* const fixed = R"({"path":"Patient.maritalStatus","fixedCodeableConcept":{"coding":[{"code":"M"}]}})";
    const row rows[]{
        {"a code", R"({"path":"Patient.gender","fixedCode":"male"})", R"("gender":"male")", ""},
        {"another code",
         R"({"path":"Patient.gender","fixedCode":"male"})",
         R"("gender":"female")",
         "profile-fixed Patient.gender"},
        {"a boolean", R"({"path":"Patient.active","fixedBoolean":true})", R"("active":true)", ""},
        {"another boolean",
         R"({"path":"Patient.active","fixedBoolean":true})",
         R"("active":false)",
         "profile-fixed Patient.active"},
        {"nothing", R"({"path":"Patient.gender","fixedCode":"male"})", R"("active":true)", ""},
        {"an object", fixed, R"("maritalStatus":{"coding":[{"code":"M"}]})", ""},
        {"another text",
         fixed,
         R"("maritalStatus":{"coding":[{"code":"S"}]})",
         "profile-fixed Patient.maritalStatus.coding[0].code"},
        {"one member more",
         fixed,
         R"("maritalStatus":{"coding":[{"code":"M"}],"text":"a"})",
         "profile-fixed Patient.maritalStatus.text"},
        {"one item more",
         fixed,
         R"("maritalStatus":{"coding":[{"code":"M"},{"code":"M"}]})",
         "profile-fixed Patient.maritalStatus"},
        {"a member less", fixed, R"("maritalStatus":{"text":"a"})", "profile-fixed Patient.maritalStatus"},
    };
    for (const row& each : rows)
        check(each);
}

BOOST_AUTO_TEST_CASE(patterns_are_part_of_the_value)
{
    const char* const pattern =
        R"({"path":"Patient.maritalStatus","patternCodeableConcept":{"coding":[{"system":"http://s.example","code":"M"}]}})";
    const row rows[]{
        {"a code", R"({"path":"Patient.gender","patternCode":"male"})", R"("gender":"male")", ""},
        {"another code",
         R"({"path":"Patient.gender","patternCode":"male"})",
         R"("gender":"female")",
         "profile-pattern Patient.gender"},
        {"more than the pattern",
         pattern,
         R"("maritalStatus":{"coding":[{"code":"S"},{"system":"http://s.example","code":"M","display":"a"}],"text":"b"})",
         ""},
        {"spread over two items",
         pattern,
         R"("maritalStatus":{"coding":[{"system":"http://s.example","code":"S"},{"code":"M"}]})",
         "profile-pattern Patient.maritalStatus"},
        {"a member less", pattern, R"("maritalStatus":{"text":"a"})", "profile-pattern Patient.maritalStatus"},
    };
    for (const row& each : rows)
        check(each);
}

BOOST_AUTO_TEST_CASE(types_are_those_of_the_profile)
{
    const char* const narrowed = R"({"path":"Patient.deceased[x]","type":[{"code":"dateTime"}]})";
    const row rows[]{
        {"the one", narrowed, R"("deceasedDateTime":"2026-01-01")", ""},
        {"another", narrowed, R"("deceasedBoolean":true)", "profile-type Patient.deceased"},
        {"both",
         R"({"path":"Patient.deceased[x]","type":[{"code":"boolean"},{"code":"dateTime"}]})",
         R"("deceasedBoolean":true)",
         ""},
        {"named by its own member",
         R"({"path":"Patient.deceasedBoolean","patternBoolean":true})",
         R"("deceasedBoolean":false)",
         "profile-pattern Patient.deceased"},
    };
    for (const row& each : rows)
        check(each);
}

BOOST_AUTO_TEST_CASE(invariants_of_the_profile_are_evaluated)
{
    const row rows[]{
        {"holds", rule_on("name", "family.exists()"), R"("name":[{"family":"a"}])", ""},
        {"is broken",
         rule_on("name", "family.exists()"),
         R"("name":[{"family":"a"},{"text":"b"}])",
         "rule-broken Patient.name[1]"},
        {"is broken mildly",
         rule_on("name", "family.exists()", "n-1", "warning"),
         R"("name":[{"text":"b"}])",
         "rule-broken-mildly Patient.name[0]"},
        {"is no expression",
         rule_on("name", "family.("),
         R"("name":[{"text":"b"}])",
         "rule-not-evaluated Patient.name[0]"},
        {"sees its resource",
         rule_on("name", "%resource.active"),
         R"("active":false,"name":[{"text":"b"}])",
         "rule-broken Patient.name[0]"},
        {"of the standard, which the base evaluates",
         rule_on("contact", "false", "pat-1"),
         R"("contact":[{"name":{"text":"a"}}])",
         ""},
        {"of the key of a rule elsewhere",
         rule_on("name", "false", "per-1"),
         R"("name":[{"text":"b"}])",
         "rule-broken Patient.name[0]"},
    };
    for (const row& each : rows)
        check(each);
}

BOOST_AUTO_TEST_CASE(content_references_lead_to_their_children)
{
    const std::string elements = R"({"path":"Questionnaire.item"},{"path":"Questionnaire.item.text","min":1},)"
                                 R"({"path":"Questionnaire.item.item","contentReference":"#Questionnaire.item"})";
    const std::string sent =
        R"({"resourceType":"Questionnaire","name":"A","status":"active","item":[{"linkId":"1","type":"group","text":"a","item":[)"
        R"({"linkId":"2","type":"group","text":"b","item":[{"linkId":"3","type":"display"}]}]}]})";
    BOOST_TEST(
        told_by({profile_of("Questionnaire", "p", elements)}, sent, {base + "p"}) ==
        "profile-min Questionnaire.item[0].item[0].item[0]"
    );
}

BOOST_AUTO_TEST_CASE(a_profile_of_a_data_type_is_held_against_its_values)
{
    const std::string identifier = profile_of("Identifier", "i", R"({"path":"Identifier.system","min":1})");
    const std::string elements =
        R"({"path":"Patient.identifier","type":[{"code":"Identifier","profile":[")" + base + R"(i|1.0"]}]})";
    const std::string both = R"({"path":"Patient.identifier","type":[{"code":"Identifier","profile":[")" + base +
                             R"(i",")" + base + R"(j"]}]})";
    const std::string other = profile_of("Identifier", "j", R"({"path":"Identifier.use","min":1})");
    const std::string sent =
        patient(R"("identifier":[{"system":"http://s.example","value":"1"},{"use":"usual","value":"2"},{"value":"3"}])"
        );
    BOOST_TEST(
        told_by({profile_of("Patient", "p", elements), identifier}, sent) ==
        "profile-min Patient.identifier[1]; profile-min Patient.identifier[2]"
    );
    BOOST_TEST(
        told_by({profile_of("Patient", "p", both), identifier, other}, sent) ==
        "profile-none-fits Patient.identifier[2]; profile-min Patient.identifier[2]"
    );
    BOOST_TEST(told_by({profile_of("Patient", "p", elements)}, sent) == "profile-not-loaded Patient.identifier[0]");
}

BOOST_AUTO_TEST_CASE(extensions_are_held_against_their_definition)
{
    const std::string known = extension_of("e", "boolean");
    const std::string wrong = R"("extension":[{"url":")" + base + R"(e","valueString":"a"}])";
    BOOST_TEST(
        told_by({known}, R"({"resourceType":"Patient",)" + wrong + "}") == "profile-type Patient.extension[0].value"
    );
    BOOST_TEST(
        told_by(
            {known}, R"({"resourceType":"Patient","extension":[{"url":")" + base + R"(e","valueBoolean":true}]})"
        ) == ""
    );
    BOOST_TEST(
        told_by({known}, R"({"resourceType":"Patient","gender":"male","_gender":{)" + wrong + "}}") ==
        "profile-type Patient.gender.extension[0].value"
    );
}

BOOST_AUTO_TEST_CASE(extensions_stand_where_their_definition_says)
{
    const auto with = [](std::string_view type, std::string_view expression) {
        std::string made = extension_of("e", "boolean");
        const std::string context =
            R"("context":[{"type":")" + std::string{type} + R"(","expression":")" + std::string{expression} + R"("}],)";
        return made.insert(made.find(R"("snapshot")"), context);
    };
    const std::string extension = R"("extension":[{"url":")" + base + R"(e","valueBoolean":true}])";
    const std::string on_patient = R"({"resourceType":"Patient",)" + extension + "}";
    const std::string on_contact = R"({"resourceType":"Patient","contact":[{"name":{"text":"a"},)" + extension + "}]}";
    const std::string on_name = R"({"resourceType":"Patient","contact":[{"name":{"text":"a",)" + extension + "}}]}";
    const std::string on_gender = R"({"resourceType":"Patient","_gender":{)" + extension + "}}";
    const std::string within =
        R"({"resourceType":"Patient","extension":[{"url":"http://b.example",)" + extension + "}]}";
    const std::string in_entry =
        R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":)" + on_name + "}]}";
    struct {
        const char* type;
        const char* expression;
        std::string sent;
        const char* told;
    } rows[]{
        {"element", "Patient", on_patient, ""},
        {"element", "DomainResource", on_patient, ""},
        {"element", "Element", on_patient, ""},
        {"element", "Claim", on_patient, "profile-extension-context Patient"},
        {"element", "Patient.contact", on_contact, ""},
        {"element", "BackboneElement", on_contact, ""},
        {"element", "Patient.name", on_contact, "profile-extension-context Patient.contact[0]"},
        {"element", "Patient.contact.name", on_name, ""},
        {"element", "HumanName", on_name, ""},
        {"element", "Patient.name", on_name, "profile-extension-context Patient.contact[0].name"},
        {"element", "Patient.contact.name", in_entry, ""},
        {"element", "Patient.gender", on_gender, ""},
        {"element", "code", on_gender, ""},
        {"element", "decimal", on_gender, "profile-extension-context Patient.gender"},
        {"element", "Observation.value[x]", on_gender, "profile-extension-context Patient.gender"},
        {"element", "http://a.example/profile#Patient.gender", on_name, ""},
        {"extension", "http://b.example", within, ""},
        {"extension", "http://c.example", within, "profile-extension-context Patient.extension[0]"},
        {"extension", "http://b.example", on_patient, "profile-extension-context Patient"},
        {"fhirpath", "Claim", on_patient, ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.type << ' ' << row.expression << ' ' << row.sent)
        {
            BOOST_TEST(told_by({with(row.type, row.expression)}, row.sent) == row.told);
        }
    }
    const std::string on_value = R"({"resourceType":"Observation","status":"final","code":{"text":"a"},)"
                                 R"("valueQuantity":{"value":1,)" +
                                 extension + "}}";
    BOOST_TEST(told_by({with("element", "Observation.value[x]")}, on_value) == "");
}

BOOST_AUTO_TEST_SUITE_END()
