#include "adapter/store/compressed.hpp"
#include "adapter/store/digest.hpp"
#include "adapter/store/keeping.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::adapter::store;

BOOST_AUTO_TEST_SUITE(store_parts)

BOOST_AUTO_TEST_CASE(what_is_compressed_comes_back)
{
    for (const std::string& bytes : {std::string{}, std::string("a\0b", 3), std::string(3'000'000, 'x')}) {
        std::string out = "before ";
        BOOST_TEST(expand(compressed(bytes), out));
        BOOST_TEST(out == "before " + bytes);
    }
    BOOST_TEST(compressed(std::string(17'000, 'x')).size() < 1000u);
}

BOOST_AUTO_TEST_CASE(a_broken_frame_is_told)
{
    const std::string good = compressed("some bytes that are to be kept");
    std::string flipped = good;
    flipped[good.size() - 6] = static_cast<char>(flipped[good.size() - 6] ^ 1);
    for (const std::string& frame :
         {std::string{}, std::string{"no frame"}, good.substr(0, good.size() - 1), flipped}) {
        std::string out = "before";
        BOOST_TEST(!expand(frame, out));
        BOOST_TEST(out == "before");
    }
    const std::string huge{"\x28\xB5\x2F\xFD\xE0\x01\x00\x00\x40\x00\x00\x00\x00", 13};  // says 1 GiB and a byte
    std::string out;
    BOOST_TEST(!expand(huge, out));
}

BOOST_AUTO_TEST_CASE(a_second_frame_stands_behind_the_first_and_nothing_else)
{
    const std::string first = compressed("first");
    const std::string both = first + compressed("second");
    BOOST_TEST(!has_second(first));
    BOOST_TEST(has_second(both));
    std::string out;
    BOOST_TEST((expand(both, out) && expand_second(both, out)));
    BOOST_TEST(out == "firstsecond");
    for (const std::string& frames : {both + "x", both + first, first + "x", both.substr(0, both.size() - 1)}) {
        out.clear();
        BOOST_TEST(!expand(frames, out));
        BOOST_TEST(out.empty());
    }
    BOOST_TEST(!expand_second(first, out));
    BOOST_TEST(!expand_second(both.substr(0, both.size() - 1), out));
}

BOOST_AUTO_TEST_CASE(a_digest_is_that_of_the_standard_and_tells_lists_apart)
{
    BOOST_TEST(hex(digest_of("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST((digest_of({"a", "bc"}) != digest_of({"ab", "c"})));
    BOOST_TEST((digest_of({"a", ""}) != digest_of({"a"})));
}

BOOST_AUTO_TEST_CASE(refusals_are_told_up_to_a_bound_and_the_rest_is_counted)
{
    using namespace std::chrono_literals;
    refusals_told all;
    const auto begin = refusals_told::clock::now();
    const auto taken = [&](int times, refusals_told::clock::duration after) {
        int told = 0;
        for (int i = 0; i < times; ++i)
            told += all.take(begin + after).has_value();
        return told;
    };
    BOOST_TEST(taken(250, 0s) == 100);
    BOOST_TEST(taken(1, 5s) == 0);
    BOOST_TEST(all.take(begin + 7s).value() == 151u);
    BOOST_TEST(taken(5, 7s) == 0);
    BOOST_TEST(taken(5, 18s) == 2);
    BOOST_TEST(taken(250, 24h) == 100);
    all.give_back(7);
    BOOST_TEST(all.take(begin + 25h).value() == 157u);
    BOOST_TEST(taken(250, 0s) == 99, "a clock that goes back gives nothing");
}

BOOST_AUTO_TEST_CASE(a_key_is_in_progress_as_long_as_its_claim_lives)
{
    keys_in_progress keys;
    const digest key = digest_of("k");
    {
        keys_in_progress::claim first = keys.begin(key);
        BOOST_TEST(bool{first});
        BOOST_TEST(!keys.begin(key));
        BOOST_TEST(bool{keys.begin(digest_of("other"))});
        const keys_in_progress::claim moved = std::move(first);
        BOOST_TEST(!keys.begin(key));
    }
    keys_in_progress::claim again = keys.begin(key);
    BOOST_TEST(bool{again});
    again = {};
    BOOST_TEST(bool{keys.begin(key)});
}

BOOST_AUTO_TEST_SUITE_END()
