#include "adapter/render/shown_value.hpp"

#include "fhir/coding.hpp"
#include "fhir/path.hpp"
#include "fhir/primitives.hpp"
#include "mappings/findings.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace marrow::adapter {

using fhir::json::document;
using fhir::json::name;
using fhir::json::value;

namespace {

constexpr std::size_t longest = 40;

/// Of events, requests, claims and documents.
constexpr std::array<std::string_view, 26> statuses{
    "active",
    "amended",
    "appended",
    "cancelled",
    "claim",
    "completed",
    "corrected",
    "current",
    "deprecated",
    "draft",
    "ended",
    "entered-in-error",
    "final",
    "in-progress",
    "not-done",
    "on-hold",
    "partial",
    "preauthorization",
    "predetermination",
    "preliminary",
    "preparation",
    "registered",
    "stopped",
    "superseded",
    "unknown",
    "aborted"};

constexpr std::array<std::string_view, 7> media{
    "application/", "audio/", "image/", "message/", "multipart/", "text/", "video/"};

constexpr std::array counted{
    name::sequence,
    name::careTeamSequence,
    name::diagnosisSequence,
    name::procedureSequence,
    name::informationSequence,
    name::size,
};

/// Dates of services and documents, and not those of the patient's life.
constexpr std::array dated{
    name::created,
    name::date,
    name::effectiveDateTime,
    name::end,
    name::occurrenceDateTime,
    name::performedDateTime,
    name::servicedDate,
    name::start,
    name::timingDate,
    name::whenDateTime,
};

bool is_one_of(std::span<const name> names, name wanted)
{
    return std::ranges::find(names, wanted) != names.end();
}

/// The name of the element, which an item of a list has from the list.
name name_of(const document& of, const value& element)
{
    if (element.key() != name::none) return element.key();
    const std::string path = fhir::path_to(of, element);
    const std::size_t end = path.rfind('[');
    const std::size_t begin = path.rfind('.', end) + 1;
    return end == std::string::npos ? name::none : fhir::json::known_name(path.substr(begin, end - begin));
}

bool is_media_type(std::string_view text)
{
    const auto fits = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               std::string_view{".-+/"}.find(c) != std::string_view::npos;
    };
    const auto is_begun = [&](std::string_view kind) { return text.starts_with(kind); };
    return text.size() <= longest && std::ranges::any_of(media, is_begun) && std::ranges::all_of(text, fits);
}

bool looks_like_a_date(std::string_view text)
{
    const auto fits = [](char c) {
        return (c >= '0' && c <= '9') || std::string_view{"-:.+TZ"}.find(c) != std::string_view::npos;
    };
    return text.size() >= 4 && text.size() <= longest && std::ranges::all_of(text, fits) && text[0] >= '1' &&
           text[0] <= '2' && (text.size() == 4 || text[4] == '-');
}

std::string shown_number(const value& element)
{
    return element.text().size() <= longest ? std::string{element.text()} : std::string{};
}

bool is_shown(name element, std::string_view text)
{
    switch (element) {
    case name::code:
        return mappings::shown(text).has_value();
    case name::status:
    case name::docStatus:
    case name::use:
        return std::ranges::find(statuses, text) != statuses.end();
    case name::contentType:
        return is_media_type(text);
    default:
        return is_one_of(dated, element) && looks_like_a_date(text);
    }
}

std::string shown_primitive(const value& element)
{
    const std::string_view text = element.text();
    return is_shown(element.key(), text) ? std::string{text} : std::string{};
}

std::string shown_period(const value& element)
{
    const std::string start = shown_primitive(element[name::start]);
    const std::string end = shown_primitive(element[name::end]);
    return start.empty() && end.empty() ? std::string{} : start + " to " + end;
}

std::string shown_codings(const value& element)
{
    std::string all;
    for (const value& coding : fhir::codings_of(element)) {
        const std::string one = shown_primitive(coding[name::code]);
        if (one.empty() || all.size() + one.size() + 2 > longest) continue;
        if (!all.empty()) all += ", ";
        all += one;
    }
    return all;
}

}  // namespace

std::string shown_value(const document& of, const value& element)
{
    if (element.is_number()) return is_one_of(counted, name_of(of, element)) ? shown_number(element) : std::string{};
    if (element.is_string()) return shown_primitive(element);
    if (!element.is_object()) return {};
    if (element[name::code].is_string()) return shown_primitive(element[name::code]);
    if (element[name::start] || element[name::end]) return shown_period(element);
    if (element.key() == name::quantity && element[name::value].is_number()) return shown_number(element[name::value]);
    if (element[name::productOrService]) return shown_codings(element[name::productOrService]);
    return shown_codings(element[name::code].is_object() ? element[name::code] : element);
}

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        // U+0080 to U+009F are control characters too, in UTF-8 C2 80 to C2 9F.
        const bool is_c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (is_c1) ++i;
        out += c < 0x20 || c == 0x7F || is_c1 ? '?' : text[i];
    }
    return out;
}

}  // namespace marrow::adapter
