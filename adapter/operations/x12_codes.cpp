#include "adapter/operations/x12_codes.hpp"

#include <algorithm>

namespace marrow::adapter {

namespace {

struct row {
    std::string_view finding;
    std::string_view code;
};

constexpr row rows[] = {
    {"code-not-effective", "AG"},
    {"date-of-service-missing", "57"},
    {"diagnosis-missing", "AF"},
    {"documentation-missing", "15"},
    {"documentation-not-found", "15"},
    {"duplicate-line", "91"},
    {"line-code-malformed", "AG"},
    {"place-of-service-missing", "15"},
    {"primary-not-active", "AG"},
    {"primary-on-another-date", "57"},
    {"units-exceed-mue", "04"},
};

constexpr std::string_view any_other = "33";

}  // namespace

std::string_view reject_code_of(std::string_view finding)
{
    const auto found = std::ranges::find(rows, finding, &row::finding);
    return found == std::end(rows) ? any_other : found->code;
}

}  // namespace marrow::adapter
