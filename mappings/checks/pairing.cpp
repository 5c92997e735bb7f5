#include "fhir/coding.hpp"
#include "mappings/checks/candidates.hpp"
#include "mappings/checks/checks.hpp"
#include "mappings/checks/earlier_primary.hpp"
#include "mappings/checks/listing.hpp"
#include "mappings/checks/practitioners.hpp"
#include "mappings/checks/words.hpp"
#include "mappings/lines/reader.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

/// What a candidate is asked, in this order; the best one is the one that fails latest.
enum class hurdle : std::uint8_t { performed, patient, date, practitioner, active, listed, claim, none };

struct failure {
    hurdle stops{hurdle::none};
    std::optional<remark> told;
};

struct question {
    const context& with;
    const line& add_on;
    const candidate& asked;
};

failure not_performed(const question& q, const fhir::resource& procedure)
{
    const value& status = procedure[name::status];
    values words = q.asked.of ? about(q.add_on, *q.asked.of) : about(q.add_on);
    words.emplace_back("status", std::string{status.text()});
    const bool stopped = status.text() == "stopped";
    return {
        hurdle::performed,
        remark{
            "primary-not-performed",
            {&status, q.add_on.at},
            std::move(words),
            stopped ? std::optional{fhir::severity::warning} : std::nullopt}};
}

std::optional<failure> fails_performed(const question& q)
{
    if (!q.asked.of) return not_performed(q, q.asked.procedure);
    if (q.asked.of->preauthorization) return std::nullopt;
    for (const fhir::resource& procedure : q.asked.of->procedures) {
        if (!was_performed(procedure) || procedure[name::status].text() == "stopped") {
            return not_performed(q, procedure);
        }
    }
    return std::nullopt;
}

std::optional<failure> fails_patient(const question& q)
{
    const auto tell = [&](const value& subject) {
        return failure{
            hurdle::patient,
            remark{"primary-for-another-patient", {&subject, q.add_on.at}, about(q.add_on, *q.asked.of), std::nullopt}};
    };
    for (const fhir::resource& procedure : q.asked.of->procedures) {
        const value& subject = procedure[name::subject];
        if (!subject || !*q.add_on.patient) continue;
        if (!fhir::same_thing(q.with.of, *q.add_on.patient, q.add_on.patient_from, subject, procedure)) {
            return tell(subject);
        }
    }
    return std::nullopt;
}

std::optional<failure> fails_date(const question& q)
{
    const line& primary = *q.asked.of;
    if (!q.add_on.service || !primary.service) return std::nullopt;
    if (q.add_on.service->shares_a_day_with(*primary.service)) return std::nullopt;
    return failure{
        hurdle::date,
        remark{"primary-on-another-date", {primary.service_from, q.add_on.at}, about(q.add_on, primary), std::nullopt}};
}

/// Of the first four practitioners of each line.
bool share_an_organization(const question& q)
{
    const auto same = [&](const person& a, const person& b) {
        const fhir::resource& a_from = a.role ? a.role : a.from;
        const fhir::resource& b_from = b.role ? b.role : b.from;
        return a.organization && b.organization &&
               fhir::same_thing(q.with.of, *a.organization, a_from, *b.organization, b_from);
    };
    const auto few = [](const line& of) {
        constexpr std::size_t most = 4;
        return std::span{of.practitioners}.first(std::min(of.practitioners.size(), most));
    };
    return std::ranges::any_of(few(q.add_on), [&](const person& a) {
        return std::ranges::any_of(few(*q.asked.of), [&](const person& b) { return same(a, b); });
    });
}

std::optional<failure> fails_practitioner(const question& q)
{
    const line& primary = *q.asked.of;
    if (may_be_of_one(q.add_on, primary)) return std::nullopt;
    return failure{
        hurdle::practitioner,
        remark{
            "primary-by-another-practitioner",
            {primary.practitioners.front().reference, q.add_on.at},
            about(q.add_on, primary),
            share_an_organization(q) ? std::optional{fhir::severity::warning} : std::nullopt}};
}

std::optional<failure> fails_table(const question& q)
{
    const line& primary = *q.asked.of;
    const tables& known = q.with.known;
    switch (listing_of(known, q.add_on.code.code, primary.code.code, q.add_on.service)) {
    case listing::ended:
        return failure{
            hurdle::active,
            remark{"primary-not-active", {primary.at, q.add_on.at}, about(q.add_on, primary), std::nullopt}};
    case listing::absent: {
        const bool is_closed = known.edits_of(q.add_on.code.code).front().type == 1;
        return failure{
            hurdle::listed,
            remark{
                "primary-not-listed",
                {primary.at, q.add_on.at},
                about(q.add_on, primary),
                is_closed ? std::optional{fhir::severity::error} : std::nullopt}};
    }
    default:
        return std::nullopt;
    }
}

/// On another claim, or on none where there are claims.
bool is_elsewhere(const question& q)
{
    return q.asked.of->claim_number != q.add_on.claim_number || q.asked.of->is_unclaimed;
}

failure stands_elsewhere(const question& q)
{
    return {
        hurdle::claim,
        remark{"primary-on-another-claim", {q.add_on.at, q.asked.of->at}, about(q.add_on, *q.asked.of), std::nullopt}};
}

failure ask(const question& q)
{
    if (auto failed = fails_performed(q)) return *failed;
    for (const auto hurdle_of : {fails_patient, fails_date, fails_practitioner, fails_table}) {
        auto failed = hurdle_of(q);
        if (!failed) continue;
        const bool only_unlisted = failed->stops == hurdle::listed;
        return only_unlisted && is_elsewhere(q) ? stands_elsewhere(q) : *failed;
    }
    return is_elsewhere(q) ? stands_elsewhere(q) : failure{};
}

struct best_candidate {
    const candidate* chosen{};
    failure failed;

    void consider(const context& with, const line& add_on, std::span<const candidate> among)
    {
        for (const candidate& each : among) {
            if (chosen && failed.stops == hurdle::none) return;
            failure asked = ask({with, add_on, each});
            if (chosen && asked.stops <= failed.stops) continue;
            chosen = &each;
            failed = std::move(asked);
        }
    }

    bool fits() const { return chosen && failed.stops >= hurdle::listed; }
};

/// Only candidates that fit can be named from elsewhere.
void consider_elsewhere(best_candidate& best, const context& with, const line& add_on, std::span<const candidate> among)
{
    best_candidate other;
    other.consider(with, add_on, among);
    if (other.fits()) best = std::move(other);
}

bool says_separate_site(const context& with, const line& of)
{
    return std::ranges::any_of(of.modifiers, [&](const sourced_code& modifier) {
        const modifier_row* row = with.known.modifier(modifier.code);
        return row && row->separate_site;
    });
}

std::string_view side_of(const context& with, const line& of)
{
    for (const sourced_code& modifier : of.modifiers) {
        const modifier_row* row = with.known.modifier(modifier.code);
        if (row && !row->side.empty()) return row->side;
    }
    return {};
}

void tell_implant_removal(context& with, add_on_line& add_on, const line& other)
{
    const std::string_view side = side_of(with, *add_on.of);
    const std::string_view other_side = side_of(with, other);
    const bool is_separate = says_separate_site(with, *add_on.of) || says_separate_site(with, other) ||
                             (!side.empty() && !other_side.empty() && side != other_side);
    add_on.implant_removal = &other;
    const fhir::severity level = with.out.add(
        "primary-is-implant-removal",
        {other.at, add_on.of->at},
        about(*add_on.of, other),
        is_separate ? std::optional{fhir::severity::warning} : std::nullopt
    );
    add_on.is_refused = level <= fhir::severity::error;
}

void tell_without_primary(context& with, add_on_line& add_on, const candidates& all)
{
    const line& of = *add_on.of;
    add_on.is_refused = with.out.add("add-on-without-primary", {of.at}, about(of)) <= fhir::severity::error;
    const bool is_removal = add_on.family && add_on.family->what == act::removal;
    if (!is_removal || !all.is_alone(of)) return;
    values words = about(of);
    const std::string_view alone = with.known.code_of(candidate_role::last_resort);
    if (!alone.empty()) words.emplace_back("suggested", alone);
    with.out.add("removal-alone", {of.at}, std::move(words));
}

void tell_earlier_primary(context& with, add_on_line& add_on)
{
    const line& of = *add_on.of;
    values words = about(of);
    words.emplace_back("other", add_on.earlier_primary->code);
    words.emplace_back("other_date", to_string(add_on.earlier_primary->service));
    with.earlier.speaks_of(*add_on.earlier_primary);
    add_on.is_refused = with.out.add("primary-on-another-claim", {of.at}, std::move(words)) <= fhir::severity::error;
}

void pair(context& with, add_on_line& add_on, candidates& all)
{
    const line& of = *add_on.of;
    const std::vector<candidate> named = all.named(of);
    const std::vector<candidate> beside = all.beside(of);
    std::vector<candidate> elsewhere;
    best_candidate best;
    best.consider(with, of, named);
    best.consider(with, of, beside);
    if (!best.fits()) {
        elsewhere = all.elsewhere(of);
        consider_elsewhere(best, with, of, elsewhere);
    }
    if (!best.fits()) add_on.earlier_primary = earlier_primary(with, of, all);
    if (add_on.earlier_primary) {
        tell_earlier_primary(with, add_on);
    } else if (best.chosen) {
        add_on.primary = best.chosen->of;
        if (best.failed.told) add_on.is_refused = with.out.add(*best.failed.told) <= fhir::severity::error;
    } else if (const line* other = all.last_resort(of)) {
        tell_implant_removal(with, add_on, *other);
    } else {
        tell_without_primary(with, add_on, all);
    }
}

}  // namespace

running begin_primary(context& with)
{
    if (with.add_ons.empty()) return [](const batch&) {};
    return [&with, all = std::make_shared<candidates>(with.of, with.known, with.lines)](const batch& at) {
        for (add_on_line& add_on : at.add_ons)
            pair(with, add_on, *all);
    };
}

}  // namespace marrow::mappings
