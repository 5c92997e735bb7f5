#include "fhir/json/arena.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <cstring>
#include <string>

using marrow::fhir::json::arena;

BOOST_AUTO_TEST_SUITE(json_arena)

BOOST_AUTO_TEST_CASE(every_piece_is_aligned_and_apart_from_the_others)
{
    arena memory{256};
    std::byte* last = nullptr;
    for (const std::size_t alignment : {1U, 8U, 2U, 16U, 4U, 8U, 1U, 16U}) {
        for (const std::size_t size : {1U, 3U, 24U, 40U}) {
            auto* const at = static_cast<std::byte*>(memory.allocate(size, alignment));
            BOOST_TEST(reinterpret_cast<std::uintptr_t>(at) % alignment == 0);
            BOOST_TEST(at != last);
            std::memset(at, 0xAB, size);
            last = at;
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_asked_for_and_still_a_place_is_given)
{
    arena memory;
    BOOST_TEST(memory.allocate(0, 8) != nullptr);
    BOOST_TEST(memory.keep("").empty());
}

BOOST_AUTO_TEST_CASE(a_kept_text_is_a_copy_that_stays)
{
    arena memory{64};
    std::string text = "abc";
    const auto kept = memory.keep(text);
    text = "xyz";
    for (int each = 0; each < 100; ++each)
        memory.keep("another text of some length");
    BOOST_TEST(kept == "abc");
}

BOOST_AUTO_TEST_CASE(a_reset_arena_is_filled_again_without_asking_for_more)
{
    arena memory{1024};
    const auto fill = [&] {
        for (int each = 0; each < 100; ++each)
            memory.allocate(100, 8);
    };
    fill();
    const std::size_t held = memory.capacity();
    for (int round = 0; round < 10; ++round) {
        memory.reset();
        fill();
    }
    BOOST_TEST(memory.capacity() == held);
    BOOST_TEST(held >= 10'000);
}

BOOST_AUTO_TEST_CASE(what_a_huge_submission_took_goes_back_at_the_reset)
{
    arena memory;
    memory.allocate(50'000'000, 8);
    for (int each = 0; each < 10'000; ++each)
        memory.allocate(1'000, 8);
    BOOST_TEST(memory.capacity() > 60'000'000);
    memory.reset();
    BOOST_TEST(memory.capacity() <= arena::kept_size);
}

BOOST_AUTO_TEST_SUITE_END()
