#include "fhir/form.hpp"

#include "fhir/submission.hpp"
#include "fhir/xml/parse.hpp"

namespace marrow::fhir {
namespace {

/// What tells the releases apart looks alike in each of them: only then are lists and types those of the right one.
result<parsed>
parse_xml(std::string_view bytes, json::arena& memory, std::optional<version> release, const json::limits& bounds)
{
    auto made = xml::parse(bytes, memory, release.value_or(version::r4), bounds);
    if (!made) return made.error();
    const version meant = release.value_or(detect_version(*made));
    if (!release && meant != version::r4) made = xml::parse(bytes, memory, meant, bounds);
    if (!made) return made.error();
    return parsed{*made, meant};
}

}  // namespace

form form_of(std::string_view bytes)
{
    using namespace std::string_view_literals;
    const std::size_t first = bytes.find_first_not_of(" \t\r\n\0\xEF\xBB\xBF\xFE\xFF"sv);
    return first != std::string_view::npos && bytes[first] == '<' ? form::xml : form::json;
}

result<parsed>
read(std::string_view bytes, json::arena& memory, std::optional<version> release, const json::limits& bounds)
{
    if (form_of(bytes) == form::xml) return parse_xml(bytes, memory, release, bounds);
    auto made = json::parse(bytes, memory, bounds);
    if (!made) return made.error();
    return parsed{*made, release ? *release : detect_version(*made)};
}

}  // namespace marrow::fhir
