#include "adapter/attachments.hpp"

#include "fhir/names.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;

std::string attachment_name(std::string_view system, std::string_view value, std::uint32_t number)
{
    std::string name = fhir::identifier_name("Attachment", system, value);
    return name.empty() ? name : name.append("#").append(std::to_string(number));
}

std::vector<std::string> attachment_names(const fhir::submission& of, std::uint32_t number)
{
    constexpr std::size_t most_of_a_claim = 4;
    constexpr std::size_t most = 64;
    std::vector<std::string> out;
    for (const fhir::entry& entry : of.entries()) {
        if (entry.type != "Claim") continue;
        const auto identifiers = (*entry.resource)[name::identifier].each();
        for (const value& each : identifiers.first(std::min(identifiers.size(), most_of_a_claim))) {
            std::string made = attachment_name(each[name::system].text(), each[name::value].text(), number);
            if (!made.empty()) out.push_back(std::move(made));
            if (out.size() == most) return out;
        }
    }
    return out;
}

}  // namespace marrow::adapter
