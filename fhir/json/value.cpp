#include "fhir/json/value.hpp"

#include <algorithm>
#include <cstring>

namespace marrow::fhir::json {

constinit const value missing{};

const value& value::operator[](name member) const
{
    if (is_object())
        for (const value& each : items())
            if (each.key() == member) return each;
    return missing;
}

const value& value::first() const
{
    const auto all = each();
    return all.empty() ? missing : all.front();
}

position locate(std::string_view input, std::uint32_t offset)
{
    const std::string_view before = input.substr(0, offset);
    position found{.offset = offset};
    const char* at = before.data();
    const char* const end = at + before.size();
    while (at != end) {
        const auto* const newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        if (newline == nullptr) break;
        at = newline + 1;
        ++found.line;
    }
    if (at == before.data() && before.starts_with("\xEF\xBB\xBF")) at += 3;
    const auto begins_character = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    found.column += static_cast<std::uint32_t>(std::count_if(at, end, begins_character));
    return found;
}

std::string_view document::spelling(name member) const
{
    if (member < name::first_unknown) return known_spelling(member);
    const auto at = static_cast<std::size_t>(member) - static_cast<std::size_t>(name::first_unknown);
    return at < unknown_names_.size() ? unknown_names_[at] : std::string_view{};
}

}  // namespace marrow::fhir::json
