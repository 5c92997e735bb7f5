#include "fhir/path.hpp"

#include "fhir/choice.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace marrow::fhir {

using json::name;

namespace {

/// FHIR has none longer.
constexpr std::size_t longest_name = 64;

constexpr std::array<std::string_view, 28> keywords{
    "and",    "as",      "contains",    "day",          "days",   "div",     "false", "hour",  "hours",  "implies",
    "in",     "is",      "millisecond", "milliseconds", "minute", "minutes", "mod",   "month", "months", "or",
    "second", "seconds", "true",        "week",         "weeks",  "xor",     "year",  "years"};

constexpr bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

constexpr bool is_word(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || c == '_';
}

constexpr bool is_word_or_digit(char c)
{
    return is_word(c) || (c >= '0' && c <= '9');
}

bool is_plain(std::string_view text)
{
    return !text.empty() && is_word(text.front()) && std::ranges::all_of(text, is_word_or_digit);
}

void append_delimited(std::string& out, std::string_view text)
{
    constexpr std::string_view hex = "0123456789abcdef";
    out += '`';
    for (const char c : text) {
        if (c == '`' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= ' ')
            out += c;
        else
            out.append("\\u00").append({c >= '\x10' ? '1' : '0', hex[static_cast<std::size_t>(c) % 16]});
    }
    out += '`';
}

void append_name(std::string& out, std::string_view element)
{
    out += '.';
    if (is_plain(element) && !std::ranges::binary_search(keywords, element))
        out += element;
    else
        append_delimited(out, element);
}

/// $this stands for a root whose type cannot begin a path.
std::string_view start_of(const json::value& root)
{
    const std::string_view type = root[name::resourceType].text();
    const bool is_type = type.size() <= longest_name && is_plain(type) && is_upper(type.front());
    return is_type ? type : "$this";
}

/// The child that holds the value at that offset, if one does. Children stand in the order of their offsets.
const json::value* child_towards(const json::value& parent, std::uint32_t offset)
{
    const auto children = parent.items();
    const auto after = std::ranges::upper_bound(children, offset, {}, &json::value::offset);
    return after == children.begin() ? nullptr : &*std::prev(after);
}

}  // namespace

std::string path_to(const json::document& of, const json::value& element)
{
    std::string path{start_of(of.root())};
    const json::value* resource = &of.root();
    const json::value* at = &of.root();
    while (at != &element) {
        const json::value* child = child_towards(*at, element.offset());
        if (!child) return std::string{start_of(of.root())};
        if (child->key() == name::resource || at->key() == name::contained) resource = child;
        if (at->is_array()) {
            path.append("[").append(std::to_string(child - at->items().data())).append("]");
        } else {
            const std::string_view spelling = of.spelling(child->key());
            if (spelling.empty() || spelling.size() > longest_name) break;
            append_name(path, element_name(spelling, *child, *resource));
        }
        at = child;
    }
    return path;
}

bool contains(const json::document& of, const json::value& ancestor, const json::value& element)
{
    bool is_met = false;
    for (const json::value* at = &of.root(); at; at = child_towards(*at, element.offset())) {
        is_met = is_met || at == &ancestor;
        if (at == &element) return is_met;
    }
    return false;
}

}  // namespace marrow::fhir
