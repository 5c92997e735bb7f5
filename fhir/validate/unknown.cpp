#include "fhir/validate/renamed.hpp"
#include "fhir/validate/walk.hpp"

#include <algorithm>
#include <string>

namespace marrow::fhir::validate {

using json::value;

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The member of the type that differs in case alone; empty when none does.
std::string meant_by(std::string_view member, const definitions::type& type)
{
    const auto is_meant = [&](std::string_view name) { return std::ranges::equal(name, member, {}, lower, lower); };
    for (const definitions::type::slot& each : type.slots) {
        const std::string_view spelling = json::known_spelling(each.name);
        if (is_meant(spelling)) return std::string{spelling};
    }
    return {};
}

}  // namespace

void walk::unknown(const level& in, const value& at)
{
    const std::string_view spelling = of_.source().spelling(at.key());
    const std::string_view member = spelling.starts_with('_') ? spelling.substr(1) : spelling;
    const elsewhere other = look_elsewhere(*in.plan.of, member, of_.release());
    const std::string here{label_of(of_.release())};
    if (other.releases.empty()) {
        wording with{{"parent", std::string{in.plan.of->name}}, {"here", here}};
        // Any other name could be anything, data of the patient too.
        if (json::known_name(member) != json::name::none) with.emplace_back("name", member);
        if (auto meant = meant_by(member, *in.plan.of); !meant.empty()) with.emplace_back("meant", std::move(meant));
        return out_.add(rule::element_unknown, in.at, std::move(with), &at);
    }
    wording with{{"name", std::string{member}}, {"others", other.releases}};
    if (other.instead.empty()) {
        with.emplace_back("without", here);
    } else {
        with.insert(with.end(), {{"here", here}, {"instead", other.instead}});
    }
    if (other.readable)
        with.insert(
            with.end(),
            {{"other", std::string{label_of(*other.readable)}}, {"version", std::string{name_of(*other.readable)}}}
        );
    out_.add(rule::element_of_another_version, in.at, std::move(with), &at);
}

}  // namespace marrow::fhir::validate
