#include "fhir/fhirpath/encoding.hpp"

#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"

namespace marrow::fhir::fhirpath {
namespace {

/// A format and what it makes of a text; none where the text is not of the format.
struct format {
    std::string_view name;
    std::optional<std::string> (*make)(std::string_view);
};

constexpr format encoders[]{
    {"base64", [](std::string_view of) -> std::optional<std::string> { return to_base64(of, base64::plain); }},
    {"urlbase64", [](std::string_view of) -> std::optional<std::string> { return to_base64(of, base64::url); }},
    {"hex", [](std::string_view of) -> std::optional<std::string> { return to_hex(of); }},
};

constexpr format decoders[]{
    {"base64", [](std::string_view of) { return from_base64(of, base64::plain); }},
    {"urlbase64", [](std::string_view of) { return from_base64(of, base64::url); }},
    {"hex", from_hex},
};

constexpr format escapers[]{
    {"html", [](std::string_view of) -> std::optional<std::string> { return escape_html(of); }},
    {"json", [](std::string_view of) -> std::optional<std::string> { return escape_json(of); }},
};

constexpr format unescapers[]{
    {"html", [](std::string_view of) -> std::optional<std::string> { return unescape_html(of); }},
    {"json", [](std::string_view of) -> std::optional<std::string> { return unescape_json(of); }},
};

/// Nothing for a format that is not known.
template <const auto& formats>
bool converted(call& c)
{
    std::optional<std::string_view> of;
    std::optional<std::string_view> name;
    if (!c.text_input(of) || !c.text_argument(0, name)) return false;
    if (!of || !name || !c.vm.spend(1 + of->size() / 16)) return !of || !name;
    for (const format& each : formats) {
        if (each.name != *name) continue;
        const auto made = each.make(*of);
        return !made || c.push_text(*made);
    }
    return true;
}

constexpr function functions[]{
    {"encode", 1, 1, converted<encoders>},
    {"decode", 1, 1, converted<decoders>},
    {"escape", 1, 1, converted<escapers>},
    {"unescape", 1, 1, converted<unescapers>},
};

}  // namespace

std::span<const function> encoding_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath
