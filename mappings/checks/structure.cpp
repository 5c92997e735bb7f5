#include "mappings/checks/checks.hpp"
#include "mappings/checks/extent.hpp"
#include "mappings/checks/words.hpp"
#include "mappings/lookup.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

/// Of a line; the rest are told by the validation itself.
constexpr std::size_t most_told = 8;

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

/// Elements with an error of structure, to be asked which of them a line is read from.
class broken_elements {
public:
    broken_elements(const fhir::submission& of, std::span<const value* const> elements)
        : of_{of}, sorted_{elements.begin(), elements.end()}
    {
        std::ranges::sort(sorted_, {}, &value::offset);
        const auto doubled = std::ranges::unique(sorted_);
        sorted_.erase(doubled.begin(), doubled.end());
    }

    /// Of what the line and its primary are read from, the line's own first. Where no primary was found, one may stand
    /// behind an item that could not be read.
    std::vector<const value*> under(const add_on_line& add_on)
    {
        std::vector<const value*> out;
        add_line(out, *add_on.of);
        if (add_on.primary) {
            add_line(out, *add_on.primary);
        } else if (!add_on.implant_removal && !add_on.earlier_primary && add_on.of->claim) {
            add(out, extent::of(add_on.of->claim[name::item]));
        }
        return out;
    }

private:
    void add_line(std::vector<const value*>& to, const line& of)
    {
        add_read(to, *of.at);
        if (of.item) add_read(to, *of.item);
        for (const value* entry : of.pointed)
            add(to, extent::of(*entry));
        for (const fhir::resource& procedure : of.procedures)
            if (!of_.is_earlier(procedure)) add_read(to, *procedure.node);
    }

    /// The element itself and what is read of it; looked for once, for lines share Procedures.
    void add_read(std::vector<const value*>& to, const value& element)
    {
        const auto [known, is_new] = read_.try_emplace(&element);
        if (is_new) {
            add(known->second, extent::of_itself(element));
            for (const name each : read_members)
                if (const value& member = element[each]) add(known->second, extent::of(member));
        }
        for (const value* each : known->second)
            add(to, each);
    }

    void add(std::vector<const value*>& to, const extent& where) const
    {
        auto at = std::ranges::lower_bound(sorted_, where.first, {}, &value::offset);
        for (; at != sorted_.end() && (*at)->offset() < where.end && to.size() < most_told; ++at)
            add(to, *at);
    }

    static void add(std::vector<const value*>& to, const value* one)
    {
        if (to.size() < most_told && std::ranges::find(to, one) == to.end()) to.push_back(one);
    }

    const fhir::submission& of_;
    std::vector<const value*> sorted_;
    lookup<const value*, std::vector<const value*>> read_;
};

void tell_broken(context& with, add_on_line& add_on, std::vector<const value*> told)
{
    if (told.empty()) return;
    values words = about(*add_on.of);
    words.emplace_back("element", with.of.path_of(*told.front()));
    if (std::ranges::find(told, add_on.of->at) == told.end()) told.push_back(add_on.of->at);
    const auto level = with.out.add("line-rests-on-structural-error", std::move(told), std::move(words));
    add_on.is_refused = add_on.is_refused || level <= fhir::severity::error;
}

}  // namespace

running begin_structure(context& with)
{
    if (with.broken.empty()) return [](const batch&) {};
    return [&with, broken = std::make_shared<broken_elements>(with.of, with.broken)](const batch& at) {
        for (add_on_line& add_on : at.add_ons)
            tell_broken(with, add_on, broken->under(add_on));
    };
}

}  // namespace marrow::mappings
