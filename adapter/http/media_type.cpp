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
    unsigned weight{1000};
};

std::string_view unquoted(std::string_view text)
{
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
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
        if (same(name, "q")) out.weight = weight_of(value);
    }
    return out;
}

bool is_json(std::string_view name)
{
    return std::ranges::any_of(json_types, [&](std::string_view known) { return same(known, name); });
}

bool is_utf8(std::string_view charset)
{
    constexpr std::array names{"", "utf-8", "utf8", "us-ascii"};
    return std::ranges::any_of(names, [&](std::string_view known) { return same(known, charset); });
}

fault not_supported(std::string_view what)
{
    return {fault_kind::not_supported, std::string{what}.append(" ").append(how_to_name_the_type()), {}, {}};
}

fault no_form()
{
    return {
        fault_kind::not_supported,
        "The parameters of a search are sent as application/x-www-form-urlencoded, in UTF-8.",
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

/// How closely a range of Accept names what is sent; 0: not at all.
int closeness(const media_type& range)
{
    if (!is_utf8(range.charset) || !(range.release.empty() || fhir::version_from(range.release))) return 0;
    if (is_json(range.name)) return 3;
    if (range.name == "application/*" || range.name == "text/*") return 2;
    return range.name == "*/*" ? 1 : 0;
}

/// The range that says most of what is sent: of those that name it closest, the one it has the greatest weight in.
std::optional<media_type> best_of(std::string_view accept)
{
    std::optional<media_type> best;
    int closest = 0;
    while (!accept.empty()) {
        const media_type range = read_type(next_part(accept, ','));
        const int close = closeness(range);
        if (close < closest || close == 0 || (close == closest && range.weight <= best->weight)) continue;
        best = range;
        closest = close;
    }
    return best;
}

/// A plus sign of a query that was not escaped has become a space.
bool is_json_format(std::string format)
{
    std::ranges::replace(format, ' ', '+');
    return same(format, "json") || is_json(format);
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
        wanted.release = fhir::version_from(asked.release);
        const bool is_release = asked.release.empty() || wanted.release;
        if (!is_json_format(std::string{asked.name}) || !is_release || !is_utf8(asked.charset)) return not_acceptable();
        return wanted;
    }
    if (accept.empty()) return wanted;
    const auto best = best_of(accept);
    if (!best || best->weight == 0) return not_acceptable();
    wanted.release = fhir::version_from(best->release);
    return wanted;
}

fhir::result<body_type> read_content_type(std::string_view content_type, std::string_view body, bool is_strict)
{
    const media_type type = read_type(content_type);
    body_type read;
    if (!is_utf8(type.charset)) return not_supported("The charset of the body is not UTF-8.");
    if (type.name.empty() && body.empty()) return read;
    if (type.name.empty() || same(type.name, "text/plain")) {
        read.is_guessed = true;
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
        const std::size_t first = body.find_first_not_of(" \t\r\n");
        const bool is_other = first != std::string_view::npos && body[first] != '{' && body[first] != '[';
        if (is_other) return not_supported("The body has no media type of FHIR, and is no JSON.");
        if (is_strict) return not_supported("The body has no media type of FHIR.");
    } else if (!is_json(type.name)) {
        return not_supported("The media type of the body is not read.");
    }
    read.release = fhir::version_from(type.release);
    if (!type.release.empty() && !read.release) return not_supported("The fhirVersion is none of 4.0, 4.3 and 5.0.");
    return read;
}

std::string_view how_to_name_the_type()
{
    return "Send JSON in UTF-8 with the header Content-Type: application/fhir+json (in Mirth Connect: HTTP Sender, "
           "Content Type; its own is text/plain).";
}

fhir::result<void> read_form_type(std::string_view content_type)
{
    const media_type type = read_type(content_type);
    const bool is_form = type.name.empty() || same(type.name, "application/x-www-form-urlencoded");
    if (!is_form || !is_utf8(type.charset)) return no_form();
    return {};
}

}  // namespace marrow::adapter::http
