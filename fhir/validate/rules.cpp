#include "fhir/validate/rules.hpp"

#include <array>

namespace marrow::fhir::validate {

namespace {

constexpr std::array rows{
#define MARROW_RULE(identifier, code, level, type, text, mend) rule_row{code, severity::level, type, text, mend},
#include "fhir/validate/rules.def"
#undef MARROW_RULE
};

}  // namespace

std::span<const rule_row> all_rules()
{
    return rows;
}

const rule_row& row_of(rule which)
{
    return rows[static_cast<std::size_t>(which)];
}

}  // namespace marrow::fhir::validate
