#include "fhir/validate/glance.hpp"

#include "fhir/validate/validate.hpp"
#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace marrow::fhir;

namespace {

struct row {
    std::string_view key;
    std::string_view broken;
};

constexpr row rows[] = {
    {"dom-2",
     R"({"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"A",
         "contained":[{"resourceType":"Organization","id":"p","name":"B"}],"partOf":{"reference":"#p"}}],
         "managingOrganization":{"reference":"#o"}})"},
    {"dom-4",
     R"({"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","meta":{"versionId":"1"},
         "name":"A"}],"managingOrganization":{"reference":"#o"}})"},
    {"dom-5",
     R"({"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o",
         "meta":{"security":[{"system":"http://a.example","code":"b"}]},"name":"A"}],
         "managingOrganization":{"reference":"#o"}})"},
    {"ref-1", R"({"resourceType":"Patient","managingOrganization":{"reference":"#o"}})"},
    {"sqty-1",
     R"({"resourceType":"Observation","status":"final","code":{"text":"a"},
         "referenceRange":[{"low":{"value":1,"comparator":"<"}}]})"},
    {"sqty-1",
     R"({"resourceType":"Observation","status":"final","code":{"text":"a"},
         "referenceRange":[{"low":{"value":1,"_comparator":{"id":"c"}}}]})"},
    {"qty-3",
     R"({"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":1,"code":"mm"}})"},
    {"cpt-2", R"({"resourceType":"Patient","telecom":[{"value":"1"}]})"},
    {"per-1",
     R"({"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},
         "period":{"start":"2026-02-01","end":"2026-01-01"}})"},
    {"bdl-1", R"({"resourceType":"Bundle","type":"collection","total":1})"},
    {"bdl-1", R"({"resourceType":"Bundle","type":"collection","_total":{"id":"t"}})"},
    {"bdl-2",
     R"({"resourceType":"Bundle","type":"collection","entry":[{"search":{"mode":"match"},
         "resource":{"resourceType":"Patient","active":true}}]})"},
    {"bdl-3",
     R"({"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient","active":true}}]})"},
    {"bdl-3",
     R"({"resourceType":"Bundle","type":"collection","entry":[{"request":{"method":"POST","url":"Patient"},
         "resource":{"resourceType":"Patient","active":true}}]})"},
    {"bdl-4",
     R"({"resourceType":"Bundle","type":"collection","entry":[{"response":{"status":"200"},
         "resource":{"resourceType":"Patient","active":true}}]})"},
    {"bdl-5",
     R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:6d4b6a32-0b0f-4c5a-9d2a-6e0a7f6b1c11"}]})"},
    {"bdl-8",
     R"({"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://a.example/Patient/1/_history/2",
         "resource":{"resourceType":"Patient","id":"1","active":true}}]})"},
};

bool is_told(std::string_view key, std::string_view resource)
{
    const marrow::tests::given sent{std::string{resource}};
    const submission of{sent.document, version::r4};
    const std::string begins = std::string{key} + ": ";
    return std::ranges::any_of(validate::validate(of).issues, [&](const issue& each) {
        return each.text.starts_with(begins);
    });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(glance_)

BOOST_AUTO_TEST_CASE(what_breaks_an_invariant_is_told_though_most_is_seen_at_a_glance)
{
    for (const row& each : rows)
        BOOST_TEST(is_told(each.key, each.broken), each.key << " " << each.broken);
}

/// ref-2 is of R5 alone.
BOOST_AUTO_TEST_CASE(every_glance_is_tried)
{
    std::set<std::string_view> tried{"ref-2"};
    for (const row& each : rows)
        tried.insert(each.key);
    for (const validate::glance& each : validate::glances())
        BOOST_TEST(tried.contains(each.key), each.key);
}

BOOST_AUTO_TEST_SUITE_END()
