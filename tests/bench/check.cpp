#include "adapter/examiner.hpp"
#include "fhir/validate/validate.hpp"
#include "mappings/tables.hpp"
#include "tests/bench/allocations.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/submissions.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace marrow::bench {

namespace {

using scope = adapter::examiner::scope;

std::size_t bytes_of(const std::vector<std::string>& inputs)
{
    std::size_t bytes = 0;
    for (const auto& input : inputs) {
        bytes += input.size();
    }
    return bytes;
}

double compare(const char* what, const std::vector<std::string>& inputs, adapter::examiner::scope only)
{
    const mappings::tables known = mappings::tables::load().value();
    const mappings::policy weighed;
    adapter::examiner examiner{known, weighed, {.release = std::nullopt, .json = {}, .only = only}};
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
        "%s, %s: %zu of %.1f KB; RapidJSON DOM %.1f us (%.0f MB/s), check %.1f us (%.0f MB/s) of which parse and index "
        "%.1f\n",
        what,
        only == scope::decision    ? "decision"
        : only == scope::structure ? "validation"
                                   : "validation and decision",
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
    const double small = compare("Claims", claims, scope::decision);
    const double usual = compare("Bundles", bundles(600), scope::decision);
    const double large = compare("Bundle", {bundle_of_bytes(1'000'000)}, scope::decision);
    std::printf("check over DOM parse: Claim of 4 KB %.2f, Bundle of 1 MB %.2f\n", small, large);
    return at_most("decision of the 17 KB Bundle over RapidJSON's DOM parse", usual, 2.5);
}

/// What an entry more costs of operator new, once the memory of the first submissions is there.
double allocations_an_entry()
{
    constexpr std::size_t few = 980;
    constexpr std::size_t many = 9'800;
    const mappings::tables known = mappings::tables::load().value();
    const mappings::policy weighed;
    adapter::examiner examiner{known, weighed, {.release = std::nullopt, .json = {}, .only = scope::structure}};
    const auto asked = [&](std::size_t entries) {
        const std::string input = bundle_of_entries(entries);
        std::size_t spent = 0;
        for (int round = 0; round < 3; ++round) {
            const auto reading = examiner.read(input);
            const std::size_t before = allocations();
            fhir::validate::validate((*reading)->submission);
            spent = allocations() - before;
        }
        return static_cast<double>(spent);
    };
    return (asked(many) - asked(few)) / static_cast<double>(many - few);
}

bool validate()
{
    const std::vector<std::string> usual = bundles(600);
    compare("Bundles", usual, scope::structure);
    const double both = compare("Bundles", usual, scope::all);
    compare("Bundle", {bundle_of_bytes(1'000'000)}, scope::all);
    const bool thrifty = at_most("allocations of the validation, each further entry", allocations_an_entry(), 1.0);
    return at_most("validation and decision of the 17 KB Bundle over RapidJSON's DOM parse", both, 4.0) && thrifty;
}

int time_structure(const std::string& file)
{
    std::vector<std::string> inputs;
    std::ifstream lines{file, std::ios::binary};
    for (std::string line; std::getline(lines, line);) {
        inputs.push_back(line);
    }
    const mappings::tables known = mappings::tables::load().value();
    const mappings::policy weighed;
    adapter::examiner examiner{known, weighed, {.release = std::nullopt, .json = {}, .only = scope::structure}};
    std::string outcome;
    const auto work = [&] {
        for (const auto& input : inputs) {
            outcome.clear();
            adapter::examine(examiner, input, outcome);
        }
    };
    std::printf("%.3f\n", interleaved(21, {work})[0] / static_cast<double>(inputs.size()) * 1e6);
    return inputs.empty() ? 1 : 0;
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
        adapter::examiner examiner{known, weighed, {.release = std::nullopt, .json = {}, .only = scope::decision}};
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
