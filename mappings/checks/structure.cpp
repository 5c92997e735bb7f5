#include "fhir/path.hpp"
#include "mappings/checks/checks.hpp"
#include "mappings/checks/extent.hpp"
#include "mappings/checks/words.hpp"

#include <algorithm>
#include <array>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

/// Of a line; the rest are told by the validation itself.
constexpr std::size_t most_told = 8;

std::vector<const value*> by_place(std::span<const value* const> elements)
{
    std::vector<const value*> out{elements.begin(), elements.end()};
    std::ranges::sort(out, {}, &value::offset);
    const auto doubled = std::ranges::unique(out);
    out.erase(doubled.begin(), doubled.end());
    return out;
}

/// What lines are read from, of items, details and Procedures.
constexpr std::array read_members{
    name::productOrService,
    name::modifier,
    name::quantity,
    name::servicedDate,
    name::servicedPeriod,
    name::locationCodeableConcept,
    name::locationReference,
    name::encounter,
    name::bodySite,
    name::careTeamSequence,
    name::diagnosisSequence,
    name::procedureSequence,
    name::informationSequence,
    name::status,
    name::code,
    name::subject,
    name::performedDateTime,
    name::performedPeriod,
    name::occurrenceDateTime,
    name::occurrencePeriod,
    name::performer,
    name::location,
    name::reasonCode,
    name::reasonReference,
    name::reason,
    name::partOf};

void add_read(std::vector<extent>& to, const value& element)
{
    to.push_back(extent::of_itself(element));
    for (const name each : read_members)
        if (const value& member = element[each]) to.push_back(extent::of(member));
}

void add_line(std::vector<extent>& to, const line& of)
{
    add_read(to, *of.at);
    if (of.item && of.item != of.at) add_read(to, *of.item);
    for (const value* entry : of.pointed)
        to.push_back(extent::of(*entry));
    for (const fhir::resource& procedure : of.procedures)
        if (procedure.node != of.at) add_read(to, *procedure.node);
}

/// What the line and its primary are read from, the line's own first. Where no primary was found, one may stand behind
/// an item that could not be read.
std::vector<extent> sources_of(const add_on_line& add_on)
{
    std::vector<extent> out;
    add_line(out, *add_on.of);
    if (add_on.primary) {
        add_line(out, *add_on.primary);
    } else if (!add_on.implant_removal && add_on.of->claim) {
        out.push_back(extent::of(add_on.of->claim[name::item]));
    }
    return out;
}

std::vector<const value*> broken_within(std::span<const extent> sources, const std::vector<const value*>& broken)
{
    std::vector<const value*> out;
    for (const extent& where : sources) {
        auto at = std::ranges::lower_bound(broken, where.first, {}, &value::offset);
        for (; at != broken.end() && (*at)->offset() < where.end && out.size() < most_told; ++at)
            if (std::ranges::find(out, *at) == out.end()) out.push_back(*at);
    }
    return out;
}

}  // namespace

void check_structure(context& with, const batch& at)
{
    if (with.broken.empty()) return;
    const std::vector<const value*> broken = by_place(with.broken);
    for (add_on_line& add_on : at.add_ons) {
        std::vector<const value*> told = broken_within(sources_of(add_on), broken);
        if (told.empty()) continue;
        values words = about(*add_on.of);
        words.emplace_back("element", fhir::path_to(with.of.source(), *told.front()));
        if (std::ranges::find(told, add_on.of->at) == told.end()) told.push_back(add_on.of->at);
        const auto level = with.out.add("line-rests-on-structural-error", std::move(told), std::move(words));
        add_on.is_refused = add_on.is_refused || level <= fhir::severity::error;
    }
}

}  // namespace marrow::mappings
