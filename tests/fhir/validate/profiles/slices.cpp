#include "tests/fhir/validate/profiles/profiled.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::tests;

namespace {

std::string slicing(std::string_view type, std::string_view path, std::string_view rest = R"("rules":"open")")
{
    return R"("slicing":{"discriminator":[{"type":")" + std::string{type} + R"(","path":")" + std::string{path} +
           R"("}],)" + std::string{rest} + "}";
}

std::string patient(std::string_view members)
{
    return R"({"resourceType":"Patient",)" + std::string{members} + "}";
}

std::string told(std::string_view elements, std::string_view members, std::vector<std::string> others = {})
{
    others.push_back(profile_of("Patient", "p", elements));
    return told_by(others, patient(members), {base + "p"});
}

/// Identifiers sliced by their system: one a, at most one b.
std::string by_system(std::string_view rest)
{
    return R"({"path":"Patient.identifier",)" + slicing("value", "system", rest) +
           R"(},)"
           R"({"path":"Patient.identifier","sliceName":"a","min":1,"max":"1"},)"
           R"({"path":"Patient.identifier.system","min":1,"fixedUri":"http://a.example"},)"
           R"({"path":"Patient.identifier.value","min":1},)"
           R"({"path":"Patient.identifier","sliceName":"b","min":0,"max":"1"},)"
           R"({"path":"Patient.identifier.system","min":1,"fixedUri":"http://b.example"})";
}

std::string identifiers(std::string_view letters)
{
    std::string out = R"("identifier":[)";
    for (const char each : letters)
        out +=
            std::string{out.ends_with('[') ? "" : ","} + R"({"system":"http://)" + each + R"(.example","value":"1"})";
    return out + "]";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(profile_slices)

BOOST_AUTO_TEST_CASE(slices_are_counted)
{
    struct {
        const char* letters;
        const char* told;
    } rows[]{
        {"a", ""},
        {"ab", ""},
        {"bca", ""},
        {"b", "profile-slice-min Patient"},
        {"aa", "profile-slice-max Patient"},
        {"abb", "profile-slice-max Patient"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.letters)
        {
            BOOST_TEST(told(by_system(R"("rules":"open")"), identifiers(row.letters)) == row.told);
        }
    }
    BOOST_TEST(told(by_system(R"("rules":"open")"), R"("active":true)") == "profile-slice-min Patient");
}

BOOST_AUTO_TEST_CASE(what_a_slice_says_holds_for_its_own)
{
    const std::string sent = R"("identifier":[{"system":"http://a.example"},{"system":"http://b.example"}])";
    BOOST_TEST(told(by_system(R"("rules":"open")"), sent) == "profile-min Patient.identifier[0]");
}

BOOST_AUTO_TEST_CASE(closed_slices_take_no_others)
{
    BOOST_TEST(told(by_system(R"("rules":"closed")"), identifiers("ab")) == "");
    BOOST_TEST(
        told(by_system(R"("rules":"closed")"), identifiers("acb")) == "profile-slice-closed Patient.identifier[1]"
    );
}

BOOST_AUTO_TEST_CASE(others_stand_at_the_end_where_that_is_said)
{
    BOOST_TEST(told(by_system(R"("rules":"openAtEnd")"), identifiers("bac")) == "");
    BOOST_TEST(
        told(by_system(R"("rules":"openAtEnd")"), identifiers("acb")) == "profile-slice-end Patient.identifier[2]"
    );
}

BOOST_AUTO_TEST_CASE(ordered_slices_stand_in_order)
{
    const std::string ordered = by_system(R"("rules":"open","ordered":true)");
    BOOST_TEST(told(ordered, identifiers("cacbc")) == "");
    BOOST_TEST(told(ordered, identifiers("ba")) == "profile-slice-order Patient.identifier[1]");
}

BOOST_AUTO_TEST_CASE(a_pattern_tells_slices_apart)
{
    const std::string elements =
        R"({"path":"Patient.identifier",)" + slicing("pattern", "type") +
        R"(},)"
        R"({"path":"Patient.identifier","sliceName":"mb","min":1},)"
        R"({"path":"Patient.identifier.type","min":1,"patternCodeableConcept":{"coding":[{"code":"MB"}]}},)"
        R"({"path":"Patient.identifier.value","min":1})";
    BOOST_TEST(told(elements, R"("identifier":[{"type":{"coding":[{"code":"X"},{"code":"MB"}]},"value":"1"}])") == "");
    BOOST_TEST(
        told(elements, R"("identifier":[{"type":{"coding":[{"code":"MB"}]}},{"type":{"text":"a"}}])") ==
        "profile-min Patient.identifier[0]"
    );
    BOOST_TEST(told(elements, R"("identifier":[{"type":{"text":"MB"},"value":"1"}])") == "profile-slice-min Patient");
}

BOOST_AUTO_TEST_CASE(children_tell_slices_apart_where_the_element_says_nothing_itself)
{
    const std::string elements =
        R"({"path":"Patient.identifier",)" + slicing("value", "type") +
        R"(},)"
        R"({"path":"Patient.identifier","sliceName":"mb","min":1},{"path":"Patient.identifier.type","min":1},)"
        R"({"path":"Patient.identifier.type.coding","min":1},)"
        R"({"path":"Patient.identifier.type.coding.code","min":1,"fixedCode":"MB"})";
    BOOST_TEST(told(elements, R"("identifier":[{"type":{"coding":[{"code":"MB"}]}}])") == "");
    BOOST_TEST(told(elements, R"("identifier":[{"type":{"text":"MB"}}])") == "profile-slice-min Patient");
}

BOOST_AUTO_TEST_CASE(the_value_itself_tells_slices_apart)
{
    const std::string elements =
        R"({"path":"Patient.maritalStatus"},{"path":"Patient.maritalStatus.coding",)" + slicing("value", "$this") +
        R"(},)"
        R"({"path":"Patient.maritalStatus.coding","sliceName":"m","min":1,"patternCoding":{"code":"M"}})";
    BOOST_TEST(told(elements, R"("maritalStatus":{"coding":[{"code":"S"},{"code":"M"}]})") == "");
    BOOST_TEST(
        told(elements, R"("maritalStatus":{"coding":[{"code":"S"}]})") == "profile-slice-min Patient.maritalStatus"
    );
}

BOOST_AUTO_TEST_CASE(a_required_binding_tells_slices_apart_when_its_codes_are_known)
{
    const std::string elements = R"({"path":"Patient.maritalStatus"},{"path":"Patient.maritalStatus.coding",)" +
                                 slicing("value", "$this") +
                                 R"(},)"
                                 R"({"path":"Patient.maritalStatus.coding","sliceName":"m","min":1,)"
                                 R"("binding":{"strength":"required","valueSet":"http://a.example/ValueSet/s"}})";
    const std::string sent = R"("maritalStatus":{"coding":[{"system":"http://a.example/c","code":"b"}]})";
    const std::string set = R"({"resourceType":"ValueSet","url":"http://a.example/ValueSet/s","compose":{"include":[)"
                            R"({"system":"http://a.example/c","concept":[{"code":"a"}]}]}})";
    BOOST_TEST(told(elements, sent, {set}) == "profile-slice-min Patient.maritalStatus");
    BOOST_TEST(told(elements, sent) == "");
}

BOOST_AUTO_TEST_CASE(types_tell_slices_of_a_choice_apart)
{
    const std::string elements =
        R"({"path":"Patient.deceased[x]",)" + slicing("type", "$this", R"("rules":"closed")") +
        R"(},)"
        R"({"path":"Patient.deceased[x]","sliceName":"deceasedBoolean","patternBoolean":true,"type":[{"code":"boolean"}]})";
    BOOST_TEST(told(elements, R"("deceasedBoolean":true)") == "");
    BOOST_TEST(told(elements, R"("deceasedBoolean":false)") == "profile-pattern Patient.deceased");
    BOOST_TEST(told(elements, R"("deceasedDateTime":"2026-01-01")") == "profile-slice-closed Patient.deceased");
}

BOOST_AUTO_TEST_CASE(existence_tells_slices_apart)
{
    const std::string elements =
        R"({"path":"Patient.name",)" + slicing("exists", "family") +
        R"(},)"
        R"({"path":"Patient.name","sliceName":"full","min":1},{"path":"Patient.name.family","min":1},)"
        R"({"path":"Patient.name.given","min":1},)"
        R"({"path":"Patient.name","sliceName":"short"},{"path":"Patient.name.family","max":"0"},)"
        R"({"path":"Patient.name.text","min":1})";
    BOOST_TEST(told(elements, R"("name":[{"family":"a","given":["b"]},{"text":"c"}])") == "");
    BOOST_TEST(
        told(elements, R"("name":[{"family":"a"},{"given":["c"]}])") ==
        "profile-min Patient.name[0]; profile-min Patient.name[1]"
    );
    BOOST_TEST(told(elements, R"("name":[{"text":"c"}])") == "profile-slice-min Patient");
}

BOOST_AUTO_TEST_CASE(a_profile_tells_slices_apart)
{
    const std::string elements =
        R"({"path":"Patient.identifier",)" + slicing("profile", "$this") +
        R"(},)"
        R"({"path":"Patient.identifier","sliceName":"i","min":1,"type":[{"code":"Identifier","profile":[")" +
        base + R"(i"]}]})";
    const std::string identifier = profile_of("Identifier", "i", R"({"path":"Identifier.system","min":1})");
    BOOST_TEST(told(elements, identifiers("a"), {identifier}) == "");
    BOOST_TEST(told(elements, R"("identifier":[{"value":"1"}])", {identifier}) == "profile-slice-min Patient");
    BOOST_TEST(told(elements, R"("identifier":[{"value":"1"}])") == "");
}

BOOST_AUTO_TEST_CASE(extensions_are_sliced_by_their_url)
{
    const std::string elements =
        R"({"path":"Patient.extension",)" + slicing("value", "url") +
        R"(},)"
        R"({"path":"Patient.extension","sliceName":"e","min":1,"max":"1","type":[{"code":"Extension","profile":[")" +
        base + R"(e|1.0"]}]})";
    const std::string known = extension_of("e", "boolean");
    const auto sent = [](std::string_view url, std::string_view value) {
        return R"("extension":[{"url":")" + std::string{url} + R"(",)" + std::string{value} + "}]";
    };
    BOOST_TEST(told(elements, sent(base + "e", R"("valueBoolean":true)"), {known}) == "");
    BOOST_TEST(told(elements, sent(base + "f", R"("valueBoolean":true)"), {known}) == "profile-slice-min Patient");
    BOOST_TEST(
        told(elements, sent(base + "e", R"("valueString":"a")"), {known}) == "profile-type Patient.extension[0].value"
    );
    BOOST_TEST(told(elements, sent(base + "f", R"("valueBoolean":true)")) == "profile-slice-min Patient");
    BOOST_TEST(told(elements, sent(base + "e", R"("valueString":"a")")) == "profile-not-loaded Patient.extension[0]");
}

BOOST_AUTO_TEST_CASE(a_path_goes_through_an_extension)
{
    const std::string elements =
        R"({"path":"Patient.contact",)" + slicing("value", "extension('" + base + "e').value.ofType(boolean)") +
        R"(},)"
        R"({"path":"Patient.contact","sliceName":"yes","min":1,"max":"1"},)"
        R"({"path":"Patient.contact.extension",)" +
        slicing("value", "url") +
        R"(},)"
        R"({"path":"Patient.contact.extension","sliceName":"e","type":[{"code":"Extension","profile":[")" +
        base +
        R"(e"]}]},)"
        R"({"path":"Patient.contact.extension.value[x]","fixedBoolean":true},)"
        R"({"path":"Patient.contact.gender","min":1})";
    const auto sent = [](std::string_view value) {
        return R"("contact":[{"name":{"text":"a"},"extension":[{"url":")" + base + R"(e","valueBoolean":)" +
               std::string{value} + "}]}]";
    };
    const std::string known = extension_of("e", "boolean");
    BOOST_TEST(told(elements, sent("true"), {known}) == "profile-min Patient.contact[0]");
    BOOST_TEST(told(elements, sent("false"), {known}) == "profile-slice-min Patient");
}

BOOST_AUTO_TEST_CASE(a_path_goes_through_a_reference)
{
    const std::string elements =
        R"({"path":"Composition.author",)" + slicing("type", "resolve()") +
        R"(},)"
        R"({"path":"Composition.author","sliceName":"who","max":"1","type":[{"code":"Reference",)"
        R"("targetProfile":["http://hl7.org/fhir/StructureDefinition/Practitioner"]}]})";
    const auto sent = [](std::string_view second) {
        return R"({"resourceType":"Composition","contained":[{"resourceType":"Practitioner","id":"a"},)"
               R"({"resourceType":"Practitioner","id":"b"},{"resourceType":"Organization","id":"c","name":"n"}],)"
               R"("author":[{"reference":"#a"},{"reference":")" +
               std::string{second} + R"("}]})";
    };
    const std::vector<std::string> known{profile_of("Composition", "p", elements)};
    BOOST_TEST(told_by(known, sent("#c"), {base + "p"}) == "");
    BOOST_TEST(told_by(known, sent("#b"), {base + "p"}) == "profile-slice-max Composition");
    BOOST_TEST(told_by(known, sent("Practitioner/elsewhere"), {base + "p"}) == "");
}

BOOST_AUTO_TEST_CASE(a_value_of_two_slices_is_told)
{
    const std::string elements =
        R"({"path":"Patient.identifier",)" + slicing("pattern", "$this") +
        R"(},)"
        R"({"path":"Patient.identifier","sliceName":"a","patternIdentifier":{"use":"usual"}},)"
        R"({"path":"Patient.identifier","sliceName":"b","patternIdentifier":{"system":"http://b.example"}})";
    BOOST_TEST(
        told(elements, R"("identifier":[{"use":"usual","system":"http://b.example"}])") ==
        "profile-slice-several Patient.identifier[0]"
    );
}

BOOST_AUTO_TEST_CASE(slices_that_cannot_be_told_apart_are_left_alone)
{
    const std::string elements = R"({"path":"Patient.identifier",)" +
                                 slicing("position", "$this", R"("rules":"closed")") +
                                 R"(},)"
                                 R"({"path":"Patient.identifier","sliceName":"a","min":2})";
    BOOST_TEST(told(elements, identifiers("a")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
