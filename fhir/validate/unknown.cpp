#include "fhir/validate/renamed.hpp"
#include "fhir/validate/walk.hpp"

#include <algorithm>
#include <string>

namespace marrow::fhir::validate {

using json::value;

namespace {

/// A name that may be shown: other texts in its place could be anything, data of the patient too.
bool looks_like_an_element(std::string_view spelling)
{
    constexpr std::size_t longest = 40;
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return spelling.size() <= longest && std::ranges::all_of(spelling, is_letter);
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
        if (looks_like_an_element(spelling)) with.emplace_back("name", spelling);
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
