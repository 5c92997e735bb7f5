#include "mappings/load/table_builder.hpp"
#include "mappings/load/uri.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

act act_in(csv_table& from, std::size_t column)
{
    return from.word<act>(column, {{"insertion", act::insertion}, {"removal", act::removal}});
}

device_site site_in(csv_table& from, std::size_t column)
{
    return from.word<device_site>(
        column,
        {{"deep", device_site::deep},
         {"intramedullary", device_site::intramedullary},
         {"intra-articular", device_site::intra_articular}}
    );
}

std::optional<act> act_or_any(csv_table& from, std::size_t column)
{
    return from.text(column).empty() ? std::nullopt : std::optional{act_in(from, column)};
}

std::optional<device_site> site_or_any(csv_table& from, std::size_t column)
{
    return from.text(column).empty() ? std::nullopt : std::optional{site_in(from, column)};
}

}  // namespace

void table_builder::read_add_on_edits(csv_table& from, tables& into)
{
    while (from.next()) {
        const auto type = static_cast<std::uint8_t>(from.one_of(0, "123") - '0');
        const bool open = from.text(2).empty();
        if ((type == 1 && open) || (type == 2 && !open)) from.fail(2, "a primary for type 1, and none for type 2,");
        into.add_ons_.push_back({from.code(1), from.code_or_empty(2), type, from.dates(3, 4)});
    }
}

void table_builder::read_family(csv_table& from, tables& into)
{
    while (from.next()) {
        into.family_.push_back({from.code(0), act_in(from, 1), site_in(from, 2), from.dates(3, 4)});
    }
}

void table_builder::read_codes(csv_table& from, tables& into)
{
    while (from.next())
        into.codes_.emplace_back(from.code(0), from.dates(1, 2));
}

void table_builder::read_surgical_range(csv_table& from, tables& into)
{
    while (from.next())
        into.surgical_ranges_.emplace_back(from.code(0), from.code(1));
}

void table_builder::read_candidate_roles(csv_table& from, tables& into)
{
    while (from.next()) {
        into.roles_.emplace_back(
            from.code(0),
            from.word<candidate_role>(
                1, {{"last-resort", candidate_role::last_resort}, {"never", candidate_role::never}}
            )
        );
    }
}

/// NCCI withdraws an edit by giving it a deletion date that is its effective date: such a row never held.
template <setting File>
void table_builder::read_ptp(csv_table& from, tables& into)
{
    constexpr validity never{fhir::day::max(), fhir::day::min()};
    auto& rows = into.ptp_[static_cast<std::size_t>(File)];
    rows.reserve(static_cast<std::size_t>(std::ranges::count(from.bytes(), '\n')));
    while (from.next()) {
        const validity dates = from.dates(3, 4);
        rows.push_back(
            {from.code(0), from.code(1), from.one_of(2, "019"), dates.effective == dates.last ? never : dates}
        );
    }
}

template <setting File>
void table_builder::read_mue(csv_table& from, tables& into)
{
    auto& rows = into.mue_[static_cast<std::size_t>(File)];
    while (from.next())
        rows.push_back({from.code(0), from.number(1, 1'000'000), from.one_of(2, "123")});
}

void table_builder::read_fees(csv_table& from, tables& into)
{
    constexpr std::string_view digits = "0123456789";
    while (from.next()) {
        into.fees_.push_back(
            {from.code(0),
             std::string{from.text(1)},
             from.filled(2),
             from.filled(4),
             from.one_of(3, digits),
             from.one_of(5, digits),
             from.one_of(6, digits),
             from.one_of(7, digits),
             from.one_of(8, digits),
             from.one_of(9, digits)}
        );
    }
}

void table_builder::read_global_periods(csv_table& from, tables& into)
{
    constexpr std::uint32_t most_days = 366;
    while (from.next()) {
        if (from.code(1) < from.code(0)) from.fail(1, "a code not before the first");
        into.global_periods_.push_back({from.code(0), from.code(1), from.number(2, most_days)});
    }
}

void table_builder::read_global_modifiers(csv_table& from, tables& into)
{
    while (from.next()) {
        if (from.text(0).size() != 2) from.fail(0, "a modifier of two characters");
        into.global_modifiers_.push_back({from.filled(0), from.yes(1), from.yes(2)});
    }
}

void table_builder::read_modifiers(csv_table& from, tables& into)
{
    while (from.next()) {
        if (from.text(0).size() != 2) from.fail(0, "a modifier of two characters");
        const auto side = from.word<std::string>(4, {{"", ""}, {"right", "right"}, {"left", "left"}});
        into.modifiers_.push_back({from.filled(0), std::string{from.text(1)}, from.yes(2), from.yes(3), side});
    }
}

void table_builder::read_systems(csv_table& from, tables& into)
{
    while (from.next()) {
        const auto system = from.word<code_system>(
            0,
            {{"cpt", code_system::cpt},
             {"hcpcs", code_system::hcpcs},
             {"icd10cm", code_system::icd10cm},
             {"icd10pcs", code_system::icd10pcs},
             {"snomed", code_system::snomed},
             {"loinc", code_system::loinc},
             {"place-of-service", code_system::place_of_service},
             {"nucc", code_system::nucc},
             {"npi", code_system::npi}}
        );
        into.systems_.push_back({from.filled(1), system, from.yes(2), look_of(from.text(1))});
    }
    std::ranges::stable_sort(into.systems_, {}, &tables::system_row::look);
}

void table_builder::read_places(csv_table& from, tables& into)
{
    while (from.next()) {
        const std::string place = from.filled(0);
        if (from.yes(1)) into.usual_places_.push_back(place);
        if (from.yes(2)) into.inpatient_places_.push_back(place);
    }
}

void table_builder::read_documents(csv_table& from, tables& into)
{
    while (from.next()) {
        into.documents_.emplace_back(
            from.filled(0),
            from.word<document_worth>(
                1, {{"accepted", document_worth::accepted}, {"evidence-only", document_worth::evidence_only}}
            )
        );
        if (from.yes(2)) into.indications_.push_back(from.filled(0));
    }
}

void table_builder::read_terms(csv_table& from, tables& into)
{
    static constexpr std::string_view kinds[] = {
        "device", "site", "reason", "negation", "act-negation", "prefabricated", "right", "left", "bone"};
    while (from.next()) {
        if (std::ranges::find(kinds, from.text(0)) == std::end(kinds)) from.fail(0, "a kind of term");
        into.terms_.push_back({from.filled(0), act_or_any(from, 1), site_or_any(from, 2), from.filled(3)});
    }
}

void table_builder::read_reasons(csv_table& from, tables& into)
{
    while (from.next()) {
        std::string prefix = from.filled(1);
        std::erase(prefix, '.');
        into.reasons_.push_back({act_in(from, 0), std::move(prefix), std::string{from.text(2)}});
    }
}

void table_builder::read_body_sites(csv_table& from, tables& into)
{
    while (from.next()) {
        const std::string code = from.filled(0);
        const auto side = from.word<std::string>(1, {{"", ""}, {"right", "right"}, {"left", "left"}});
        if (!side.empty()) into.sides_.emplace_back(code, side);
        if (from.yes(2)) into.bones_.push_back(code);
        if (const auto site = site_or_any(from, 3)) into.sites_.emplace_back(code, *site);
    }
}

void table_builder::read_specialties(csv_table& from, tables& into)
{
    while (from.next())
        into.specialties_.push_back(from.filled(0));
}

std::span<const table_builder::kind> table_builder::kinds()
{
    static const kind all[] = {
        {"add-on-edits", {"type", "add_on", "primary", "effective", "deleted"}, read_add_on_edits},
        {"body-sites", {"snomed", "side", "bone", "site"}, read_body_sites},
        {"candidate-roles", {"code", "role"}, read_candidate_roles},
        {"codes", {"code", "effective", "deleted"}, read_codes},
        {"document-types", {"loinc", "worth", "indications"}, read_documents},
        {"family", {"code", "act", "site", "effective", "deleted"}, read_family},
        {"global-modifiers", {"modifier", "allowed", "begins"}, read_global_modifiers},
        {"global-periods", {"first", "last", "days"}, read_global_periods},
        {"modifiers", {"modifier", "finding", "ncci", "separate_site", "side"}, read_modifiers},
        {"mue-outpatient-hospital", {"code", "units", "adjudication"}, read_mue<setting::outpatient_hospital>},
        {"mue-practitioner", {"code", "units", "adjudication"}, read_mue<setting::practitioner>},
        {"pfs-indicators",
         {"code", "modifier", "status", "pctc", "global", "multiple", "bilateral", "assistant", "co_surgeons", "team"},
         read_fees},
        {"places-of-service", {"place", "usual", "inpatient"}, read_places},
        {"ptp-outpatient-hospital",
         {"column1", "column2", "indicator", "effective", "deleted"},
         read_ptp<setting::outpatient_hospital>},
        {"ptp-practitioner",
         {"column1", "column2", "indicator", "effective", "deleted"},
         read_ptp<setting::practitioner>},
        {"reasons", {"act", "prefix", "seventh"}, read_reasons},
        {"specialties", {"prefix"}, read_specialties},
        {"surgical-range", {"first", "last"}, read_surgical_range},
        {"systems", {"system", "uri", "canonical"}, read_systems},
        {"terms", {"kind", "act", "site", "pattern"}, read_terms},
    };
    return all;
}

}  // namespace marrow::mappings
