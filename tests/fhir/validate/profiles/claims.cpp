#include "fhir/packages/package.hpp"
#include "tests/fhir/packages/archive.hpp"
#include "tests/fhir/validate/profiles/profiled.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::tests;

namespace {

const std::string with_gender = profile_of("Patient", "p", R"({"path":"Patient.gender","min":1})");

std::string claiming(std::string_view profile, std::string_view type = "Patient")
{
    return R"({"resourceType":")" + std::string{type} + R"(","meta":{"profile":[")" + std::string{profile} + R"("]}})";
}

std::string bundle_of(std::string_view observation_subject, std::string_view patient)
{
    return R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://s.example/Observation/1",)"
           R"("resource":{"resourceType":"Observation","id":"1","meta":{"profile":[")" +
           base + R"(o"]},"status":"final","code":{"text":"a"},"subject":{"reference":")" +
           std::string{observation_subject} + R"("}}},{"fullUrl":"http://s.example/Patient/1","resource":)" +
           std::string{patient} + "}]}";
}

std::string observation_on(std::string_view targets)
{
    return profile_of(
        "Observation",
        "o",
        R"({"path":"Observation.subject","type":[{"code":"Reference","targetProfile":[)" + std::string{targets} + "]}]}"
    );
}

/// A Patient has a gender, and links to Patients that have one.
const std::string with_links = profile_of(
    "Patient",
    "p",
    R"({"path":"Patient.gender","min":1},{"path":"Patient.link"},{"path":"Patient.link.other",)"
    R"("type":[{"code":"Reference","targetProfile":[")" +
        base + R"(p"]}]})"
);
const std::string claims_p = R"("meta":{"profile":[")" + base + R"(p"]},)";
const std::string male = R"("gender":"male",)";

/// An entry with a Patient who has these members and is linked to another.
std::string linked(std::string_view id, std::string_view to, std::string_view members)
{
    std::string made = R"({"fullUrl":"http://s.example/Patient/)";
    made.append(id).append(R"(","resource":{"resourceType":"Patient",)").append(members);
    made.append(R"("id":")").append(id).append(R"(","link":[{"type":"seealso","other":{"reference":"Patient/)");
    return made.append(to).append(R"("}}]}})");
}

std::string refused(const std::string& resource)
{
    const std::string archive = tar_of({{"package/package.json", R"({"name":"a"})"}, {"package/r.json", resource}});
    std::vector<marrow::fhir::packages::package> all;
    all.push_back(marrow::fhir::packages::package::read(archive, "p.tgz").value());
    const auto made = marrow::fhir::validate::profiles::library::load(std::move(all));
    return made ? "" : made.error().text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(profile_claims)

BOOST_AUTO_TEST_CASE(a_claimed_profile_is_held_and_so_is_one_asked_for)
{
    BOOST_TEST(told_by({with_gender}, claiming(base + "p")) == "profile-min Patient");
    BOOST_TEST(told_by({with_gender}, claiming(base + "p|1.0")) == "profile-min Patient");
    BOOST_TEST(told_by({with_gender}, R"({"resourceType":"Patient"})", {base + "p"}) == "profile-min Patient");
    BOOST_TEST(told_by({with_gender}, claiming(base + "p"), {base + "p"}) == "profile-min Patient");
    BOOST_TEST(told_by({with_gender}, R"({"resourceType":"Patient","active":true})") == "");
}

BOOST_AUTO_TEST_CASE(a_profile_that_is_not_loaded_is_told_once)
{
    BOOST_TEST(told_by({with_gender}, claiming(base + "other")) == "profile-not-loaded Patient.meta.profile[0]");
    BOOST_TEST(told_by({with_gender}, claiming(base + "p|2.0")) == "profile-not-loaded Patient.meta.profile[0]");
    BOOST_TEST(
        told_by(
            {with_gender},
            R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":)" + claiming(base + "x") +
                R"(},{"resource":)" + claiming(base + "x") + "}]}"
        ) == "profile-not-loaded Bundle.entry[0].resource.meta.profile[0]"
    );
}

BOOST_AUTO_TEST_CASE(a_profile_of_another_type_is_an_error)
{
    constexpr const char* core = "http://hl7.org/fhir/StructureDefinition/";
    BOOST_TEST(
        told_by({with_gender}, claiming(base + "p", "Basic")) == "profile-of-another-type Basic.meta.profile[0]"
    );
    BOOST_TEST(told_by({with_gender}, R"({"resourceType":"Basic"})", {base + "p"}) == "profile-of-another-type Basic");
    BOOST_TEST(told_by({with_gender}, claiming(std::string{core} + "Patient")) == "");
    BOOST_TEST(
        told_by({with_gender}, claiming(std::string{core} + "Basic")) ==
        "profile-of-another-type Patient.meta.profile[0]"
    );
}

BOOST_AUTO_TEST_CASE(what_is_contained_is_held_too)
{
    const std::string sent =
        R"({"resourceType":"Basic","contained":[{"resourceType":"Patient","id":"a","meta":{"profile":[")" + base +
        R"(p"]}}],"subject":{"reference":"#a"}})";
    BOOST_TEST(told_by({with_gender}, sent) == "profile-min Basic.contained[0]");
}

BOOST_AUTO_TEST_CASE(what_a_reference_leads_to_conforms_to_a_target_profile)
{
    const std::string to_p = observation_on('"' + base + "p\"");
    constexpr const char* female = R"({"resourceType":"Patient","id":"1","gender":"female"})";
    constexpr const char* without = R"({"resourceType":"Patient","id":"1","active":true})";
    constexpr const char* group = R"({"resourceType":"Group","id":"1","type":"person","actual":true})";
    constexpr const char* there = "profile-reference-target Bundle.entry[0].resource.subject";
    BOOST_TEST(told_by({with_gender, to_p}, bundle_of("Patient/1", female)) == "");
    BOOST_TEST(told_by({with_gender, to_p}, bundle_of("Patient/1", without)) == there);
    BOOST_TEST(told_by({with_gender, to_p}, bundle_of("http://s.example/Patient/1", group)) == there);
    BOOST_TEST(told_by({with_gender, to_p}, bundle_of("Patient/elsewhere", without)) == "");
    BOOST_TEST(told_by({with_gender, to_p}, bundle_of("Group/elsewhere", without)) == there);
    const std::string to_any =
        observation_on('"' + base + R"(p","http://hl7.org/fhir/StructureDefinition/Patient|4.0.1")");
    BOOST_TEST(told_by({with_gender, to_any}, bundle_of("Patient/1", without)) == "");
    BOOST_TEST(
        told_by({to_p}, bundle_of("Patient/1", without)) == "profile-not-loaded Bundle.entry[0].resource.subject"
    );
}

BOOST_AUTO_TEST_CASE(resources_that_refer_to_each_other_end)
{
    const auto sent = [&](std::string_view second) {
        return R"({"resourceType":"Bundle","type":"collection","entry":[)" + linked("a", "b", claims_p + male) + "," +
               linked("b", "a", second) + "]}";
    };
    BOOST_TEST(told_by({with_links}, sent(male)) == "");
    BOOST_TEST(told_by({with_links}, sent("")) == "profile-reference-target Bundle.entry[0].resource.link[0].other");
}

BOOST_AUTO_TEST_CASE(a_long_chain_of_references_does_not_exhaust_the_stack)
{
    constexpr int length = 20'000;
    std::string sent = R"({"resourceType":"Bundle","type":"collection","entry":[)";
    for (int i = 0; i < length; ++i)
        sent += linked(std::to_string(i), std::to_string(i + 1), claims_p + male) + ",";
    sent += linked(std::to_string(length), "none", claims_p);
    const std::string last = "Bundle.entry[" + std::to_string(length) + "].resource";
    const std::string before = "Bundle.entry[" + std::to_string(length - 1) + "].resource.link[0].other";
    const auto told = told_of(*library_of({with_links}), sent + "]}");
    BOOST_REQUIRE(told.size() > 1);
    BOOST_TEST(told.size() < 20);
    BOOST_TEST(told[told.size() - 2] == "profile-reference-target " + before);
    BOOST_TEST(told.back() == "profile-min " + last);
}

BOOST_AUTO_TEST_CASE(entries_are_sliced_by_the_type_and_held_against_the_profile_of_their_resource)
{
    const std::string known = profile_of(
        "Bundle",
        "b",
        R"({"path":"Bundle.entry","slicing":{"discriminator":[{"type":"type","path":"resource"}],"rules":"open"}},)"
        R"({"path":"Bundle.entry","sliceName":"Patient","min":1,"max":"1"},)"
        R"({"path":"Bundle.entry.resource","min":1,"type":[{"code":"Patient","profile":[")" +
            base + R"(p"]}]})"
    );
    const auto sent = [](std::string_view entries) {
        return R"({"resourceType":"Bundle","type":"collection","entry":[)" + std::string{entries} + "]}";
    };
    constexpr const char* basic = R"({"resource":{"resourceType":"Basic","code":{"text":"a"}}})";
    constexpr const char* female = R"({"resource":{"resourceType":"Patient","gender":"female"}})";
    constexpr const char* without = R"({"resource":{"resourceType":"Patient","active":true}})";
    const auto told = [&](const std::string& entries) {
        return told_by({with_gender, known}, sent(entries), {base + "b"});
    };
    BOOST_TEST(told(std::string{basic} + "," + female) == "");
    BOOST_TEST(told(basic) == "profile-slice-min Bundle");
    BOOST_TEST(told(std::string{female} + "," + female) == "profile-slice-max Bundle");
    BOOST_TEST(told(without) == "profile-min Bundle.entry[0].resource");
}

BOOST_AUTO_TEST_CASE(a_definition_without_snapshot_or_of_another_release_is_not_loaded)
{
    const std::string differential =
        R"({"resourceType":"StructureDefinition","fhirVersion":"4.0.1","derivation":"constraint","type":"Patient","url":")" +
        base + R"(p","differential":{"element":[{"path":"Patient.gender","min":1}]}})";
    std::string of_r5 = with_gender;
    of_r5.replace(of_r5.find("4.0.1"), 5, "5.0.0");
    for (const std::string& each : {differential, of_r5})
        BOOST_TEST(told_by({each}, claiming(base + "p")) == "profile-not-loaded Patient.meta.profile[0]");
}

BOOST_AUTO_TEST_CASE(profiles_of_r5_are_held_against_r5)
{
    std::string known = profile_of(
        "Procedure",
        "p",
        R"({"path":"Procedure.reason","type":[{"code":"CodeableReference","targetProfile":[)"
        R"("http://hl7.org/fhir/StructureDefinition/Condition"]}],"binding":{"strength":"required","valueSet":)"
        R"("http://a.example/ValueSet/s"}},{"path":"Procedure.occurrence[x]","type":[{"code":"dateTime"}]})"
    );
    known.replace(known.find("4.0.1"), 5, "5.0.0");
    const std::string set = R"({"resourceType":"ValueSet","url":"http://a.example/ValueSet/s","compose":{"include":[)"
                            R"({"system":"http://a.example/c","concept":[{"code":"a"}]}]}})";
    const std::string sent =
        R"({"resourceType":"Procedure","status":"completed","subject":{"reference":"Patient/1"},"occurrenceString":"a",)"
        R"("reason":[{"reference":{"reference":"Observation/1"}},{"reference":{"reference":"Condition/1"},)"
        R"("concept":{"coding":[{"system":"http://a.example/c","code":"b"}]}}]})";
    const auto held = library_of({known, set});
    const std::vector<std::string> told = told_of(*held, sent, {base + "p"}, marrow::fhir::version::r5);
    const std::vector<std::string> expected{
        "profile-type Procedure.occurrence",
        "profile-reference-target Procedure.reason[0]",
        "profile-code-required Procedure.reason[1]"};
    BOOST_TEST(told == expected, boost::test_tools::per_element());
    BOOST_TEST(told_of(*held, sent, {base + "p"}).front().starts_with("profile-asked-not-loaded"));
}

BOOST_AUTO_TEST_CASE(a_corrupt_snapshot_is_a_fault_with_its_place)
{
    std::string deep = R"({"path":"Patient.a"})";
    std::string path = "Patient.a";
    for (int i = 0; i < 80; ++i)
        deep += R"(,{"path":")" + (path += ".a") + R"("})";
    std::string many;
    for (int i = 0; i < 20'001; ++i)
        many += std::string{i == 0 ? "" : ","} + R"({"path":"Patient.a"})";
    struct {
        const char* name;
        std::string elements;
        const char* told;
    } rows[]{
        {"no path", R"({"min":1})", "has no path"},
        {"two roots", R"({"path":"Patient"})", "two roots"},
        {"a gap", R"({"path":"Patient.a.b"})", "stands below none"},
        {"a cardinality", R"({"path":"Patient.a","max":"many"})", "no number"},
        {"depth", deep, "stands below none"},
        {"number", many, "more than 20000 elements"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const std::string text = refused(profile_of("Patient", "p", row.elements));
            BOOST_TEST(text.starts_with("a: r.json:1:"), text);
            BOOST_TEST(text.find(row.told) != std::string::npos, text);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_definition_that_leads_to_itself_ends)
{
    const std::string known = profile_of(
        "Identifier",
        "i",
        R"({"path":"Identifier.type","type":[{"code":"CodeableConcept","profile":[")" + base + R"(c"]}]})"
    );
    std::string itself = profile_of("CodeableConcept", "c", "");
    const std::string root = R"({"path":"CodeableConcept"})";
    itself.replace(
        itself.find(root),
        root.size(),
        R"({"path":"CodeableConcept","type":[{"code":"CodeableConcept","profile":[")" + base + R"(c",")" + base +
            R"(d"]}]})"
    );
    const std::string patient = profile_of(
        "Patient", "p", R"({"path":"Patient.identifier","type":[{"code":"Identifier","profile":[")" + base + R"(i"]}]})"
    );
    const std::string sent = R"({"resourceType":"Patient","identifier":[{"type":{"text":"a"}}]})";
    BOOST_TEST(told_by({known, itself, patient}, sent, {base + "p"}) == "");
}

BOOST_AUTO_TEST_CASE(one_that_was_asked_for_and_is_of_another_release_is_an_error)
{
    const auto known = library_of({with_gender});
    const std::vector<std::string> asked{base + "p"};
    const std::vector<std::string> told =
        told_of(*known, R"({"resourceType":"Patient"})", asked, marrow::fhir::version::r5);
    const std::vector<std::string> expected{"profile-asked-not-loaded Patient"};
    BOOST_TEST(told == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
