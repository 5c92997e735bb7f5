#include "fhir/keyed_hash.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <vector>

using marrow::fhir::keyed_hash;

BOOST_AUTO_TEST_SUITE(keyed_hash_)

BOOST_AUTO_TEST_CASE(numbers_pointers_texts_and_tuples_spread)
{
    constexpr std::size_t count = 10'000;
    std::set<std::size_t> numbers;
    std::set<std::size_t> texts;
    std::set<std::size_t> tuples;
    std::set<std::size_t> pointers;
    const std::vector<short> elements(count);
    for (std::size_t i = 0; i < count; ++i) {
        numbers.insert(keyed_hash{}(i) % 65'536);
        texts.insert(keyed_hash{}("Procedure/" + std::to_string(i)) % 65'536);
        tuples.insert(keyed_hash{}(std::tuple{i / 100, std::to_string(i % 100)}) % 65'536);
        pointers.insert(keyed_hash{}(elements.data() + i) % 65'536);
    }
    // 10,000 thrown into 65,536 hit 9,270 of them on average.
    for (const auto& hit : {numbers, texts, tuples, pointers})
        BOOST_TEST(hit.size() > 9'000u);
}

BOOST_AUTO_TEST_CASE(equal_keys_have_equal_hashes_and_the_length_counts)
{
    BOOST_TEST(keyed_hash{}(std::string_view{"abc"}) == keyed_hash{}(std::string{"abc"}));
    BOOST_TEST(keyed_hash{}(std::string_view{"a"}) != keyed_hash{}(std::string_view{"a\0", 2}));
    BOOST_TEST(keyed_hash{}(std::string_view{}) != keyed_hash{}(std::string_view{"\0\0\0\0\0\0\0\0", 8}));
}

BOOST_AUTO_TEST_SUITE_END()
