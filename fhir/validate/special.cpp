#include "fhir/validate/narrative.hpp"
#include "fhir/validate/walk.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::fhir::validate {

using json::name;
using json::value;

namespace {

bool is_absolute(std::string_view uri)
{
    return uri.find(':') != std::string_view::npos;
}

}  // namespace

void walk::special(
    const value& at, const type_plan& plan, const definitions::element* in, const definitions::type_ref* as
)
{
    switch (plan.special) {
    case specialty::none:
        return;
    case specialty::extension:
        return extension(at, plan, in);
    case specialty::reference:
        return reference(at, in, as);
    case specialty::coding:
    case specialty::identifier:
        if (const value& system = at[name::system]; !system.text().empty() && !is_absolute(system.text()))
            out_.add(
                validate::rule::system_not_absolute, system, {{"element", std::string{plan.of->name} + ".system"}}
            );
        return;
    case specialty::attachment:
        return attachment(at);
    case specialty::narrative:
        return narrative(at);
    case specialty::bundle:
        return bundle(at);
    }
}

void walk::extension(const value& at, const type_plan& plan, const definitions::element* in)
{
    bool has_value = false;
    bool has_nested = false;
    for (const value& each : at.items()) {
        const definitions::type::member as = plan.of->find(each.key());
        has_value = has_value || (as.of && as.of->is_choice);
        has_nested = has_nested || each.key() == name::extension;
    }
    if (has_value == has_nested) {
        const std::string_view spelled_sibling = "_value";
        const bool has_sibling = std::ranges::any_of(at.items(), [&](const value& each) {
            return of_.source().spelling(each.key()).starts_with(spelled_sibling);
        });
        if (!has_sibling || has_nested) out_.add(validate::rule::extension_value_and_nested, at);
    }
    const bool is_nested = in && in->path == "Extension.extension";
    const std::string_view url = at[name::url].text();
    if (!is_nested && !url.empty() && !is_absolute(url))
        out_.add(validate::rule::extension_url_not_absolute, at, {}, &at[name::url]);
}

void walk::narrative(const value& at)
{
    const value& div = at[name::div];
    if (!div.is_string() || div.text().empty()) return;
    const auto wrong = narrative_fault_of(div.text(), [this](std::string_view id) { return has_element(id); });
    if (!wrong) return;
    wording with;
    if (!wrong->name.empty()) with.emplace_back("name", wrong->name);
    if (!wrong->why.empty()) with.emplace_back("why", wrong->why);
    out_.add(wrong->which, div, std::move(with));
}

bool walk::has_element(std::string_view id)
{
    if (!places_) {
        places_.emplace();
        std::vector<const value*> open{root_.value};
        while (!open.empty()) {
            const value& next = *open.back();
            open.pop_back();
            if (const value& own = next[name::id]; own.is_string()) places_->insert(own.text());
            for (const value& each : next.items())
                open.push_back(&each);
        }
    }
    return places_->contains(id);
}

void walk::own_id(const value& at)
{
    const value& id = at[name::id];
    if (id.is_string() && !ids_.insert(id.text()).second) out_.add(validate::rule::id_duplicate, at, {}, &id);
}

}  // namespace marrow::fhir::validate
