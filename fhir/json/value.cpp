#include "fhir/json/value.hpp"

#include <algorithm>
#include <cstring>

namespace marrow::fhir::json {

const value missing{};

const value& value::operator[](name member) const
{
    if (kind_ != kind::object) return missing;
    for (const value& each : items()) {
        if (each.key_ == member) return each;
    }
    return missing;
}

const value& value::first() const
{
    const std::span<const value> all = each();
    return all.empty() ? missing : all.front();
}

std::string_view document::spelling(name member) const
{
    if (member < name::first_unknown) return known_spelling(member);
    return unknown_names_[static_cast<std::size_t>(member) - static_cast<std::size_t>(name::first_unknown)];
}

position document::locate(std::uint32_t offset) const
{
    const std::string_view before = input_.substr(0, offset);
    const auto lines = std::ranges::count(before, '\n');
    const std::size_t start = before.rfind('\n') + 1;
    const auto is_start_of_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    const auto characters = std::ranges::count_if(before.substr(start), is_start_of_character);
    return {offset, static_cast<std::uint32_t>(lines) + 1, static_cast<std::uint32_t>(characters) + 1};
}

}  // namespace marrow::fhir::json
