#include "fhir/json/parse.hpp"

#include "fhir/json/write.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/submissions.hpp"

#include <rapidjson/document.h>

#include <cstdio>
#include <vector>

namespace marrow::bench {

namespace {

namespace json = fhir::json;

/// Parsing, tree included, over RapidJSON's DOM parse of the same bytes.
double ratio()
{
    const std::vector<std::string> inputs = bundles(600);
    std::vector<char> pool(1 << 20);
    json::arena memory;
    std::string out;
    std::size_t bytes = 0;
    std::size_t members = 0;
    for (const auto& input : inputs) {
        bytes += input.size();
    }
    const auto dom = [&] {
        for (const auto& input : inputs) {
            rapidjson::MemoryPoolAllocator<> allocator{pool.data(), pool.size()};
            rapidjson::Document tree{&allocator};
            tree.Parse(input.data(), input.size());
            members += tree.MemberCount();
        }
    };
    const auto parse = [&] {
        for (const auto& input : inputs) {
            memory.reset();
            members += json::parse(input, memory)->root().items().size();
        }
    };
    const auto copy = [&] {
        for (const auto& input : inputs) {
            memory.reset();
            out.clear();
            const auto parsed = json::parse(input, memory);
            json::writer{out}.copy(parsed->root(), *parsed);
            members += out.size();
        }
    };
    const auto spent = interleaved(31, {dom, parse, copy});
    const auto rate = [&](double seconds) { return static_cast<double>(bytes) / seconds / 1e6; };
    std::printf(
        "%zu Bundles of %.1f KB: RapidJSON DOM %.0f MB/s, parse %.0f MB/s, write %.0f MB/s\n",
        inputs.size(),
        static_cast<double>(bytes) / static_cast<double>(inputs.size()) / 1000,
        rate(spent[0]),
        rate(spent[1]),
        rate(spent[2] - spent[1])
    );
    return members == 0 ? 0 : spent[1] / spent[0];
}

/// Bytes of the tree of a Bundle of 50 MB, over its size.
double weight()
{
    const std::string input = bundle_of_bytes(50'000'000);
    json::arena memory;
    return json::parse(input, memory).has_value()
               ? static_cast<double>(memory.capacity()) / static_cast<double>(input.size())
               : 0;
}

}  // namespace

bool parse()
{
    const bool is_fast = at_most("parse of the 17 KB Bundle over RapidJSON's DOM parse", ratio(), 1.6);
    const bool is_small = at_most("tree of a 50 MB Bundle over its size", weight(), 2);
    return is_fast && is_small;
}

}  // namespace marrow::bench
