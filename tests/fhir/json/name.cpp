#include "fhir/json/name.hpp"

#include "fhir/json/unknown_names.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <set>
#include <string>

using namespace marrow::fhir::json;

BOOST_AUTO_TEST_SUITE(json_name)

BOOST_AUTO_TEST_CASE(every_name_of_the_lists_is_found_by_its_spelling)
{
    std::set<std::string_view> spellings;
    for (std::uint32_t number = 1; number < static_cast<std::uint32_t>(name::first_unknown); ++number) {
        const std::string_view spelling = known_spelling(static_cast<name>(number));
        if (spelling.empty()) continue;
        BOOST_TEST_CONTEXT(spelling)
        {
            const name known = known_name(spelling);
            BOOST_CHECK(known == static_cast<name>(number) || !spellings.insert(spelling).second);
            BOOST_CHECK(known_spelling(known) == spelling);
            spellings.insert(spelling);
        }
    }
    BOOST_TEST(spellings.size() > 2000u);
    BOOST_CHECK(known_name("abatementDateTime") > name::safety);
    BOOST_CHECK(known_name("resourceType") == name::resourceType);
    BOOST_CHECK(known_name("class") == name::class_);
}

BOOST_AUTO_TEST_CASE(other_spellings_have_no_number)
{
    for (const std::string_view other : {"", "a", "resourcetype", "resourceTypes", "resourceTyp", "_id", "id ", "ID"})
        BOOST_TEST_CONTEXT(other) BOOST_CHECK(known_name(other) == name::none);
    BOOST_TEST(known_spelling(name::none).empty());
    BOOST_TEST(known_spelling(name::first_unknown).empty());
}

BOOST_AUTO_TEST_CASE(unknown_names_are_numbered_in_the_order_they_come)
{
    arena memory;
    unknown_names names;
    const auto number = [&](const std::string& spelling) {
        return static_cast<std::uint32_t>(names.number(spelling, memory)) -
               static_cast<std::uint32_t>(name::first_unknown);
    };
    for (int round = 0; round < 2; ++round)
        for (std::uint32_t each = 0; each < 3000; ++each)
            BOOST_REQUIRE(number("name" + std::to_string(each)) == each);
    BOOST_TEST(names.spellings().size() == 3000);
    BOOST_TEST(names.spellings()[1234] == "name1234");
    names.clear();
    BOOST_TEST(names.spellings().empty());
    BOOST_TEST(number("name7") == 0);
}

BOOST_AUTO_TEST_CASE(names_that_all_collide_cost_no_more_than_an_ordered_map)
{
    // The hash sees the length and four places only: these differ in the others.
    std::vector<std::string> hostile;
    for (int each = 0; each < 50'000; ++each) {
        std::string spelling(16, 'x');
        spelling.replace(5, 3, std::to_string(100 + each % 900)).replace(9, 3, std::to_string(100 + each / 900));
        hostile.push_back(spelling);
    }
    BOOST_REQUIRE(name_hash(hostile.front()) == name_hash(hostile.back()));
    arena memory;
    unknown_names names;
    const auto start = std::chrono::steady_clock::now();
    for (int round = 0; round < 2; ++round)
        for (const std::string& spelling : hostile)
            names.number(spelling, memory);
    BOOST_TEST(names.spellings().size() == hostile.size());
    BOOST_CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{5});
}

BOOST_AUTO_TEST_CASE(one_name_too_many_has_no_number_and_the_others_keep_theirs)
{
    arena memory;
    unknown_names names;
    for (std::uint32_t each = 0; each < unknown_names::most; ++each)
        names.number("name" + std::to_string(each), memory);
    for (int each = 0; each < 1000; ++each)
        BOOST_REQUIRE(names.number("other" + std::to_string(each), memory) == name::none);
    for (const std::uint32_t each : {0u, 300u, unknown_names::most - 1}) {
        const auto expected = static_cast<std::uint32_t>(name::first_unknown) + each;
        BOOST_TEST(static_cast<std::uint32_t>(names.number("name" + std::to_string(each), memory)) == expected);
    }
    BOOST_TEST(names.spellings().size() == unknown_names::most);
}

BOOST_AUTO_TEST_SUITE_END()
