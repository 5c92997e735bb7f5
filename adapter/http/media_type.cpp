#include "adapter/http/media_type.hpp"

#include "adapter/http/target.hpp"
#include "adapter/http/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace marrow::adapter::http {

namespace {

using fhir::fault;
using fhir::fault_kind;

constexpr std::array json_types{"application/fhir+json", "application/json", "text/json", "application/json+fhir"};

struct media_type {
    std::string_view name;
    std::string_view charset;
    std::string_view release;
    bool is_refused{};  ///< q=0
};

std::string_view unquoted(std::string_view text)
{
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

/// The weight is 0, or it is 0 and a dot and zeros.
bool is_zero(std::string_view weight)
{
    return weight.starts_with('0') && weight.find_first_not_of("0.") == std::string_view::npos;
}

media_type read_type(std::string_view text)
{
    media_type out;
    out.name = next_part(text, ';');
    while (!text.empty()) {
        std::string_view parameter = next_part(text, ';');
        const std::string_view name = next_part(parameter, '=');
        const std::string_view value = unquoted(stripped(parameter));
        if (same(name, "charset")) out.charset = value;
        if (same(name, "fhirVersion")) out.release = value;
        if (same(name, "q")) out.is_refused = is_zero(value);
    }
    return out;
}

bool is_json(std::string_view name)
{
    return std::ranges::any_of(json_types, [&](std::string_view known) { return same(known, name); });
}

bool is_utf8(std::string_view charset)
{
    return charset.empty() || same(charset, "utf-8") || same(charset, "utf8");
}

fault not_supported(std::string_view what)
{
    return {
        fault_kind::not_supported,
        std::string{what} + " Send JSON in UTF-8 with the header Content-Type: application/fhir+json.",
        {},
        {}};
}

fault no_form()
{
    return {
        fault_kind::not_supported,
        "The parameters of a search are sent as application/x-www-form-urlencoded, in UTF-8 and not compressed.",
        {},
        {}};
}

fault not_acceptable()
{
    return {
        fault_kind::not_acceptable,
        "Answers are application/fhir+json of FHIR 4.0, 4.3 or 5.0: accept that, or */*, and ask for _format=json.",
        {},
        {}};
}

/// Whether a range of Accept covers what is sent. Nothing is made of the weights but that 0 refuses.
bool covers(const media_type& range)
{
    constexpr std::array wild{"*/*", "application/*", "text/*"};
    const bool is_wild = std::ranges::any_of(wild, [&](std::string_view known) { return known == range.name; });
    return (is_wild || is_json(range.name)) && is_utf8(range.charset) && !range.is_refused &&
           (range.release.empty() || fhir::version_from(range.release));
}

bool is_json_format(std::string_view format)
{
    return same(format, "json") || same(format, "application/fhir json") || is_json(format);
}

}  // namespace

fhir::result<representation> negotiate(std::string_view accept, std::string_view query)
{
    representation wanted;
    std::string format;
    if (!query.empty()) {
        wanted.pretty = query_value(query, "_pretty") == "true";
        format = query_value(query, "_format");
    }
    if (!format.empty()) {
        const media_type asked = read_type(format);
        if (!is_json_format(asked.name)) return not_acceptable();
        wanted.release = fhir::version_from(asked.release);
        return wanted;
    }
    bool accepted = accept.empty();
    while (!accept.empty()) {
        const media_type range = read_type(next_part(accept, ','));
        if (!covers(range)) continue;
        accepted = true;
        if (!wanted.release) wanted.release = fhir::version_from(range.release);
    }
    if (!accepted) return not_acceptable();
    return wanted;
}

fhir::result<std::optional<fhir::version>>
read_content_type(std::string_view content_type, std::string_view content_encoding, std::string_view body)
{
    if (!content_encoding.empty() && !same(content_encoding, "identity"))
        return not_supported("The body is compressed, which is not read.");
    const media_type type = read_type(content_type);
    if (!is_utf8(type.charset)) return not_supported("The body is not in UTF-8.");
    if (type.name.empty() || same(type.name, "text/plain")) {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
        const std::size_t first = body.find_first_not_of(" \t\r\n");
        const bool is_other = first != std::string_view::npos && body[first] != '{' && body[first] != '[';
        if (is_other) return not_supported("The body has no media type, and is no JSON.");
    } else if (!is_json(type.name)) {
        return not_supported("The media type of the body is not read.");
    }
    const std::optional<fhir::version> release = fhir::version_from(type.release);
    if (!type.release.empty() && !release) return not_supported("The fhirVersion is none of 4.0, 4.3 and 5.0.");
    return release;
}

fhir::result<void> read_form_type(std::string_view content_type, std::string_view content_encoding)
{
    const media_type type = read_type(content_type);
    const bool is_form = type.name.empty() || same(type.name, "application/x-www-form-urlencoded");
    const bool is_plain = content_encoding.empty() || same(content_encoding, "identity");
    if (!is_form || !is_plain || !is_utf8(type.charset)) return no_form();
    return {};
}

}  // namespace marrow::adapter::http
