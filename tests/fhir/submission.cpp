#include "fhir/submission.hpp"

#include "tests/fhir/given.hpp"
#include "tests/fhir/resolutions.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::submitted;

namespace {

/// A Bundle whose entry 0 is a Procedure with that subject, and the given full URL.
std::string bundle(std::string_view subject, std::string_view full_url, std::string_view others)
{
    std::string text = R"({"resourceType":"Bundle","entry":[{)";
    if (!full_url.empty()) text.append(R"("fullUrl":")").append(full_url).append(R"(",)");
    text.append(R"("resource":{"resourceType":"Procedure","id":"me","subject":)").append(subject).append("}}");
    for (const std::string_view one : {others})
        if (!one.empty()) text.append(",").append(one);
    return text + "]}";
}

struct row {
    std::string_view what;
    std::string_view subject;
    std::string_view full_url;
    std::string_view others;
    resolution how;
    int entry;  ///< found there; -1: nowhere
};

void check(const row& one)
{
    BOOST_TEST_CONTEXT(one.what)
    {
        const submitted given{bundle(one.subject, one.full_url, one.others)};
        const resource from = given.resource_of(0);
        const resolved read = given.of.resolve(from[json::name::subject], from);
        BOOST_TEST(read.how == one.how);
        BOOST_TEST((read ? static_cast<int>(read.target.owner->index) : -1) == one.entry);
        if (read) BOOST_TEST(read.target.node == read.target.owner->resource);
    }
}

constexpr std::string_view patient_1 = R"({"fullUrl":"http://a/fhir/Patient/1","resource":{"resourceType":"Patient",
    "id":"1","identifier":[{"system":"s","value":"v"},{"system":"s","value":"v"},{"value":"bare"}]}})";
constexpr std::string_view two_versions = R"(
    {"fullUrl":"http://a/Patient/1","resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"1"}}},
    {"fullUrl":"http://a/Patient/1","resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"2"}}})";
constexpr std::string_view unversioned = R"({"fullUrl":"http://a/Patient/1","resource":{"resourceType":"Patient"}})";
constexpr std::string_view two_alike = R"(
    {"resource":{"resourceType":"Patient","id":"1","identifier":[{"system":"s","value":"v"}]}},
    {"resource":{"resourceType":"Patient","id":"1","identifier":[{"system":"s","value":"v"}]}})";
constexpr std::string_view patient_and_person = R"(
    {"resource":{"resourceType":"Person","id":"1","identifier":[{"system":"s","value":"v"}]}},
    {"resource":{"resourceType":"Patient","id":"1","identifier":{"system":"s","value":"v"}}})";
constexpr std::string_view of_uuid = R"({"fullUrl":"urn:uuid:0b1c","resource":{"resourceType":"Patient","id":"1"}})";

}  // namespace

BOOST_AUTO_TEST_SUITE(submission_index)

BOOST_AUTO_TEST_CASE(a_reference_beyond_the_bound_leads_nowhere)
{
    constexpr std::string_view prefix = "urn:x:";
    for (const bool is_within : {true, false}) {
        const std::string url =
            std::string{prefix} + std::string(submission::longest_reference - prefix.size() + (is_within ? 0 : 1), 'x');
        const std::string other = R"({"fullUrl":")" + url + R"(","resource":{"resourceType":"Patient"}})";
        const std::string subject = R"({"reference":")" + url + R"("})";
        check(
            {"long literal",
             subject,
             "",
             other,
             is_within ? resolution::found : resolution::no_target,
             is_within ? 1 : -1}
        );
    }
}

BOOST_AUTO_TEST_CASE(an_identifier_beyond_the_bound_leads_nowhere)
{
    for (const bool is_within : {true, false}) {
        const std::string named = R"({"system":"s","value":")" +
                                  std::string(submission::longest_identifier - (is_within ? 1 : 0), 'x') + R"("})";
        const std::string other = R"({"resource":{"resourceType":"Patient","identifier":[)" + named + "]}}";
        check(
            {"long identifier",
             R"({"identifier":)" + named + "}",
             "",
             other,
             is_within ? resolution::found : resolution::no_target,
             is_within ? 1 : -1}
        );
    }
}

BOOST_AUTO_TEST_CASE(references_follow_the_rules_of_bundle)
{
    using enum resolution;
    const row rows[] = {
        {"absolute", R"({"reference":"http://a/fhir/Patient/1"})", "", patient_1, found, 1},
        {"urn", R"({"reference":"urn:uuid:0b1c"})", "", of_uuid, found, 1},
        {"urn in other case", R"({"reference":"urn:uuid:0B1C"})", "", of_uuid, not_found, -1},
        {"relative to the same base",
         R"({"reference":"Patient/1"})",
         "http://a/fhir/Procedure/me",
         patient_1,
         found,
         1},
        {"spaces around", R"({"reference":" Patient/1\n"})", "http://a/fhir/Procedure/me", patient_1, found, 1},
        {"reference of a CodeableReference", R"({"reference":{"reference":"urn:uuid:0b1c"}})", "", of_uuid, found, 1},
        {"version 2", R"({"reference":"http://a/Patient/1/_history/2"})", "", two_versions, found, 2},
        {"version 1, relative",
         R"({"reference":"Patient/1/_history/1"})",
         "http://a/Procedure/me",
         two_versions,
         found,
         1},
        {"version of an unversioned entry",
         R"({"reference":"http://a/Patient/1/_history/9"})",
         "",
         unversioned,
         found,
         1},
        {"no version of two", R"({"reference":"http://a/Patient/1"})", "", two_versions, ambiguous, -1},
        {"a version that is not there",
         R"({"reference":"http://a/Patient/1/_history/3"})",
         "",
         two_versions,
         ambiguous,
         -1},
        {"not there", R"({"reference":"Patient/2"})", "http://a/fhir/Procedure/me", patient_1, not_found, -1},
        {"uuid not there", R"({"reference":"urn:uuid:ffff"})", "", of_uuid, not_found, -1},
        {"the other type", R"({"reference":"Group/1"})", "", patient_1, not_found, -1},
        {"display alone", R"({"display":"somebody"})", "", patient_1, no_target, -1},
        {"empty", R"({})", "", patient_1, no_target, -1},
        {"empty text", R"({"reference":" "})", "", patient_1, no_target, -1},
        {"a text for an object", R"("Patient/1")", "", patient_1, no_target, -1},
        {"null", "null", "", patient_1, no_target, -1},
        {"a number", R"({"reference":1})", "", patient_1, not_found, -1},
        {"an entry without resource",
         R"({"reference":"http://a/Patient/1"})",
         "",
         R"({"fullUrl":"http://a/Patient/1"})",
         not_found,
         -1},
        {"nothing to find it in", R"({"reference":"Patient/1"})", "", "", not_found, -1},
    };
    for (const row& one : rows)
        check(one);
}

BOOST_AUTO_TEST_CASE(what_the_rules_do_not_resolve_is_guessed_by_type_and_id)
{
    using enum resolution;
    const row rows[] = {
        {"no full URL around it", R"({"reference":"Patient/1"})", "", patient_1, guessed, 1},
        {"a uuid around it", R"({"reference":"Patient/1"})", "urn:uuid:aa", of_uuid, guessed, 1},
        {"another base around it", R"({"reference":"Patient/1"})", "http://b/Procedure/me", patient_1, guessed, 1},
        {"another server's URL", R"({"reference":"https://b/x/Patient/1"})", "", patient_1, guessed, 1},
        {"a leading slash", R"({"reference":"/Patient/1"})", "", patient_1, guessed, 1},
        {"a version", R"({"reference":"Patient/1/_history/4"})", "", patient_1, guessed, 1},
        {"the id of a full URL", R"({"reference":"Patient/1"})", "urn:uuid:aa", unversioned, guessed, 1},
        {"two of them", R"({"reference":"Patient/1"})", "", two_alike, ambiguous, -1},
        {"one of each type", R"({"reference":"Patient/1"})", "", patient_and_person, guessed, 2},
        {"wrong case", R"({"reference":"patient/1"})", "", patient_1, not_found, -1},
        {"itself", R"({"reference":"Procedure/me"})", "", patient_1, guessed, 0},
    };
    for (const row& one : rows)
        check(one);
}

BOOST_AUTO_TEST_CASE(identifiers_find_entries)
{
    using enum resolution;
    const row rows[] = {
        {"conditional", R"({"reference":"Patient?identifier=s|v"})", "", patient_1, found, 1},
        {"conditional, encoded", R"({"reference":"Patient?identifier=s%7Cv"})", "", patient_1, found, 1},
        {"conditional, any system", R"({"reference":"Patient?identifier=v"})", "", patient_1, found, 1},
        {"conditional, no system", R"({"reference":"Patient?identifier=|bare"})", "", patient_1, found, 1},
        {"conditional, no system but one", R"({"reference":"Patient?identifier=|v"})", "", patient_1, not_found, -1},
        {"conditional, absolute", R"({"reference":"http://b/Patient?identifier=s|v"})", "", patient_1, found, 1},
        {"conditional, other type", R"({"reference":"Group?identifier=s|v"})", "", patient_1, not_found, -1},
        {"conditional, of one type", R"({"reference":"Patient?identifier=s|v"})", "", patient_and_person, found, 2},
        {"conditional, two", R"({"reference":"Patient?identifier=s|v"})", "", two_alike, ambiguous, -1},
        {"conditional, more", R"({"reference":"Patient?identifier=s|v&active=true"})", "", patient_1, not_found, -1},
        {"conditional, other", R"({"reference":"Patient?name=v"})", "", patient_1, not_found, -1},
        {"logical", R"({"identifier":{"system":"s","value":"v"}})", "", patient_1, found, 1},
        {"logical, of a type",
         R"({"type":"Patient","identifier":{"system":"s","value":"v"}})",
         "",
         patient_and_person,
         found,
         2},
        {"logical, URL of a type",
         R"({"type":"http://hl7.org/fhir/StructureDefinition/Person","identifier":{"system":"s","value":"v"}})",
         "",
         patient_and_person,
         found,
         1},
        {"logical, any type", R"({"identifier":{"system":"s","value":"v"}})", "", patient_and_person, ambiguous, -1},
        {"logical, two", R"({"type":"Patient","identifier":{"system":"s","value":"v"}})", "", two_alike, ambiguous, -1},
        {"logical, other value", R"({"identifier":{"system":"s","value":"w"}})", "", patient_1, not_found, -1},
        {"logical, no system", R"({"identifier":{"value":"bare"}})", "", patient_1, no_target, -1},
        {"literal first",
         R"({"reference":"urn:uuid:0b1c","identifier":{"system":"s","value":"v"}})",
         "",
         of_uuid,
         found,
         1},
        {"logical where the literal leads nowhere",
         R"({"reference":"Patient/7","identifier":{"system":"s","value":"v"}})",
         "",
         patient_1,
         found,
         1},
        {"logical before a guess",
         R"({"reference":"Patient/1","identifier":{"system":"s","value":"v"}})",
         "",
         patient_1,
         found,
         1},
        {"logical of the literal's type",
         R"({"reference":"Patient/9","identifier":{"system":"s","value":"v"}})",
         "",
         patient_and_person,
         found,
         2},
        {"guess where identifiers are many",
         R"({"type":"","reference":"Person/1","identifier":{"system":"s","value":"x"}})",
         "",
         patient_and_person,
         guessed,
         1},
    };
    for (const row& one : rows)
        check(one);
}

BOOST_AUTO_TEST_CASE(the_order_of_entries_does_not_matter)
{
    const submitted given{R"({"resourceType":"Bundle","entry":[
        {"fullUrl":"http://a/Patient/1","resource":{"resourceType":"Patient","id":"1"}},
        {"resource":null},{},
        {"fullUrl":"http://a/Claim/2","resource":{"patient":{"reference":"Patient/1"},"id":"2","resourceType":"Claim"}}]})"};
    const resource claim = given.resource_of(3);
    const resolved patient = given.of.resolve(claim[json::name::patient], claim);
    BOOST_TEST(patient.how == resolution::found);
    BOOST_TEST(patient.target.owner->index == 0U);
    BOOST_TEST(given.of.resolve_url_here("http://a/Claim/2", given.resource_of(0)).target.type() == "Claim");
}

BOOST_AUTO_TEST_CASE(entries_are_kept_as_they_were_sent)
{
    const submitted given{R"({"resourceType":"Bundle","entry":[
        {"fullUrl":"urn:uuid:1"},7,null,[],{"resource":"text"},
        {"resource":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Claim","id":"inner"}}]}}]})"};
    const auto entries = given.of.entries();
    BOOST_TEST(given.of.is_bundle());
    BOOST_REQUIRE(entries.size() == 6U);
    for (std::uint32_t i = 0; i < 6; ++i) {
        BOOST_TEST(entries[i].index == i);
        BOOST_TEST(entries[i].node == &given.at("entry/" + std::to_string(i)));
    }
    BOOST_TEST(entries[0].full_url == "urn:uuid:1");
    BOOST_TEST(entries[0].resource == &json::missing);
    BOOST_TEST(entries[5].type == "Bundle");
    const resolved inner = given.of.resolve_url_here("Claim/inner", given.resource_of(5));
    BOOST_TEST(inner.how == resolution::not_found);
}

BOOST_AUTO_TEST_CASE(what_is_no_object_is_no_resource)
{
    const submitted given{R"({"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:a","resource":"Patient"},
        {"fullUrl":"urn:uuid:b","resource":{"resourceType":"Patient"}}]})"};
    const auto entries = given.of.entries();
    BOOST_TEST(entries[0].resource == &json::missing);
    BOOST_TEST((given.of.resolve_url_here("urn:uuid:a", given.resource_of(1)).how == resolution::not_found));
    BOOST_TEST((given.of.resolve_url_here("urn:uuid:b", given.resource_of(1)).how == resolution::found));
}

BOOST_AUTO_TEST_CASE(entries_of_one_type_share_its_text)
{
    const submitted given{R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}},
        {"resource":{"resourceType":"Claim","contained":[{"resourceType":"Patient"}]}},
        {"resource":{"resourceType":"Patient"}}]})"};
    const auto entries = given.of.entries();
    BOOST_TEST(entries[0].type == "Patient");
    BOOST_TEST(entries[1].type == "Claim");
    BOOST_TEST(static_cast<const void*>(entries[2].type.data()) == entries[0].type.data());
    BOOST_TEST(given.resource_of(2).type() == "Patient");
    BOOST_TEST((resource{&entries[1].contained->items()[0], &entries[1]}.type() == "Patient"));
}

BOOST_AUTO_TEST_CASE(a_lone_resource_is_its_own_entry_and_finds_what_it_contains)
{
    const submitted given{R"({"resourceType":"Claim","id":"c","contained":[{"resourceType":"Patient","id":"p",
        "identifier":[{"system":"s","value":"v"}]}],"patient":{"reference":"#p"},"insurer":{"reference":"Claim/c"},
        "provider":{"identifier":{"system":"s","value":"v"}},"enterer":{"reference":"#"}})"};
    BOOST_TEST(!given.of.is_bundle());
    BOOST_REQUIRE(given.of.entries().size() == 1U);
    const resource claim = given.resource_of(0);
    BOOST_TEST(claim.node == &given.root());
    BOOST_TEST(claim.owner->node == &given.root());
    BOOST_TEST(claim.owner->type == "Claim");
    BOOST_TEST(given.of.resolve(given.at("patient"), claim).target.node == &given.at("contained/0"));
    BOOST_TEST(given.of.resolve(given.at("enterer"), claim).target.node == &given.root());
    BOOST_TEST(given.of.resolve(given.at("insurer"), claim).how == resolution::not_found);
    BOOST_TEST(given.of.resolve(given.at("provider"), claim).how == resolution::not_found);
}

BOOST_AUTO_TEST_CASE(contained_resources_are_looked_for_in_the_container_alone)
{
    const submitted given{R"({"resourceType":"Bundle","entry":[
        {"fullUrl":"http://a/Claim/1","resource":{"resourceType":"Claim","id":"1","contained":[
            {"resourceType":"Procedure","id":"x","subject":{"reference":"#p"},"encounter":{"reference":"#"},
             "location":{"reference":"Location/9"},
             "contained":[{"resourceType":"Patient","id":"nested"}]},
            {"resourceType":"Patient","id":"p","link":{"reference":"#x"}},
            {"resourceType":"Device","id":"d"},{"resourceType":"Device","id":"d"},
            {"resourceType":"Device"},null],"patient":{"reference":"#p"}}},
        {"fullUrl":"http://a/Claim/2","resource":{"resourceType":"Claim","id":"2","patient":{"reference":"#p"}}},
        {"fullUrl":"http://a/Location/9","resource":{"resourceType":"Location","id":"9"}}]})"};
    const resource claim = given.resource_of(0);
    const resolved procedure = given.of.resolve_url_here("#x", claim);
    BOOST_TEST(procedure.how == resolution::found);
    BOOST_TEST(procedure.target.owner == claim.owner);
    const resource inner = procedure.target;
    const json::value& patient = given.at("entry/0/resource/contained/1");
    BOOST_TEST(given.of.resolve(inner[json::name::subject], inner).target.node == &patient);
    BOOST_TEST(given.of.resolve(inner[json::name::encounter], inner).target.node == claim.node);
    BOOST_TEST(given.of.resolve(inner[json::name::location], inner).target.owner->index == 2U);
    BOOST_TEST(given.of.resolve_url_here("#d", claim).how == resolution::ambiguous);
    BOOST_TEST(given.of.resolve_url_here("#nested", claim).how == resolution::not_found);
    BOOST_TEST(given.of.resolve_url_here("#P", claim).how == resolution::not_found);
    BOOST_TEST(given.of.resolve_url_here("#p", given.resource_of(1)).how == resolution::not_found);
    BOOST_TEST(given.of.resolve_url_here("p", claim).how == resolution::not_found);

    const resource contained_patient{&patient, claim.owner};
    BOOST_TEST((given.of.resolve(patient[json::name::link], contained_patient).target == inner));
}

BOOST_AUTO_TEST_CASE(an_attachment_url_leads_like_a_reference)
{
    const submitted given{R"({"resourceType":"Bundle","entry":[
        {"fullUrl":"http://a/DocumentReference/1","resource":{"resourceType":"DocumentReference"}},
        {"fullUrl":"http://a/Binary/b","resource":{"resourceType":"Binary","id":"b"}}]})"};
    const resource document = given.resource_of(0);
    BOOST_TEST(given.of.resolve_url_here("http://a/Binary/b", document).how == resolution::found);
    BOOST_TEST(given.of.resolve_url_here("Binary/b", document).how == resolution::found);
    BOOST_TEST(given.of.resolve_url_here("http://b/Binary/b", document).how == resolution::guessed);
    BOOST_TEST(given.of.resolve_url_here("http://a/Binary/c", document).how == resolution::not_found);
    BOOST_TEST(given.of.resolve_url_here("", document).how == resolution::no_target);
}

BOOST_AUTO_TEST_SUITE_END()
