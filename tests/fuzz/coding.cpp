#include "adapter/http/coding.hpp"

#include <cstdlib>
#include <string>

using namespace marrow::adapter::http;

namespace {

constexpr inflation::bounds most{1 << 18, 100};

void require(bool holds)
{
    if (!holds) std::abort();
}

/// What comes out, in steps of a size; none after a fault.
std::string inflated(std::string_view body, coding in, std::size_t step)
{
    std::size_t held = 0;
    inflation one{body, in, most, [&](std::size_t size) { return (held = size) <= most.size + 1; }};
    for (std::size_t upto = step;; upto += step) {
        const auto whole = one.run(upto);
        require(one.result().size() <= held);
        if (!whole) return {};
        if (*whole) break;
    }
    require(one.result().size() <= most.size);
    return std::string{one.result()};
}

}  // namespace

/// A compressed body: never more than the bound, and the same whole or in pieces. What is compressed here comes back.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const std::string bytes{data, data + size};
    for (const coding each : {coding::gzip, coding::deflate}) {
        require(inflated(bytes, each, most.size + 1) == inflated(bytes, each, 1000));
        const std::string back = inflated(compress(bytes, each), each, most.size + 1);
        require(back == bytes || back.empty());
    }
    return 0;
}
