#include "fhir/fhirpath/text_form.hpp"

#include "fhir/fhirpath/conversion.hpp"
#include "fhir/fhirpath/types.hpp"
#include "fhir/json/write.hpp"

namespace marrow::fhir::fhirpath {

std::string text_form(const item& of, const json::document& in)
{
    const item value = system_value(of);
    if (!value.is_node()) return text_of(value).value_or("");
    std::string out;
    if (value.element().place()) json::writer{out}.copy(*value.element().place(), in);
    return out;
}

std::string type_form(const item& of)
{
    return text_of(item{name_of_type(of)}).value_or("");
}

}  // namespace marrow::fhir::fhirpath
