#include "fhir/fhirpath/types.hpp"

namespace marrow::fhir::fhirpath {

bool is_or_derives(const item& of, const type_specifier& type)
{
    if (!of.is_node()) return of.type() == type.system;
    const definitions::type* const actual = of.element().type;
    return actual && type.fhir && (actual == type.fhir || actual->derives_from(*type.fhir));
}

bool is_exactly(const item& of, const type_specifier& type)
{
    const definitions::type* const actual = of.is_node() ? of.element().type : nullptr;
    if (actual && actual->is == definitions::kind::primitive && type.fhir != actual)
        return type.fhir && type.fhir->is_abstract && actual->derives_from(*type.fhir);
    return is_or_derives(of, type);
}

type_name name_of_type(const item& of)
{
    if (!of.is_node()) return {system_name(of.type()), true};
    const definitions::type* const actual = of.element().type;
    if (!actual) return {"Element", false};
    const bool is_anonymous = actual->is == definitions::kind::backbone && actual->base;
    return {is_anonymous ? actual->base->name : actual->name, false};
}

}  // namespace marrow::fhir::fhirpath
