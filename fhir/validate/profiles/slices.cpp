#include "fhir/validate/profiles/match.hpp"
#include "fhir/validate/profiles/walk.hpp"

#include <algorithm>

namespace marrow::fhir::validate::profiles {

namespace {

bool states_some(const criterion& what)
{
    return std::ranges::any_of(what.at, [](const element* each) { return each->states; });
}

}  // namespace

void walk::slices(const node& parent, const std::vector<node>& values, const element& of)
{
    const std::size_t count_of = of.slices.size();
    sorting met{std::vector<std::uint32_t>(count_of), std::vector<bool>(count_of), {}, 0, false};
    met.latest.resize(count_of);
    for (const node& each : values) {
        const element* const slice = sort(each, of, met);
        at_element(each, slice ? *slice : of);
    }
    count(parent, of, met);
}

/// The slice it is of; null when it is of none, or that is not known.
const element* walk::sort(const node& at, const element& of, sorting& so_far)
{
    const std::vector<selection> selected = select(at, of);
    std::vector<std::size_t> found;
    bool is_doubtful = false;
    for (std::size_t i = 0; i < of.slices.size(); ++i) {
        const verdict one = fits(selected, *of.slices[i], of);
        if (one == verdict::yes) found.push_back(i);
        if (one == verdict::unknown) is_doubtful = so_far.doubtful[i] = true;
    }
    const json::value& place = *at.place();
    if (found.empty()) {
        so_far.is_behind = so_far.is_behind || !is_doubtful;
        if (of.rest == openness::closed && !is_doubtful) out_->add(rule::profile_slice_closed, place, told(of));
        return nullptr;
    }
    if (found.size() > 1) {
        std::string names;
        for (const std::size_t each : found)
            names.append(names.empty() ? "" : ", ").append(of.slices[each]->slice_name);
        wording words = told(of);
        words.emplace_back("slices", std::move(names));
        out_->add(rule::profile_slice_several, place, std::move(words));
    }
    const std::size_t own = found.front();
    ++so_far.counts[own];
    so_far.latest[own] = &place;
    if (of.is_ordered && own < so_far.last) out_->add(rule::profile_slice_order, place, told(of));
    if (of.rest == openness::open_at_end && so_far.is_behind) out_->add(rule::profile_slice_end, place, told(of));
    so_far.last = std::max(so_far.last, own);
    return of.slices[own];
}

void walk::count(const node& parent, const element& of, const sorting& met)
{
    const json::value& place = *parent.place();
    for (std::size_t i = 0; i < of.slices.size(); ++i) {
        const element& slice = *of.slices[i];
        const auto tell = [&](rule which, std::string_view bound, std::uint32_t number, const json::value* at) {
            wording words = told(slice);
            words.emplace_back("slice", slice.slice_name);
            words.emplace_back(bound, std::to_string(number));
            out_->add(which, place, std::move(words), at);
        };
        if (met.counts[i] < slice.min && !met.doubtful[i]) tell(rule::profile_slice_min, "min", slice.min, nullptr);
        if (met.counts[i] > slice.max && slice.max < of.max)
            tell(rule::profile_slice_max, "max", slice.max, met.latest[i]);
    }
}

std::vector<walk::selection> walk::select(const node& at, const element& of)
{
    std::vector<selection> all;
    for (const discriminator& by : of.discriminators) {
        selection& made = all.emplace_back();
        if (!by.select) continue;
        const auto selected = evaluator_.evaluate(*by.select, {at, here_.resource, here_.root});
        if (!selected) continue;
        made.emplace();
        for (const fhirpath::item& each : *selected)
            if (each.is_node()) made->push_back(each.element());
    }
    return all;
}

walk::verdict walk::fits(const std::vector<selection>& selected, const element& slice, const element& of)
{
    verdict all = selected.empty() ? verdict::unknown : verdict::yes;
    for (std::size_t i = 0; i < selected.size(); ++i) {
        const verdict one =
            selected[i] ? meets(*selected[i], slice.criteria[i], of.discriminators[i]) : verdict::unknown;
        if (one == verdict::no) return one;
        if (one != verdict::yes) all = verdict::unknown;
    }
    return all;
}

walk::verdict walk::meets(const std::vector<node>& found, const criterion& what, const discriminator& by)
{
    const auto of = [](bool holds) { return holds ? verdict::yes : verdict::no; };
    if (!what.extension_url.empty())
        return of(found.size() == 1 && found.front().value && found.front().value->text() == what.extension_url);
    if (what.at.empty()) return verdict::unknown;
    switch (by.by) {
    case discriminator::how::exists:
        if (what.at.front()->max == 0) return of(found.empty());
        return what.at.front()->min > 0 ? of(!found.empty()) : verdict::unknown;
    case discriminator::how::value:
        return has_content(what, found);
    default:
        break;
    }
    if (found.empty()) return what.of_targets ? verdict::unknown : verdict::no;
    return by.by == discriminator::how::type ? is_of_type(what, found.front()) : has_profile(what, found.front());
}

walk::verdict walk::has_content(const criterion& what, const std::vector<node>& found)
{
    const auto of = [](bool holds) { return holds ? verdict::yes : verdict::no; };
    const element& first = *what.at.front();
    if (!states_some(what)) {
        if (first.max == 0) return of(found.empty());
        return first.min > 0 ? of(!found.empty()) : verdict::unknown;
    }
    verdict best = verdict::no;
    for (const element* each : what.at)
        for (const node& at : found)
            best = std::max(best, says(*each, at));
    return best;
}

/// Of an element that says nothing itself, its children speak.
walk::verdict walk::says(const element& what, const node& at)
{
    const auto of = [](bool holds) { return holds ? verdict::yes : verdict::no; };
    if (what.fixed) return of(at.value && !differs_from(*at.value, *what.fixed));
    if (what.pattern) return of(at.value && !lacks(*at.value, *what.pattern));
    if (what.is_required) return what.bound && at.value && at.type ? is_of(at, *what.bound) : verdict::unknown;
    verdict all = verdict::nothing;
    for (const element* each : what.inner()) {
        if (!each->states) continue;
        verdict best = each->min > 0 ? verdict::no : verdict::nothing;
        for (const node& within : values_of(at, *each))
            best = std::max(best, says(*each, within));
        if (best == verdict::no) return best;
        if (best != verdict::nothing) all = all == verdict::unknown ? all : best;
    }
    return all;
}

walk::verdict walk::is_of_type(const criterion& what, const node& at) const
{
    verdict best = verdict::unknown;
    const auto add = [&](const definitions::type* type) {
        if (!type || !at.type || best == verdict::yes) return;
        best = at.type->derives_from(*type) ? verdict::yes : verdict::no;
    };
    for (const element* each : what.at) {
        for (const type_limit& limit : each->types) {
            if (!what.of_targets) add(limit.of);
            if (!what.of_targets) continue;
            for (const link& to : limit.targets)
                add(to.target());
        }
    }
    return best;
}

walk::verdict walk::has_profile(const criterion& what, const node& at)
{
    verdict best = verdict::nothing;
    for (const element* each : what.at) {
        for (const type_limit& limit : each->types) {
            for (const link& to : what.of_targets ? limit.targets : limit.profiles) {
                verdict one = verdict::unknown;
                if (to.is_loaded() && at.type) {
                    const bool is_of = at.type->derives_from(*to.target()) && (to.type || conforms(at, *to.known));
                    one = is_of ? verdict::yes : verdict::no;
                }
                best = std::max(best, one);
            }
        }
    }
    return best == verdict::nothing ? verdict::unknown : best;
}

}  // namespace marrow::fhir::validate::profiles
