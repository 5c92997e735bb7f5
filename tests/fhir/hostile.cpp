#include "fhir/coding.hpp"
#include "fhir/path.hpp"
#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

#include <ctime>
#include <functional>

using namespace marrow::fhir;
using marrow::tests::submitted;

namespace {

std::string many_entries(std::size_t count, const std::function<std::string(std::size_t)>& entry)
{
    std::string text = R"({"resourceType":"Bundle","entry":[)";
    for (std::size_t i = 0; i < count; ++i)
        text.append(i == 0 ? "" : ",").append(entry(i));
    return text + "]}";
}

/// Index and all references resolved, in processor time. The parse is not counted.
double seconds_to_resolve(std::string text)
{
    const marrow::tests::given parsed{std::move(text)};
    const std::clock_t start = std::clock();
    const submission of{parsed.document, version::r4};
    std::size_t ends = 0;
    for (const entry& at : of.entries()) {
        const resource from{at.resource, &at};
        ends += static_cast<std::size_t>(of.resolve(from[json::name::subject], from).how);
        for (const json::value& inner : from[json::name::contained].each())
            ends += static_cast<std::size_t>(of.resolve(inner[json::name::subject], from).how);
    }
    BOOST_TEST(ends > 0U);
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

std::string same_id(std::size_t)
{
    return R"({"resource":{"resourceType":"Procedure","id":"1","subject":{"reference":"Procedure/1"}}})";
}

std::string same_url(std::size_t i)
{
    return R"({"fullUrl":"http://a/Procedure/1","resource":{"resourceType":"Procedure","meta":{"versionId":")" +
           std::to_string(i % 2) + R"("},"subject":{"reference":"http://a/Procedure/1/_history/7"}}})";
}

std::string same_identifier(std::size_t)
{
    return R"({"resource":{"resourceType":"Procedure","identifier":[{"system":"s","value":"v"}],)"
           R"("subject":{"type":"Procedure","identifier":{"system":"s","value":"v"}}}})";
}

std::string same_identifier_of_other_type(std::size_t)
{
    return R"({"resource":{"resourceType":"Procedure","identifier":[{"system":"s","value":"v"}],)"
           R"("subject":{"reference":"Patient?identifier=v"}}})";
}

/// All contained in one resource.
std::string contained_crowd(std::size_t count)
{
    std::string text =
        R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Claim","subject":{},"contained":[)";
    for (std::size_t i = 0; i < count; ++i) {
        const std::string id = std::to_string(i);
        text.append(i == 0 ? "" : ",").append(R"({"id":")" + id + R"(","subject":{"reference":"#)" + id + R"("}})");
    }
    return text + "]}}]}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile_submissions)

BOOST_AUTO_TEST_CASE(crowds_of_equals_cost_no_more_than_others)
{
    const struct {
        std::string_view what;
        std::function<std::string(std::size_t)> text;
    } rows[] = {
        {"equal ids", [](std::size_t count) { return many_entries(count, same_id); }},
        {"equal full URLs", [](std::size_t count) { return many_entries(count, same_url); }},
        {"equal identifiers", [](std::size_t count) { return many_entries(count, same_identifier); }},
        {"of another type", [](std::size_t count) { return many_entries(count, same_identifier_of_other_type); }},
        {"contained", contained_crowd},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            const double few = seconds_to_resolve(row.text(6'250));
            const double many = seconds_to_resolve(row.text(50'000));
            BOOST_TEST(many < 24 * few + 0.05);  // eight times as many; a quadratic cost would be 64 times
        }
    }
}

BOOST_AUTO_TEST_CASE(contained_resources_that_point_at_each_other_end)
{
    const submitted given{R"({"resourceType":"Claim","contained":[
        {"resourceType":"Procedure","id":"a","partOf":[{"reference":"#b"}]},
        {"resourceType":"Procedure","id":"b","partOf":[{"reference":"#a"}]}],"patient":{"reference":"#"}})"};
    const resource claim = given.resource_of(0);
    resource here = given.of.resolve_url_here("#a", claim).target;
    for (int i = 0; i < 10; ++i)
        here = given.of.resolve(here[json::name::partOf].first(), here).target;
    BOOST_TEST(here.node == &given.at("contained/0"));
    BOOST_TEST(same_thing(given.of, given.at("patient"), claim, given.at("patient"), claim));
}

BOOST_AUTO_TEST_CASE(references_within_references_end_at_the_depth_of_the_parser)
{
    std::string text = R"({"resourceType":"Claim","patient":)";
    for (int i = 0; i < 60; ++i)
        text += R"({"reference":)";
    text += R"("#")";
    text.append(60, '}');
    const submitted given{text + "}"};
    BOOST_TEST(given.of.resolve(given.at("patient"), given.resource_of(0)).target.node == &given.root());
}

BOOST_AUTO_TEST_CASE(long_lists_of_identifiers_are_cut)
{
    const auto identifiers = [](std::size_t others, std::string_view last) {
        std::string text = "[";
        for (std::size_t i = 0; i < others; ++i)
            text += R"({"system":"s","value":"x"},)";
        return text + R"({"system":"s","value":")" + std::string{last} + R"("}])";
    };
    const auto agree = [&](std::size_t others, std::string_view value) {
        const marrow::tests::given both{
            R"({"a":{"identifier":)" + identifiers(others, value) + R"(},"b":{"identifier":)" + identifiers(0, value) +
            "}}"};
        return share_an_identifier(both.at("a"), both.at("b")) && share_an_identifier(both.at("b"), both.at("a"));
    };
    BOOST_TEST(agree(63, "v"));
    BOOST_TEST(!agree(64, "v"));
    BOOST_TEST(agree(0, std::string(1023, 'v')));
    BOOST_TEST(!agree(0, std::string(1024, 'v')));
}

BOOST_AUTO_TEST_SUITE_END()
