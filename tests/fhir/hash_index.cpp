#include "fhir/hash_index.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace marrow::fhir;

namespace {

/// Texts under hashes that the test chooses; counts the comparisons.
struct counted {
    explicit counted(std::vector<std::pair<std::uint32_t, std::string>> rows) : texts{std::move(rows)}
    {
        std::uint32_t number = 0;
        for (const auto& [hash, text] : texts)
            index.add(hash, number++);
        index.order([&](std::uint32_t a, std::uint32_t b) {
            ++comparisons;
            const int side = texts[a].second.compare(texts[b].second);
            return side != 0 ? side < 0 : a < b;
        });
    }

    std::vector<std::uint32_t> find(std::uint32_t hash, std::string_view text)
    {
        std::vector<std::uint32_t> rows;
        const auto found = index.find(hash, [&](std::uint32_t row) {
            ++comparisons;
            return texts[row].second.compare(text);
        });
        for (const hash_index::key& key : found)
            rows.push_back(key.row);
        return rows;
    }

    std::vector<std::pair<std::uint32_t, std::string>> texts;
    hash_index index;
    std::size_t comparisons{};
};

using rows = std::vector<std::uint32_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(hash_index_of_rows)

BOOST_AUTO_TEST_CASE(an_index_of_nothing_finds_nothing)
{
    counted none{{}};
    BOOST_TEST(none.find(0, "a").empty());
    BOOST_TEST(none.find(~std::uint32_t{0}, "a").empty());
    const hash_index never_ordered;
    BOOST_TEST(never_ordered.find(1, [](std::uint32_t) { return 0; }).empty());
}

BOOST_AUTO_TEST_CASE(equal_hashes_are_told_apart_by_the_text)
{
    constexpr std::uint32_t top = ~std::uint32_t{0};
    counted some{{{5, "b"}, {5, "a"}, {top, "z"}, {5, "b"}, {0, "b"}, {top, "y"}, {5, "c"}}};
    BOOST_TEST(some.find(5, "b") == (rows{0, 3}), boost::test_tools::per_element());
    BOOST_TEST(some.find(5, "a") == rows{1}, boost::test_tools::per_element());
    BOOST_TEST(some.find(top, "y") == rows{5}, boost::test_tools::per_element());
    BOOST_TEST(some.find(0, "b") == rows{4}, boost::test_tools::per_element());
    BOOST_TEST(some.find(5, "0").empty());
    BOOST_TEST(some.find(5, "bb").empty());
    BOOST_TEST(some.find(6, "b").empty());
    BOOST_TEST(some.find(top, "a").empty());
}

BOOST_AUTO_TEST_CASE(every_row_of_many_is_found)
{
    std::vector<std::pair<std::uint32_t, std::string>> many;
    for (int i = 0; i < 5000; ++i)
        many.emplace_back(hash_of("http://a/Patient/" + std::to_string(i)), std::to_string(i));
    counted all{many};
    for (std::uint32_t i = 0; i < many.size(); ++i)
        BOOST_REQUIRE(all.find(many[i].first, many[i].second) == rows{i});
    BOOST_TEST(all.comparisons < 5 * many.size());
}

BOOST_AUTO_TEST_CASE(rows_that_all_have_one_hash_cost_a_sort_and_a_binary_search)
{
    constexpr std::size_t count = 50'000;
    counted crowd{{count, {7, "same"}}};
    BOOST_TEST(crowd.comparisons < count * 40);
    crowd.comparisons = 0;
    BOOST_TEST(crowd.find(7, "same").size() == count);
    BOOST_TEST(crowd.find(7, "other").empty());
    BOOST_TEST(crowd.comparisons < 100U);
}

BOOST_AUTO_TEST_CASE(the_hash_of_several_texts_depends_on_their_order_and_their_borders)
{
    BOOST_TEST(hash_of("a", "b") != hash_of("b", "a"));
    BOOST_TEST(hash_of("ab", "") != hash_of("a", "b"));
    BOOST_TEST(hash_of("", "ab") != hash_of("a", "b"));
    BOOST_TEST(hash_of("a") != hash_of("a", ""));
    BOOST_TEST(hash_of("a", "b") == hash_of("a", "b"));
}

BOOST_AUTO_TEST_SUITE_END()
