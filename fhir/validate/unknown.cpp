#include "fhir/validate/walk.hpp"

#include <algorithm>
#include <array>
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

constexpr std::array releases{version::r4, version::r4b, version::r5};

/// The other release that has a member of this name in the type of that name.
std::optional<version> release_with(const definitions::type& type, json::name member, version own)
{
    for (const version each : releases) {
        if (each == own) continue;
        const definitions::type* same = definitions::model::of(each).find(type.name);
        if (same && same->find(member).of) return each;
    }
    return std::nullopt;
}

}  // namespace

void walk::unknown(const level& in, const value& at)
{
    const std::string_view spelling = of_.source().spelling(at.key());
    wording with{{"parent", std::string{in.plan.of->name}}, {"version", std::string{name_of(of_.release())}}};
    if (looks_like_an_element(spelling)) with.emplace_back("name", std::string{spelling});
    const auto other = release_with(*in.plan.of, at.key(), of_.release());
    if (!other) return out_.add(rule::element_unknown, in.at, std::move(with), &at);
    with.emplace_back("other", std::string{name_of(*other)});
    with.emplace_back("other_version", std::string{name_of(*other)});
    out_.add(rule::element_of_another_version, in.at, std::move(with), &at);
}

}  // namespace marrow::fhir::validate
