#include "mappings/checks/checks.hpp"
#include "mappings/checks/settings.hpp"
#include "mappings/checks/words.hpp"
#include "mappings/lookup.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace marrow::mappings {

namespace {

constexpr char adjudicated_by_line = '1';

const fhir::json::value* place_of_units(const line& of)
{
    return of.quantity ? of.quantity : of.at;
}

/// Units of one code for one patient on one day, by practitioner; those of an unknown one count with everyone.
struct day_units {
    lookup<person_key, std::int64_t> by_practitioner;
    std::int64_t by_unknown{};
    std::int64_t most{};  ///< of any one practitioner, without those of an unknown one

    /// The highest sum that any practitioner reaches once the units are in.
    std::int64_t add(person_key who, std::int64_t units)
    {
        if (who == nobody) {
            by_unknown += units;
            return most + by_unknown;
        }
        std::int64_t& sum = by_practitioner[who];
        sum += units;
        most = std::max(most, sum);
        return sum + by_unknown;
    }
};

person_key practitioner_of(const line& of)
{
    return of.practitioners.empty() ? nobody : of.practitioners.front().key;
}

using patient_day = std::tuple<std::string_view, person_key, std::int64_t>;  ///< of one code

patient_day day_of(const line& of)
{
    return {of.code.code, of.patient_key, of.service ? of.service->first.time_since_epoch().count() : 0};
}

}  // namespace

void check_units(context& with, const batch& at)
{
    lookup<patient_day, day_units> days;
    for (const line& each : at.lines) {
        if (!each.units) {
            values words = about(each);
            if (auto number = shown_number((*each.quantity)[fhir::json::name::value]))
                words.emplace_back("units", *number);
            with.out.add("units-invalid", {each.quantity}, std::move(words));
            continue;
        }
        const auto file = setting_of(each, with.known);
        const mue_limit* limit = file ? with.known.mue(*file, each.code.code) : nullptr;
        if (!limit) continue;
        const bool by_line = limit->adjudication == adjudicated_by_line;
        const std::int64_t before = by_line ? 0 : days[day_of(each)].add(practitioner_of(each), 0);
        const std::int64_t sum = by_line ? *each.units : days[day_of(each)].add(practitioner_of(each), *each.units);
        if (before > limit->units || sum <= limit->units) continue;
        values words = about(each);
        words.emplace_back("units", std::to_string(sum));
        words.emplace_back("limit", std::to_string(limit->units));
        with.out.add("units-exceed-mue", {place_of_units(each)}, std::move(words));
    }
}

}  // namespace marrow::mappings
