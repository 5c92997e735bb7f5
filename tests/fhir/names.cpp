#include "fhir/names.hpp"

#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::given;
using marrow::tests::submitted;

namespace {

using names = std::vector<std::string>;

std::string in_bundle(std::string_view full_url, std::string_view resource)
{
    const std::string url = full_url.empty() ? "" : R"("fullUrl":")" + std::string{full_url} + R"(",)";
    return R"({"resourceType":"Bundle","entry":[{)" + url + R"("resource":)" + std::string{resource} + "}]}";
}

void check_equal(const names& got, const names& wanted)
{
    BOOST_CHECK_EQUAL_COLLECTIONS(got.begin(), got.end(), wanted.begin(), wanted.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(names_of_resources)

BOOST_AUTO_TEST_CASE(a_resource_is_named_by_url_else_by_type_and_id_and_by_identifiers)
{
    const struct {
        std::string_view what;
        std::string_view full_url;
        std::string_view resource;
        names wanted;
    } rows[] = {
        {"RESTful fullUrl",
         "http://a/fhir/Patient/1",
         R"({"resourceType":"Patient","id":"1"})",
         {"http://a/fhir/Patient/1"}},
        {"no fullUrl", "", R"({"resourceType":"Patient","id":"1"})", {"Patient/1"}},
        {"urn:", "urn:uuid:u", R"({"resourceType":"Patient","id":"1"})", {"urn:uuid:u", "Patient/1"}},
        {"urn: without id", "urn:uuid:u", R"({"resourceType":"Patient"})", {"urn:uuid:u"}},
        {"a relative fullUrl is none", "Patient/2", R"({"resourceType":"Patient","id":"1"})", {"Patient/1"}},
        {"a version",
         "",
         R"({"resourceType":"Patient","id":"1","meta":{"versionId":"7"}})",
         {"Patient/1/_history/7", "Patient/1"}},
        {"identifiers",
         "",
         R"({"resourceType":"Patient","identifier":[{"system":"s","value":"v"},{"value":"bare"},
         {"system":"alone"},{"system":"s","value":"v"}]})",
         {"Patient?identifier=s|v", "?identifier=s|v"}},
        {"escapes",
         "",
         R"({"resourceType":"Patient","identifier":[{"system":"a|b","value":"c\\d"}]})",
         {R"(Patient?identifier=a\|b|c\\d)", R"(?identifier=a\|b|c\\d)"}},
        {"no resource", "http://a/fhir/Patient/1", "null", {}},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.what)
        {
            const submitted given{in_bundle(row.full_url, row.resource)};
            check_equal(names_of(given.of.entries()[0]), row.wanted);
        }
    const submitted alone{R"({"resourceType":"Procedure","id":"p"})"};
    check_equal(names_of(alone.of.entries()[0]), {"Procedure/p"});
}

BOOST_AUTO_TEST_CASE(a_reference_asks_for_names_in_the_order_of_resolution)
{
    const struct {
        std::string_view what;
        std::string_view full_url;
        std::string_view subject;
        names wanted;
    } rows[] = {
        {"relative without base", "urn:uuid:u", R"({"reference":"Patient/1"})", {"Patient/1"}},
        {"relative on the base",
         "http://a/fhir/Procedure/2",
         R"({"reference":" Patient/1 "})",
         {"http://a/fhir/Patient/1"}},
        {"absolute", "", R"({"reference":"http://b/Patient/1"})", {"http://b/Patient/1"}},
        {"urn:", "", R"({"reference":"urn:uuid:w"})", {"urn:uuid:w"}},
        {"version", "", R"({"reference":"Patient/1/_history/3"})", {"Patient/1/_history/3", "Patient/1"}},
        {"conditional", "", R"({"reference":"Patient?identifier=s%7Cx%5C%7Cy"})", {R"(Patient?identifier=s|x\|y)"}},
        {"conditional of any system", "", R"({"reference":"Patient?identifier=v"})", {}},
        {"conditional without system", "", R"({"reference":"Patient?identifier=|v"})", {}},
        {"another search", "", R"({"reference":"Patient?name=v"})", {}},
        {"identifier", "", R"({"identifier":{"system":"s","value":"v"}})", {"?identifier=s|v"}},
        {"typed identifier",
         "",
         R"({"type":"Patient","identifier":{"system":"s","value":"v"}})",
         {"Patient?identifier=s|v"}},
        {"literal, then identifier",
         "",
         R"({"reference":"Patient/1","identifier":{"system":"s","value":"v"}})",
         {"Patient/1", "Patient?identifier=s|v"}},
        {"fragment", "", R"({"reference":"#p"})", {}},
        {"display alone", "", R"({"display":"Somebody"})", {}},
        {"a bare URL", "", R"("http://b/Binary/1")", {"http://b/Binary/1"}},
        {"CodeableReference", "", R"({"reference":{"reference":"Patient/1"}})", {"Patient/1"}},
        {"no type and id", "", R"({"reference":"somewhere/else"})", {}},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.what)
        {
            const std::string procedure = R"({"resourceType":"Procedure","subject":)" + std::string{row.subject} + "}";
            const submitted given{in_bundle(row.full_url, procedure)};
            const resource from = given.resource_of(0);
            check_equal(names_asked(from[json::name::subject], from), row.wanted);
        }
}

BOOST_AUTO_TEST_CASE(type_and_id_alone_are_a_name_to_their_sender_alone)
{
    given what{in_bundle("", R"({"resourceType":"Procedure","id":"1","meta":{"versionId":"7"},
        "identifier":[{"system":"s","value":"v"}],"subject":{"reference":"Patient/1/_history/2"},
        "encounter":{"reference":"http://a/fhir/Encounter/1"}})")};
    const submission of{what.document, version::r4, {}, "ward/7"};
    const entry& only = of.entries()[0];
    check_equal(
        names_of(only),
        {"@ward/7/Procedure/1/_history/7", "@ward/7/Procedure/1", "Procedure?identifier=s|v", "?identifier=s|v"}
    );
    check_equal(locations_of(only), {"@ward/7/Procedure/1"});
    const resource procedure{only.resource, &only};
    check_equal(
        names_asked(procedure[json::name::subject], procedure), {"@ward/7/Patient/1/_history/2", "@ward/7/Patient/1"}
    );
    check_equal(names_asked(procedure[json::name::encounter], procedure), {"http://a/fhir/Encounter/1"});
}

BOOST_AUTO_TEST_CASE(a_name_tells_its_version_whatever_the_sender_is_called)
{
    BOOST_TEST(is_of_version("Procedure/1/_history/2"));
    BOOST_TEST(is_of_version("@a/_history/b/Procedure/1/_history/2"));
    BOOST_TEST(!is_of_version("Procedure/1"));
    BOOST_TEST(!is_of_version("@a/_history/b/Procedure/1"));
}

BOOST_AUTO_TEST_CASE(names_of_one_resource_and_their_length_are_bounded)
{
    std::string identifiers;
    for (int i = 0; i < 1'000; ++i)
        identifiers += (i ? "," : "") + std::string{R"({"system":"s","value":")"} + std::to_string(i) + R"("})";
    const submitted many{
        in_bundle("urn:uuid:u", R"({"resourceType":"Patient","id":"1","identifier":[)" + identifiers + "]}")};
    BOOST_TEST(names_of(many.of.entries()[0]).size() == 2 + 2 * most_identifiers_named);

    for (const bool is_within : {true, false}) {
        const std::string id(longest_name - 8 + (is_within ? 0 : 1), 'x');
        const submitted given{R"({"resourceType":"Patient","id":")" + id + R"("})"};
        BOOST_TEST(names_of(given.of.entries()[0]).size() == (is_within ? 1U : 0U));
    }
    const std::string system(submission::longest_identifier - 1, '|');
    BOOST_TEST(identifier_name("Patient", system, "v").size() == 2 * system.size() + 21);
    BOOST_TEST(identifier_name("Patient", system, "vv").empty());
}

BOOST_AUTO_TEST_SUITE_END()
