// What is refused is refused with a place inside the input; what is accepted is written, read and
// written again without a change, and every value lies where it says.

#include "fhir/json/parse.hpp"
#include "fhir/json/write.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace marrow::fhir;

void require(bool holds)
{
    if (!holds) std::abort();
}

char first_byte(const json::value& value)
{
    switch (value.type()) {
    case json::kind::object:
        return '{';
    case json::kind::array:
        return '[';
    case json::kind::string:
        return '"';
    case json::kind::null:
        return 'n';
    default:
        return value.text().front();
    }
}

void check_places(const json::value& value, std::string_view input, std::uint32_t& last)
{
    require(value.offset() >= last);
    last = value.offset();
    require(input.at(value.offset()) == first_byte(value));
    for (const json::value& child : value.items())
        check_places(child, input, last);
}

std::string written(const json::document& document)
{
    std::string out;
    json::writer{out}.copy(document.root(), document);
    return out;
}

void check(std::string_view input, const json::limits& bounds)
{
    static json::arena memory;
    memory.reset();
    const auto made = json::parse(input, memory, bounds);
    if (made.has_error()) {
        require(!made.error().text.empty());
        require(!made.error().at || made.error().at->offset <= input.size());
        return;
    }
    std::uint32_t last = 0;
    check_places(made->root(), input, last);
    const std::string once = written(*made);
    const auto again = json::parse(once, memory, bounds);
    require(again.has_value());
    require(written(*again) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input{reinterpret_cast<const char*>(data), size};
    check(input, {});
    check(input, {.as_fhir = false});
    return 0;
}
