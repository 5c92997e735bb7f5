#include "fhir/fhirpath/text.hpp"

#include <algorithm>

namespace marrow::fhir::fhirpath {
namespace {

bool begins_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char folded(char c)
{
    if (is_space(c)) return ' ';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Takes one character, or a run of white space.
char take(std::string_view& text)
{
    const char c = folded(text.front());
    text.remove_prefix(1);
    while (c == ' ' && !text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    return c;
}

}  // namespace

std::size_t length(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

std::size_t offset_of(std::string_view text, std::size_t character)
{
    for (std::size_t at = 0; at < text.size(); ++at)
        if (begins_character(text[at]) && character-- == 0) return at;
    return text.size();
}

bool is_equivalent_text(std::string_view a, std::string_view b)
{
    while (!a.empty() && !b.empty())
        if (take(a) != take(b)) return false;
    return a.empty() && b.empty();
}

}  // namespace marrow::fhir::fhirpath
