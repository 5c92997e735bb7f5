#include "fhir/coding.hpp"

#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::given;
using marrow::tests::submitted;

BOOST_AUTO_TEST_SUITE(coding)

BOOST_AUTO_TEST_CASE(codings_are_those_of_the_concept)
{
    const struct {
        std::string_view json;
        std::size_t count;
    } rows[] = {
        {R"({"coding":[{"code":"a"},{"code":"b"}]})", 2},
        {R"({"coding":{"code":"a"}})", 1},
        {R"({"concept":{"coding":[{"code":"a"}]},"reference":{"reference":"Device/1"}})", 1},
        {R"({"reference":{"reference":"Device/1"}})", 0},
        {R"({"text":"femur"})", 0},
        {R"({"coding":[]})", 0},
        {R"("20703")", 0},
        {R"([{"coding":[{"code":"a"}]}])", 0},
    };
    for (const auto& row : rows) {
        const given one{R"({"code":)" + std::string{row.json} + "}"};
        BOOST_TEST(codings_of(one.at("code")).size() == row.count, row.json);
    }
    BOOST_TEST(codings_of(json::missing).empty());
}

BOOST_AUTO_TEST_CASE(the_first_codings_of_many_are_looked_at)
{
    std::string many = R"({"code":{"coding":[{"code":"a"})";
    for (int i = 1; i < 32; ++i)
        many += R"(,{"code":"a"})";
    BOOST_TEST(codings_of(given{many + "]}}"}.at("code")).size() == 32);
    BOOST_TEST(codings_of(given{many + R"(,{"code":"b"}]}})"}.at("code")).size() == 32);
}

BOOST_AUTO_TEST_CASE(the_text_is_that_of_the_concept)
{
    const struct {
        std::string_view json;
        std::string_view text;
    } rows[] = {
        {R"({"text":"left femur"})", "left femur"},
        {R"({"concept":{"text":"left femur"}})", "left femur"},
        {R"({"reference":{"reference":"BodyStructure/1"}})", ""},
        {R"({"coding":[{"code":"a"}]})", ""},
        {R"("femur")", ""},
    };
    for (const auto& row : rows) {
        const given one{R"({"code":)" + std::string{row.json} + "}"};
        BOOST_TEST(text_of(one.at("code")) == row.text, row.json);
    }
}

BOOST_AUTO_TEST_CASE(identifiers_agree_in_system_and_value)
{
    const struct {
        std::string_view a;
        std::string_view b;
        bool agree;
    } rows[] = {
        {R"([{"system":"s","value":"1"}])", R"([{"system":"s","value":"1"}])", true},
        {R"([{"system":"s","value":"2"},{"system":"npi","value":"1"}])", R"({"system":"npi","value":"1"})", true},
        {R"([{"system":"s","value":"1"}])", R"([{"system":"t","value":"1"}])", false},
        {R"([{"system":"s","value":"1"}])", R"([{"system":"s","value":"01"}])", false},
        {R"([{"value":"1"}])", R"([{"value":"1"}])", false},
        {R"([{"system":"s"}])", R"([{"system":"s"}])", false},
        {R"([])", R"([])", false},
        {R"(null)", R"(null)", false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.a << " and " << row.b)
        {
            const given both{
                R"({"a":{"identifier":)" + std::string{row.a} + R"(},"b":{"identifier":)" + std::string{row.b} + "}}"};
            BOOST_TEST(share_an_identifier(both.at("a"), both.at("b")) == row.agree);
            BOOST_TEST(share_an_identifier(both.at("b"), both.at("a")) == row.agree);
        }
    }
}

BOOST_AUTO_TEST_CASE(two_references_speak_of_one_thing_or_do_not)
{
    const struct {
        std::string_view what;
        std::string_view a;  ///< stands in an entry under http://a/
        std::string_view b;  ///< stands in an entry under http://b/
        bool same;
    } rows[] = {
        {"one entry, two ways", R"({"reference":"Patient/1"})", R"({"reference":"http://a/Patient/1"})", true},
        {"two servers' Patient/1", R"({"reference":"Patient/1"})", R"({"reference":"Patient/1"})", false},
        {"versions of one",
         R"({"reference":"http://a/Patient/1/_history/1"})",
         R"({"reference":"http://a/Patient/1/_history/2"})",
         true},
        {"others", R"({"reference":"Patient/1"})", R"({"reference":"http://a/Patient/3"})", false},
        {"resources with one identifier",
         R"({"reference":"http://a/Patient/3"})",
         R"({"reference":"Patient/4"})",
         true},
        {"reference and resource",
         R"({"reference":"http://a/Patient/3"})",
         R"({"reference":"Patient/x","identifier":{"system":"s","value":"3"}})",
         true},
        {"identifiers of the references alone",
         R"({"identifier":{"system":"t","value":"9"}})",
         R"({"reference":"urn:uuid:1","identifier":{"system":"t","value":"9"}})",
         true},
        {"the same text, unresolved", R"({"reference":"Patient/77"})", R"({"reference":"Patient/77"})", true},
        {"the same text but for the version",
         R"({"reference":"Patient/77"})",
         R"({"reference":"Patient/77/_history/2"})",
         true},
        {"the same URL, unresolved", R"({"reference":"Patient/77"})", R"({"reference":"http://a/Patient/77"})", true},
        {"another URL, unresolved", R"({"reference":"Patient/77"})", R"({"reference":"http://c/Patient/77"})", false},
        {"the same uuid, unresolved", R"({"reference":"urn:uuid:5"})", R"({"reference":"urn:uuid:5"})", true},
        {"fragments of two containers", R"({"reference":"#p"})", R"({"reference":"#p"})", false},
        {"unresolved fragments of two containers", R"({"reference":"#q"})", R"({"reference":"#q"})", false},
        {"display alone", R"({"display":"x"})", R"({"display":"x"})", false},
        {"nothing", "null", "null", false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            const auto claim = [](std::string_view base, std::string_view patient) {
                return R"({"fullUrl":"http://)" + std::string{base} +
                       R"(/Claim/9","resource":{"resourceType":"Claim","contained":[{"resourceType":"Patient","id":"p"}],)"
                       R"("patient":)" +
                       std::string{patient} + "}},";
            };
            const submitted both{R"({"resourceType":"Bundle","entry":[)" + claim("a", row.a) + claim("b", row.b) + R"(
                {"fullUrl":"http://a/Patient/1","resource":{"resourceType":"Patient","meta":{"versionId":"1"}}},
                {"fullUrl":"http://b/Patient/1","resource":{"resourceType":"Patient"}},
                {"fullUrl":"http://a/Patient/3","resource":{"resourceType":"Patient",
                    "identifier":[{"system":"s","value":"3"}]}},
                {"fullUrl":"http://b/Patient/4","resource":{"resourceType":"Patient",
                    "identifier":[{"system":"r","value":"1"},{"system":"s","value":"3"}]}}]})"};
            const json::value& a = both.at("entry/0/resource/patient");
            const json::value& b = both.at("entry/1/resource/patient");
            BOOST_TEST(same_thing(both.of, a, both.resource_of(0), b, both.resource_of(1)) == row.same);
            BOOST_TEST(same_thing(both.of, b, both.resource_of(1), a, both.resource_of(0)) == row.same);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_unresolved_fragment_is_one_thing_within_its_entry)
{
    const submitted given{R"({"resourceType":"Claim","patient":{"reference":"#q"},"insurer":{"reference":"#q"}})"};
    const resource claim = given.resource_of(0);
    BOOST_TEST(same_thing(given.of, given.at("patient"), claim, given.at("insurer"), claim));
}

BOOST_AUTO_TEST_SUITE_END()
