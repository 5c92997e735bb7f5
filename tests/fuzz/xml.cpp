// What is refused is refused with a place inside the input. What is accepted lies within the input in its order, each
// value is found by its path, and from the second writing on it is written and read without a change.

#include "fhir/form.hpp"
#include "fhir/json/write.hpp"
#include "fhir/path.hpp"
#include "fhir/xml/parse.hpp"
#include "fhir/xml/write.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace marrow::fhir;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check_places(const json::document& of, const json::value& value)
{
    require(value.offset() < of.input().size());
    require(contains(of, of.root(), value));
    std::uint32_t last = value.offset();
    for (const json::value& child : value.items()) {
        require(child.offset() >= last);
        last = child.offset();
        check_places(of, child);
    }
}

std::string as_json(const json::document& document)
{
    std::string out;
    json::writer{out}.copy(document.root(), document);
    return out;
}

/// What was written anew, in XML.
std::string rewritten(std::string_view xml, version release, bool pretty)
{
    json::arena memory;
    const auto made = xml::parse(xml, memory, release);
    require(made.has_value());
    std::string out;
    xml::write(out, *made, release, pretty);
    return out;
}

void check(std::string_view input, version release)
{
    json::arena memory;
    const auto made = xml::parse(input, memory, release);
    if (made.has_error()) {
        require(!made.error().text.empty());
        require(!made.error().at || made.error().at->offset <= input.size());
        return;
    }
    if (input.size() < 10'000) check_places(*made, made->root());
    json::arena again;
    require(json::parse(as_json(*made), again, {}).has_value());
    std::string once;
    xml::write(once, *made, release);
    const json::name type = json::name::resourceType;
    const auto read = xml::parse(once, again, release);
    if (read.has_error()) return;  // a root of a name that is written not at all
    require(read->root()[type].text() == made->root()[type].text());
    require(rewritten(once, release, false) == rewritten(rewritten(once, release, true), release, false));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input{reinterpret_cast<const char*>(data), size};
    for (const version release : {version::r4, version::r5})
        check(input, release);
    json::arena memory;
    const auto json = json::parse(input, memory);
    if (json.has_error() || json->root()[json::name::resourceType].text().empty()) return 0;
    std::string out;
    xml::write(out, *json, version::r4);
    check(out, version::r4);
    return 0;
}
