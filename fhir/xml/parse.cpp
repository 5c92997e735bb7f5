#include "fhir/xml/parse.hpp"

#include "fhir/json/builder.hpp"
#include "fhir/xml/markup.hpp"
#include "fhir/xml/reader.hpp"

#include <algorithm>

namespace marrow::fhir::xml {
namespace {

/// What a parse needs besides the arena; kept from one document to the next.
struct workspace {
    markup from;
    json::builder tree;

    void tidy()
    {
        from.clear();
        tree.clear();
    }
};

fault failure(const json::refusal& why, std::string_view input)
{
    return {why.kind, why.text, {}, json::locate(input, static_cast<std::uint32_t>(why.offset)), {}};
}

fault failure_of_apart(const json::value& second, std::string_view input)
{
    constexpr std::string_view text =
        "Elements of this name stand already before others: those of one name stand together, in the order in which "
        "FHIR defines them.";
    return failure({std::string{text}, second.offset()}, input);
}

result<json::document> parse(std::string_view input, json::arena& memory, version release, workspace& work)
{
    reader over{work.from, release, work.tree, memory};
    if (!over.read()) return failure(over.refused(), input);
    const json::document made = work.tree.finish();
    if (const json::value* const second = work.tree.doubled()) return failure_of_apart(*second, input);
    return made;
}

}  // namespace

result<json::document> parse(std::string_view input, json::arena& memory, version release, const json::limits& bounds)
{
    thread_local workspace work;
    const std::uint32_t most = std::min(bounds.bytes, json::limits{}.bytes);
    const result<void> read = work.from.read(input, most);
    work.tree.begin(input, memory, bounds);
    auto parsed = read ? parse(input, memory, release, work) : result<json::document>{read.error()};
    work.tidy();
    return parsed;
}

}  // namespace marrow::fhir::xml
