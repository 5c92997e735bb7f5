#include "mappings/checks/checks.hpp"
#include "mappings/checks/practitioners.hpp"
#include "mappings/checks/words.hpp"
#include "mappings/lookup.hpp"

#include <algorithm>
#include <vector>

namespace marrow::mappings {

namespace {

/// Surgeries of one patient in one submission that a line is held against.
constexpr std::size_t most_surgeries = 32;

const std::string& text_of(const std::string& modifier)
{
    return modifier;
}

const std::string& text_of(const sourced_code& modifier)
{
    return modifier.code;
}

/// Whether any modifier of the line has that meaning for a global period.
template <class Line>
bool has(const tables& known, const Line& of, bool (*means)(const global_modifier&))
{
    return std::ranges::any_of(of.modifiers, [&](const auto& modifier) {
        const global_modifier* row = known.in_global_period(text_of(modifier));
        return row && means(*row);
    });
}

bool allows(const global_modifier& row)
{
    return row.allowed;
}

bool begins_none(const global_modifier& row)
{
    return !row.begins;
}

/// The days of the period that a line begins; 0 for none.
template <class Line>
std::uint32_t period_after(const tables& known, const Line& of, std::string_view code)
{
    return has(known, of, begins_none) ? 0 : known.global_days(code).value_or(0);
}

bool is_within(const fhir::days& later, const fhir::days& earlier, std::uint32_t days)
{
    const auto gap = (later.first - earlier.last).count();
    return gap > 0 && gap <= std::int64_t{days};
}

bool share_a_procedure(const line& a, const line& b)
{
    return std::ranges::any_of(a.procedures, [&](const fhir::resource& one) {
        return std::ranges::find(b.procedures, one) != b.procedures.end();
    });
}

/// Billed on a professional claim, done, and of a surgical code; a Procedure by itself has no place for a modifier.
bool is_asked(const tables& known, const line& of)
{
    const bool is_billed = of.claim && of.service && !of.preauthorization && of.type == claim_type::professional;
    return is_billed && known.global_days(of.code.code) && !has(known, of, allows);
}

/// The surgery that a line lies after, of this submission or of an earlier message: the last one.
struct surgery {
    const line* own{};
    const earlier_line* earlier{};
    std::uint32_t days{};

    const fhir::days& service() const { return own ? *own->service : earlier->service; }

    void consider(const surgery& other)
    {
        if (days == 0 || service().last < other.service().last) *this = other;
    }
};

class global_periods {
public:
    global_periods(context& with, std::span<const line> lines) : with_{with}
    {
        const bool is_one_claim = lines.empty() || lines.front().claim_number == lines.back().claim_number;
        if (is_one_claim) return;
        for (const line& each : lines) {
            if (!each.service || each.preauthorization || each.type != claim_type::professional) continue;
            const std::uint32_t days = period_after(with.known, each, each.code.code);
            if (each.patient_key == nobody || days == 0) continue;
            std::vector<surgery>& theirs = own_[each.patient_key];
            if (theirs.size() < most_surgeries) theirs.push_back({&each, nullptr, days});
        }
    }

    bool empty() const { return own_.empty() && with_.earlier.empty(); }

    void check(const line& of)
    {
        surgery last;
        look_at_own(of, last);
        look_at_earlier(of, last);
        if (last.days == 0) return;
        values words = last.own ? about(of, *last.own) : about(of);
        if (last.earlier) {
            words.emplace_back("other", last.earlier->code);
            words.emplace_back("other_date", to_string(last.earlier->service));
            with_.earlier.speaks_of(*last.earlier);
        }
        words.emplace_back("days", std::to_string(last.days));
        std::vector<const fhir::json::value*> at{of.at};
        if (last.own) at.push_back(last.own->at);
        with_.out.add("global-period", std::move(at), std::move(words));
    }

private:
    void look_at_own(const line& of, surgery& last) const
    {
        const auto theirs = own_.find(of.patient_key);
        if (theirs == own_.end()) return;
        for (const surgery& each : theirs->second) {
            const line& other = *each.own;
            if (other.claim_number == of.claim_number || !is_within(*of.service, *other.service, each.days)) continue;
            if (may_be_of_one(of, other) && !share_a_procedure(of, other)) last.consider(each);
        }
    }

    void look_at_earlier(const line& of, surgery& last)
    {
        const auto theirs = with_.earlier.beside(of);
        if (theirs.empty()) return;
        const name_set practitioners{practitioner_names(of)};
        const name_set procedures{procedure_names(of)};
        for (const earlier_line* other : theirs) {
            const std::uint32_t days = other->is_professional ? period_after(with_.known, *other, other->code) : 0;
            if (!is_within(*of.service, other->service, days)) continue;
            if (!may_be_of_one(practitioners, other->practitioners)) continue;
            if (!procedures.shares_one_with(other->procedures)) last.consider({nullptr, other, days});
        }
    }

    context& with_;
    lookup<person_key, std::vector<surgery>> own_;  ///< lines that begin a period, by patient
};

}  // namespace

void check_global_period(context& with, const batch& at)
{
    global_periods periods{with, at.lines};
    if (periods.empty()) return;
    for (const line& each : at.lines) {
        if (is_asked(with.known, each)) periods.check(each);
    }
}

}  // namespace marrow::mappings
