#include "fhir/fhirpath/text_form.hpp"

#include "fhir/fhirpath/conversion.hpp"
#include "fhir/fhirpath/types.hpp"

namespace marrow::fhir::fhirpath {

std::string text_form(const item& of, const json::document& in)
{
    const item value = system_value(of);
    if (!value.is_node()) return text_of(value).value_or("");
    std::string out;
    if (value.element().place()) json::writer{out}.copy(*value.element().place(), in);
    return out;
}

void write_form(json::writer& to, const item& of, const json::document& in)
{
    switch (of.type()) {
    case kind::node:
        to.copy(of.element().place() ? *of.element().place() : json::missing, in);
        return;
    case kind::boolean:
        to.boolean(of.boolean());
        return;
    case kind::integer:
        to.number(of.integer());
        return;
    case kind::decimal:
        to.number(of.number().text());
        return;
    case kind::quantity:
        to.begin_object().key("value").number(of.quantity().value.text());
        to.member("unit", of.quantity().unit).end_object();
        return;
    default:
        to.string(text_of(of).value_or(""));
    }
}

std::string type_form(const item& of)
{
    return text_of(item{name_of_type(of)}).value_or("");
}

}  // namespace marrow::fhir::fhirpath
