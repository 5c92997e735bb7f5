#include "adapter/examiner.hpp"
#include "mappings/tables.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/submissions.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>

namespace marrow::bench {

namespace {

std::size_t bytes_of(const std::vector<std::string>& inputs)
{
    std::size_t bytes = 0;
    for (const auto& input : inputs) {
        bytes += input.size();
    }
    return bytes;
}

double compare(const char* what, const std::vector<std::string>& inputs)
{
    const mappings::tables known = mappings::tables::load().value();
    const mappings::policy weighed;
    adapter::examiner examiner{known, weighed, {}};
    std::string outcome;
    std::vector<char> pool(std::max<std::size_t>(1 << 20, 8 * inputs.front().size()));
    std::size_t members = 0;
    const auto dom = [&] {
        for (const auto& input : inputs) {
            rapidjson::MemoryPoolAllocator<> allocator{pool.data(), pool.size()};
            rapidjson::Document tree{&allocator};
            tree.Parse(input.data(), input.size());
            members += tree.MemberCount();
        }
    };
    const auto ours = [&] {
        for (const auto& input : inputs) {
            outcome.clear();
            adapter::examine(examiner, input, outcome);
        }
    };
    const auto parse = [&] {
        for (const auto& input : inputs) {
            members += static_cast<std::size_t>(examiner.read(input).has_value());
        }
    };
    const auto spent = interleaved(21, {dom, ours, parse});
    const auto count = static_cast<double>(inputs.size());
    const auto bytes = static_cast<double>(bytes_of(inputs));
    std::printf(
        "%s: %zu of %.1f KB; RapidJSON DOM %.1f us (%.0f MB/s), check %.1f us (%.0f MB/s) of which parse and index "
        "%.1f\n",
        what,
        inputs.size(),
        bytes / count / 1000,
        spent[0] / count * 1e6,
        bytes / spent[0] / 1e6,
        spent[1] / count * 1e6,
        bytes / spent[1] / 1e6,
        spent[2] / count * 1e6
    );
    return members == 0 ? 0 : spent[1] / spent[0];
}

}  // namespace

bool check()
{
    std::vector<std::string> claims;
    for (std::uint32_t seed = 0; seed < 600; ++seed) {
        claims.push_back(claim(seed));
    }
    const double small = compare("Claims", claims);
    const double usual = compare("Bundles", bundles(600));
    const double large = compare("Bundle", {bundle_of_bytes(1'000'000)});
    std::printf("check over DOM parse: Claim of 4 KB %.2f, Bundle of 1 MB %.2f\n", small, large);
    return at_most("check of the 17 KB Bundle over RapidJSON's DOM parse", usual, 2.5);
}

bool scale()
{
    constexpr std::size_t all = 49'980;
    const mappings::tables known = mappings::tables::load().value();
    const mappings::policy weighed;
    std::vector<double> each;
    for (const std::size_t entries : {98u, 980u, 9'996u, 49'980u}) {
        std::vector<std::string> inputs;
        for (std::size_t made = 0; made < all; made += entries) {
            inputs.push_back(bundle_of_entries(entries, static_cast<std::uint32_t>(made)));
        }
        adapter::examiner examiner{known, weighed, {}};
        std::string outcome;
        const auto work = [&] {
            for (const auto& input : inputs) {
                outcome.clear();
                adapter::examine(examiner, input, outcome);
            }
        };
        each.push_back(interleaved(5, {work})[0] / static_cast<double>(all));
        std::printf("%zu Bundles of %zu entries: %.2f us an entry\n", inputs.size(), entries, each.back() * 1e6);
    }
    const auto [least, most] = std::minmax_element(each.begin(), each.end());
    return at_most("time an entry, dearest over cheapest of 100 to 50,000 entries", *most / *least, 1.2);
}

}  // namespace marrow::bench
