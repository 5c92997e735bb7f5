#include "fhir/issue.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir {

namespace {

constexpr std::array<std::string_view, 4> severities{"fatal", "error", "warning", "information"};

}  // namespace

std::string_view name_of(severity level)
{
    return severities[static_cast<std::size_t>(level)];
}

std::optional<severity> severity_from(std::string_view text)
{
    const auto found = std::ranges::find(severities, text);
    if (found == severities.end()) return std::nullopt;
    return static_cast<severity>(found - severities.begin());
}

}  // namespace marrow::fhir
