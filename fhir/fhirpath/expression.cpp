#include "fhir/fhirpath/expression.hpp"

#include "fhir/fhirpath/parser.hpp"

namespace marrow::fhir::fhirpath {

expression::expression(std::unique_ptr<const program> code) : code_{std::move(code)}
{
}
expression::expression(expression&&) noexcept = default;
expression& expression::operator=(expression&&) noexcept = default;
expression::~expression() = default;

std::string_view expression::text() const
{
    return code_->text;
}

result<expression>
compile(std::string_view text, const definitions::model& release, const bounds& limits, dialect spoken)
{
    if (text.size() > limits.bytes) {
        std::string why = "The expression is longer than the " + std::to_string(limits.bytes) + " bytes that are read.";
        return fault{fault_kind::too_large, std::move(why), {}, {}};
    }
    auto made = std::make_unique<program>();
    made->text = text;
    made->spoken = spoken;
    parser reading{*made, release, limits};
    if (!reading.parse()) return reading.fault_of();
    return expression{std::move(made)};
}

}  // namespace marrow::fhir::fhirpath
