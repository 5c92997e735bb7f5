#include "fhir/packages/expansions.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace marrow::fhir::packages {

using json::name;
using json::value;

namespace {

auto order(const definitions::value_set::code& of)
{
    return std::tie(of.value, of.system);
}

}  // namespace

canonical parse_canonical(std::string_view text)
{
    const std::size_t bar = text.find('|');
    if (bar == std::string_view::npos) return {text, {}};
    return {text.substr(0, bar), text.substr(bar + 1)};
}

expansions::expansions(std::span<const package> packages, const definitions::model& release)
    : packages_{packages}, release_{release}
{
}

const package::resource* expansions::held(std::string_view type, std::string_view canonical) const
{
    const auto [url, version] = parse_canonical(canonical);
    for (const package& each : packages_) {
        const auto all = each.resources();
        const auto wanted = std::tie(type, url);
        const auto key = [](const package::resource& one) { return std::tie(one.type, one.url); };
        for (const package::resource& one : std::ranges::equal_range(all, wanted, {}, key))
            if (version.empty() || one.version == version) return &one;
    }
    return nullptr;
}

const expansion* expansions::find(std::string_view canonical)
{
    const auto [at, is_new] = known_.emplace(canonical, nullptr);
    if (!is_new) return at->second ? &at->second->of : nullptr;
    made all;
    parts_left_ = most_parts;
    if (!add_set(canonical, all, 0)) return nullptr;
    std::ranges::sort(all.codes, {}, order);
    std::ranges::sort(all.of.open);
    made& kept = made_.emplace_back(std::move(all));
    kept.of.listed = {parse_canonical(canonical).url, kept.codes, kept.of.open.empty()};
    at->second = &kept;
    return &kept.of;
}

bool expansions::add_set(std::string_view canonical, made& to, unsigned depth)
{
    if (depth > most_depth) return false;
    const package::resource* const from = held("ValueSet", canonical);
    if (!from) {
        const definitions::value_set* const own = release_.find_value_set(parse_canonical(canonical).url);
        if (!own || !own->whole) return false;
        to.codes.insert(to.codes.end(), own->codes.begin(), own->codes.end());
        return to.codes.size() <= most_codes;
    }
    const value& compose = from->document.root()[name::compose];
    if (compose[name::include].items().empty()) return false;
    made added;
    made removed;
    for (const value& part : compose[name::include].items())
        if (!add_part(part, added, depth)) return false;
    for (const value& part : compose[name::exclude].items())
        if (!add_part(part, removed, depth)) return false;
    std::ranges::sort(removed.codes, {}, order);
    std::ranges::copy_if(added.codes, std::back_inserter(to.codes), [&](const definitions::value_set::code& each) {
        return !std::ranges::binary_search(removed.codes, order(each), {}, order);
    });
    to.of.open.insert(to.of.open.end(), added.of.open.begin(), added.of.open.end());
    return to.codes.size() <= most_codes;
}

/// Of several sets only codes that all of them have are meant: that is not told here.
bool expansions::add_part(const value& part, made& to, unsigned depth)
{
    if (parts_left_ == 0) return false;
    --parts_left_;
    const std::string_view system = part[name::system].text();
    const auto sets = part[name::valueSet].items();
    if (sets.size() + (system.empty() ? 0 : 1) != 1) return false;
    if (!sets.empty()) return !part[name::filter] && add_set(sets.front().text(), to, depth + 1);
    if (part[name::concept_]) return add_concepts(system, part[name::concept_], to);
    if (part[name::filter] || !add_system(system, to)) to.of.open.push_back(system);
    return true;
}

bool expansions::add_concepts(std::string_view system, const value& concepts, made& to) const
{
    for (const value& each : concepts.items()) {
        if (to.codes.size() >= most_codes) return false;
        to.codes.push_back({system, each[name::code].text()});
        if (!add_concepts(system, each[name::concept_], to)) return false;
    }
    return true;
}

bool expansions::add_system(std::string_view canonical, made& to) const
{
    const package::resource* const from = held("CodeSystem", canonical);
    if (!from || from->document.root()[name::content].text() != "complete") return false;
    return add_concepts(from->url, from->document.root()[name::concept_], to);
}

}  // namespace marrow::fhir::packages
