#include "adapter/http/media_type.hpp"

#include "adapter/http/target.hpp"
#include "adapter/http/text.hpp"
#include "fhir/primitives.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace marrow::adapter::http {

namespace {

using fhir::fault;
using fhir::fault_kind;

using fhir::form;

struct known_type {
    std::string_view name;
    fhir::form is;
};

constexpr std::array known_types{
    known_type{"application/fhir+json", form::json},
    known_type{"application/json", form::json},
    known_type{"text/json", form::json},
    known_type{"application/json+fhir", form::json},
    known_type{"json", form::json},
    known_type{"application/fhir+xml", form::xml},
    known_type{"application/xml", form::xml},
    known_type{"text/xml", form::xml},
    known_type{"application/xml+fhir", form::xml},
    known_type{"xml", form::xml}};

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

/// None where the name is that of neither. The short ones are for _format.
std::optional<fhir::form> form_named(std::string_view name)
{
    const auto is_it = [&](const known_type& each) { return same(each.name, name); };
    const auto found = std::ranges::find_if(known_types, is_it);
    return found == known_types.end() ? std::nullopt : std::optional{found->is};
}

/// Whether no type of FHIR is named: the first byte must tell.
bool is_unnamed(std::string_view name)
{
    return name.empty() || same(name, "text/plain");
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

fault of_other_form(fhir::form named)
{
    const bool is_xml = named == form::xml;
    std::string text{"The Content-Type says "};
    text.append(is_xml ? "XML, and the body does not begin as XML does. " : "JSON, and the body begins as XML does. ");
    return {fault_kind::malformed, text.append(how_to_name_the_type()), {}, {}};
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
        "Answers are application/fhir+json or application/fhir+xml of FHIR 4.0, 4.3 or 5.0: accept one of them, or "
        "*/*, "
        "and ask for _format=json or _format=xml.",
        {},
        {}};
}

/// How closely a range of Accept names what is sent in that form; 0: not at all.
int closeness(const media_type& range, fhir::form to)
{
    if (!is_utf8(range.charset) || !(range.release.empty() || fhir::version_from(range.release))) return 0;
    if (range.name.find('/') == std::string_view::npos) return 0;
    if (form_named(range.name) == to) return 3;
    if (range.name == "application/*" || range.name == "text/*") return 2;
    return range.name == "*/*" ? 1 : 0;
}

/// The range that says most of a form: of those that name it closest, the one it has the greatest weight in.
struct match {
    media_type range{{}, {}, {}, 0};
    int closeness{};
    unsigned number{};  ///< in the list
};

match best_of(std::string_view accept, fhir::form to)
{
    match best;
    for (unsigned number = 0; !accept.empty(); ++number) {
        const media_type range = read_type(next_part(accept, ','));
        const int close = closeness(range, to);
        if (close < best.closeness || close == 0 || (close == best.closeness && range.weight <= best.range.weight))
            continue;
        best = {range, close, number};
    }
    return best;
}

/// The weightier one, of equals that which is named closer, of these that which is named first.
bool goes_before(const match& one, const match& other)
{
    if (one.range.weight != other.range.weight) return one.range.weight > other.range.weight;
    if (one.closeness != other.closeness) return one.closeness > other.closeness;
    return one.number < other.number;
}

/// A plus sign of a query that was not escaped has become a space.
std::optional<fhir::form> format_named(std::string format)
{
    std::ranges::replace(format, ' ', '+');
    return form_named(format);
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
        wanted.form = format_named(std::string{asked.name});
        if (!wanted.form || !is_release || !is_utf8(asked.charset)) return not_acceptable();
        return wanted;
    }
    if (accept.empty()) return wanted;
    const match json = best_of(accept, form::json);
    const match xml = best_of(accept, form::xml);
    const bool is_xml = goes_before(xml, json);
    const match& best = is_xml ? xml : json;
    if (best.range.weight == 0) return not_acceptable();
    wanted.release = fhir::version_from(best.range.release);
    const bool is_either = best.closeness < 3 && xml.number == json.number && xml.range.weight == json.range.weight;
    if (!is_either) wanted.form = is_xml ? form::xml : form::json;
    return wanted;
}

fhir::result<body_type> read_content_type(std::string_view content_type, std::string_view body, bool is_strict)
{
    const media_type type = read_type(content_type);
    body_type read;
    if (!is_utf8(type.charset)) return not_supported("The charset of the body is not UTF-8.");
    if (type.name.empty() && body.empty()) return read;
    if (is_unnamed(type.name)) {
        read.is_guessed = true;
        const std::size_t first = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
        const bool is_other =
            first != std::string_view::npos && std::string_view{"{[<"}.find(body[first]) == std::string_view::npos;
        if (is_other) return not_supported("The body has no media type of FHIR, and is neither JSON nor XML.");
        if (is_strict) return not_supported("The body has no media type of FHIR.");
    } else if (const auto named = form_named(type.name); !named || type.name.find('/') == std::string_view::npos) {
        return not_supported("The media type of the body is not read.");
    } else if (!fhir::trimmed(body).empty() && *named != fhir::form_of(body)) {
        return of_other_form(*named);
    }
    read.release = fhir::version_from(type.release);
    if (!type.release.empty() && !read.release) return not_supported("The fhirVersion is none of 4.0, 4.3 and 5.0.");
    return read;
}

form form_of_body(std::string_view content_type, std::string_view body)
{
    const media_type type = read_type(content_type);
    return is_unnamed(type.name) ? fhir::form_of(body) : form_named(type.name).value_or(form::json);
}

std::string_view how_to_name_the_type()
{
    return "Send JSON in UTF-8 with the header Content-Type: application/fhir+json, or XML with application/fhir+xml "
           "(in Mirth Connect: HTTP Sender, Content Type; its own is text/plain).";
}

fhir::result<void> read_form_type(std::string_view content_type)
{
    const media_type type = read_type(content_type);
    const bool is_form = type.name.empty() || same(type.name, "application/x-www-form-urlencoded");
    if (!is_form || !is_utf8(type.charset)) return no_form();
    return {};
}

}  // namespace marrow::adapter::http
