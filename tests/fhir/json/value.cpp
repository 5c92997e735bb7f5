#include "fhir/json/value.hpp"

#include "fhir/json/parse.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace marrow::fhir::json;

namespace {

struct parsed {
    explicit parsed(std::string text) : input{std::move(text)}, made{parse(input, memory).value()} {}

    const value& root() const { return made.root(); }

    std::string input;
    arena memory;
    document made;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(json_value)

BOOST_AUTO_TEST_CASE(what_is_absent_or_of_another_kind_reads_as_nothing)
{
    const parsed given{R"({"id":"a","total":1.50,"active":true,"link":[],"text":null})"};
    const value& root = given.root();
    BOOST_TEST(root[name::id].text() == "a");
    BOOST_TEST(root[name::total].text() == "1.50");
    BOOST_TEST(root[name::active].text() == "true");
    BOOST_TEST(root[name::active].is_true());
    BOOST_CHECK(root[name::text].type() == kind::null);
    BOOST_TEST(static_cast<bool>(root[name::text]));
    BOOST_TEST(root[name::text].text().empty());
    BOOST_TEST(!root[name::status]);
    BOOST_TEST(&root[name::status] == &missing);
    BOOST_TEST(&root[name::status][name::code][name::id] == &missing);
    BOOST_TEST(&root[name::id][name::id] == &missing);
    BOOST_TEST(root[name::id].items().empty());
    BOOST_TEST(root[name::link].text().empty());
    BOOST_TEST(!root[name::id].is_true());
    BOOST_TEST(!root.first()[name::status]);
}

BOOST_AUTO_TEST_CASE(one_and_many_are_read_by_one_loop)
{
    const parsed given{R"({"code":[{"id":"1"},{"id":"2"}],"type":{"id":"3"},"link":[]})"};
    const value& root = given.root();
    BOOST_TEST(root[name::code].each().size() == 2);
    BOOST_TEST(root[name::code].first()[name::id].text() == "1");
    BOOST_TEST(root[name::type].each().size() == 1);
    BOOST_TEST(root[name::type].first()[name::id].text() == "3");
    BOOST_TEST(root[name::link].each().empty());
    BOOST_TEST(&root[name::link].first() == &missing);
    BOOST_TEST(root[name::status].each().empty());
    BOOST_TEST(&root[name::status].first() == &missing);
}

BOOST_AUTO_TEST_CASE(a_member_knows_its_name_and_an_item_has_none)
{
    const parsed given{R"({"entry":[{"id":"1"},2],"unheardOf":[],"\u0061lso":{},"unheardOf2":{"unheardOf":1}})"};
    const auto members = given.root().items();
    BOOST_CHECK(given.root().key() == name::none);
    BOOST_CHECK(members[0].key() == name::entry);
    BOOST_CHECK(members[0].items()[0].key() == name::none);
    BOOST_CHECK(members[0].items()[1].key() == name::none);
    BOOST_TEST(given.made.spelling(members[0].key()) == "entry");
    BOOST_TEST(given.made.spelling(members[1].key()) == "unheardOf");
    BOOST_TEST(given.made.spelling(members[2].key()) == "also");
    BOOST_CHECK(members[3].items()[0].key() == members[1].key());
    BOOST_TEST(given.made.spelling(static_cast<name>(65'000)).empty());
}

BOOST_AUTO_TEST_CASE(lines_are_counted_from_one_and_columns_in_characters)
{
    const struct {
        const char* name;
        std::string_view text;
        std::uint32_t offset;
        std::uint32_t line;
        std::uint32_t column;
    } rows[] = {
        {"start", "abc", 0, 1, 1},
        {"empty", "", 0, 1, 1},
        {"end", "abc", 3, 1, 4},
        {"beyond the end", "abc", 9, 1, 4},
        {"after a line", "a\nbc", 3, 2, 2},
        {"start of a line", "a\nbc", 2, 2, 1},
        {"the line feed itself", "a\nbc", 1, 1, 2},
        {"carriage returns", "a\r\nb\r\nc", 6, 3, 1},
        {"two, three and four bytes", "\xC3\xA4\xE6\xBC\xA2\xF0\x9F\x92\x8Ax", 9, 1, 4},
        {"multi-byte on an earlier line", "\xC3\xA4\n\xC3\xA4x", 5, 2, 2},
        {"byte order mark", "\xEF\xBB\xBF{}", 4, 1, 2},
        {"byte order mark, second line", "\xEF\xBB\xBF{\n}", 5, 2, 1},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found = locate(row.text, row.offset);
            BOOST_TEST(found.line == row.line);
            BOOST_TEST(found.column == row.column);
            BOOST_TEST(found.offset == row.offset);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
