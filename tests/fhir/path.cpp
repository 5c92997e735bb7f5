#include "fhir/path.hpp"

#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::given;

namespace {

struct path_row {
    std::string_view at;
    std::string_view path;
};

void check_paths(const given& one, std::span<const path_row> rows)
{
    for (const path_row& row : rows) {
        BOOST_TEST_CONTEXT(row.at)
        {
            BOOST_REQUIRE((row.at.empty() || one.at(row.at)));
            BOOST_TEST(path_to(one.document, one.at(row.at)) == row.path);
        }
    }
}

void check_every_value(const json::value& value, const json::value* parent, const json::document& of)
{
    BOOST_TEST(contains(of, of.root(), value));
    BOOST_TEST(contains(of, value, value));
    if (parent) {
        BOOST_TEST(contains(of, *parent, value));
        BOOST_TEST(!contains(of, value, *parent));
        BOOST_TEST(path_to(of, value).size() > path_to(of, *parent).size());
    }
    for (const json::value& child : value.items())
        check_every_value(child, &value, of);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(path)

BOOST_AUTO_TEST_CASE(paths_begin_at_the_root_and_count_as_the_sender_did)
{
    const given one{R"( {"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Claim","id":"c","item":[
            {"sequence":1,"servicedDate":"2026-01-05"},
            null,
            {"sequence":2,"servicedPeriod":{"start":"2026-01-05"},"modifier":[{"coding":[{"code":"59"}]}]}],
         "contained":[{"resourceType":"Patient","id":"p"},{"resourceType":"Procedure","subject":{"reference":"#p"}}]}},
        {"fullUrl":"urn:uuid:1"}]})"};
    constexpr path_row rows[] = {
        {"", "Bundle"},
        {"entry", "Bundle.entry"},
        {"entry/0", "Bundle.entry[0]"},
        {"entry/0/resource", "Bundle.entry[0].resource"},
        {"entry/0/resource/item/0/servicedDate", "Bundle.entry[0].resource.item[0].serviced"},
        {"entry/0/resource/item/1", "Bundle.entry[0].resource.item[1]"},
        {"entry/0/resource/item/2/servicedPeriod/start", "Bundle.entry[0].resource.item[2].serviced.start"},
        {"entry/0/resource/item/2/modifier/0/coding/0/code",
         "Bundle.entry[0].resource.item[2].modifier[0].coding[0].code"},
        {"entry/0/resource/contained/1/subject", "Bundle.entry[0].resource.contained[1].subject"},
        {"entry/1/fullUrl", "Bundle.entry[1].fullUrl"},
    };
    check_paths(one, rows);
}

BOOST_AUTO_TEST_CASE(a_path_leads_back_to_its_element)
{
    const given one{R"({"resourceType":"Bundle","entry":[null,{"resource":{"resourceType":"Claim","item":[
        {"sequence":1,"servicedDate":"2026-01-05","detail":[{"sequence":1}]},
        {"servicedPeriod":{"start":"2026-01-05"},"modifier":[{"coding":[{"code":"59"}]}]}],
        "contained":[{"resourceType":"Procedure","performedDateTime":"2026-01-05"}]}},
        {"resource":{"resourceType":"Encounter","period":{"end":"2026-01-05"}}}]})"};
    for (const std::string_view at :
         {"",
          "entry",
          "entry/0",
          "entry/1/resource/item/0/servicedDate",
          "entry/1/resource/item/0/detail/0/sequence",
          "entry/1/resource/item/1/servicedPeriod/start",
          "entry/1/resource/item/1/modifier/0/coding/0/code",
          "entry/1/resource/contained/0/performedDateTime",
          "entry/2/resource/period/end"}) {
        const json::value& element = at.empty() ? one.root() : one.at(at);
        BOOST_TEST(element_at(one.document, path_to(one.document, element)) == &element, at);
    }
}

BOOST_AUTO_TEST_CASE(a_path_of_nothing_leads_nowhere)
{
    const given one{R"({"resourceType":"Claim","item":[{"sequence":1}]})"};
    for (const std::string_view path :
         {"",
          "Bundle",
          "Claims",
          "Claim.",
          "Claim.item[1]",
          "Claim.item[",
          "Claim.item[0",
          "Claim.item[0].",
          "Claim[0]",
          "Claim.item[x]",
          "Claim.item[99999999999999999999]",
          "Claim.item.sequence",
          "Claim.item[0].sequence.value",
          "Claim.`",
          "Claim.``",
          "Claim.item[0]sequence"})
        BOOST_TEST(element_at(one.document, path) == nullptr, path);
}

BOOST_AUTO_TEST_CASE(a_lone_claim_is_the_root)
{
    const given one{R"({"resourceType":"Claim","item":[{"productOrService":{}}]})"};
    BOOST_TEST(path_to(one.document, one.root()) == "Claim");
    BOOST_TEST(path_to(one.document, one.at("item/0/productOrService")) == "Claim.item[0].productOrService");
}

BOOST_AUTO_TEST_CASE(a_root_without_a_type_is_this)
{
    const struct {
        std::string_view json;
        std::string_view at;
        std::string_view path;
    } rows[] = {
        {R"({"item":[{"a":1}]})", "item/0/a", "$this.item[0]"},
        {R"({"resourceType":"not a type","item":1})", "item", "$this.item"},
        {R"({"resourceType":"Smith","item":1})", "item", "$this.item"},
        {R"({"resourceType":"HumanName","item":1})", "item", "$this.item"},
        {R"({"resourceType":"Patient","name":1})", "name", "Patient.name"},
        {R"({"resourceType":"Transport","item":1})", "item", "Transport.item"},
        {R"({"resourceType":"claim","item":1})", "item", "$this.item"},
        {R"({"resourceType":7,"item":1})", "item", "$this.item"},
        {R"([1,{"id":"x"}])", "1/id", "$this[1].id"},
        {R"({})", "", "$this"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.json)
        {
            const given one{std::string{row.json}};
            BOOST_TEST(path_to(one.document, one.at(row.at)) == row.path);
        }
    }
}

BOOST_AUTO_TEST_CASE(names_that_fhirpath_would_misread_are_delimited)
{
    const given one{R"({"resourceType":"ValueSet","text":{"div":"<div/>"},"expansion":{"contains":[{"code":"a"}]}})"};
    constexpr path_row rows[] = {
        {"text/div", "ValueSet.text.`div`"},
        {"expansion/contains/0/code", "ValueSet.expansion.`contains`[0].code"},
    };
    check_paths(one, rows);
}

BOOST_AUTO_TEST_CASE(the_sibling_of_a_primitive_has_its_name)
{
    const given one{R"({"resourceType":"Claim","item":[{"_servicedDate":{"extension":[{"valueString":"a"}]}}],
        "_created":{"id":"x"},"_note":[null,{"id":"y"}]})"};
    constexpr path_row rows[] = {
        {"item/0/_servicedDate/extension/0/valueString", "Claim.item[0].serviced.extension[0].value"},
        {"_created/id", "Claim.created.id"},
        {"_note/1/id", "Claim.note[1].id"},
    };
    check_paths(one, rows);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_none_of_fhir_ends_the_path)
{
    for (const char* const name : {"Smith", "_Smith", "Jane Doe", "1st", "a-b", "_", "yearOfBirth", ""}) {
        const given one{R"({"resourceType":"Claim","item":[{")" + std::string{name} + R"(":{"id":[1]}}]})"};
        const json::value& inside = one.at("item/0").items().front().items().front();
        BOOST_TEST(path_to(one.document, inside) == "Claim.item[0]", name);
    }
}

BOOST_AUTO_TEST_CASE(what_was_not_sent_is_at_the_root)
{
    const given one{R"( {"resourceType":"Claim"})"};
    BOOST_TEST(path_to(one.document, json::missing) == "Claim");
}

BOOST_AUTO_TEST_CASE(every_value_lies_in_its_parent_and_not_the_other_way_round)
{
    const given one{
        R"({"resourceType":"Bundle","text":{},"item":[],"entry":[[],[1,[{"note":[{}]}]]],"status":"f","type":null,"code":{"value":0}})"};
    check_every_value(one.root(), nullptr, one.document);
    BOOST_TEST(!contains(one.document, one.at("text"), one.at("item")));
    BOOST_TEST(!contains(one.document, one.at("code"), one.at("type")));
    BOOST_TEST(!contains(one.document, one.at("entry/0"), one.at("entry/1/0")));
    BOOST_TEST(!contains(one.document, one.root(), json::missing));
}

BOOST_AUTO_TEST_CASE(the_depth_of_the_parser_is_no_trouble)
{
    std::string text = R"({"resourceType":"Claim","item":)";
    for (int i = 0; i < 62; ++i)
        text += '[';
    text += "[1]";
    for (int i = 0; i < 62; ++i)
        text += ']';
    text += '}';
    const given one{text};
    const json::value* deepest = &one.at("item");
    while (!deepest->items().empty())
        deepest = &deepest->items().front();
    std::string expected = "Claim.item";
    for (int i = 0; i < 63; ++i)
        expected += "[0]";
    BOOST_TEST(path_to(one.document, *deepest) == expected);
    BOOST_TEST(contains(one.document, one.at("item"), *deepest));
}

BOOST_AUTO_TEST_SUITE_END()
