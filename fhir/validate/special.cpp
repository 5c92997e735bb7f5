#include "fhir/validate/walk.hpp"

#include <string_view>

namespace marrow::fhir::validate {

using json::name;
using json::value;

namespace {

bool is_absolute(std::string_view uri)
{
    return uri.find(':') != std::string_view::npos;
}

}  // namespace

void walk::special(const value& at, const type_plan& plan, const definitions::element* in)
{
    if (plan.of == &with_.extension()) {
        bool has_value = false;
        bool has_nested = false;
        for (const value& each : at.items()) {
            const definitions::type::member as = plan.of->find(each.key());
            has_value = has_value || (as.of && as.of->is_choice);
            has_nested = has_nested || each.key() == name::extension;
        }
        if (has_value == has_nested) out_.add(validate::rule::extension_value_and_nested, at);
    }
    static_cast<void>(in);
    static_cast<void>(is_absolute);
}

}  // namespace marrow::fhir::validate
