#include "mappings/tables.hpp"

#include "known_tables.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <set>

namespace marrow::mappings {

BOOST_FIXTURE_TEST_SUITE(tables_, known_tables)

BOOST_AUTO_TEST_CASE(every_table_is_built_in_with_source_date_and_rows)
{
    const struct {
        std::string_view name;
        std::size_t rows;
        std::string_view date;
    } expected[] = {
        {"add-on-edits", 7465, "2024-06-03"},
        {"body-sites", 78, "2026-11-24"},
        {"candidate-roles", 5, "2026-11-24"},
        {"codes", 6, "2026-11-24"},
        {"document-types", 19, "2026-11-24"},
        {"family", 6, "2026-11-24"},
        {"findings", 59, "2026-11-24"},
        {"global-modifiers", 9, "2026-11-24"},
        {"global-periods", 903, "2024-12-23"},
        {"modifiers", 57, "2024-07-01"},
        {"mue-outpatient-hospital", 6, "2024-07-01"},
        {"mue-practitioner", 6, "2024-07-01"},
        {"pfs-indicators", 6, "2024-01-01"},
        {"places-of-service", 52, "2024-06-01"},
        {"ptp-outpatient-hospital", 2035, "2024-07-01"},
        {"ptp-practitioner", 2137, "2024-07-01"},
        {"reasons", 26, "2026-11-24"},
        {"specialties", 1, "2026-11-24"},
        {"surgical-range", 1, "2026-11-24"},
        {"systems", 66, "2026-11-24"},
        {"terms", 36, "2026-11-24"},
    };
    BOOST_REQUIRE_EQUAL(known.list().size(), std::size(expected));
    for (std::size_t i = 0; i < std::size(expected); ++i) {
        const table_info& info = known.list()[i];
        BOOST_TEST_CONTEXT(expected[i].name)
        {
            BOOST_TEST(info.name == expected[i].name);
            BOOST_TEST(info.rows == expected[i].rows);
            BOOST_TEST(info.date == expected[i].date);
            BOOST_TEST(info.origin == "built in");
            BOOST_TEST(!info.source.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(loading_is_quick_enough_to_be_part_of_the_start)
{
    const auto start = std::chrono::steady_clock::now();
    BOOST_TEST(tables::load().has_value());
    const auto took = std::chrono::steady_clock::now() - start;
    BOOST_TEST((took < std::chrono::milliseconds{500}));  // 5 ms; the rest is for sanitizers and a busy machine
}

BOOST_AUTO_TEST_CASE(add_on_codes_have_their_type_and_primaries)
{
    const struct {
        std::string_view code;
        std::uint8_t type;
        std::size_t primaries;
    } rows[] = {
        {"20700", 1, 76},
        {"20701", 3, 42},
        {"20702", 1, 39},
        {"20703", 3, 16},
        {"20704", 1, 31},
        {"20705", 3, 99},
        {"99292", 1, 1},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.code)
        {
            const auto edits = known.edits_of(row.code);
            BOOST_TEST(edits.size() == row.primaries);
            BOOST_TEST(std::ranges::all_of(edits, [&](const auto& e) { return e.type == row.type; }));
            BOOST_TEST(known.is_add_on(row.code));
        }
    }
    for (const std::string_view other : {"20680", "27470", "", "2070", "207030", "99999"}) {
        BOOST_TEST_CONTEXT(other) BOOST_TEST(!known.is_add_on(other));
    }
}

BOOST_AUTO_TEST_CASE(the_primaries_of_an_add_on_are_those_of_its_own_row)
{
    const auto lists = [this](std::string_view add_on, std::string_view primary) {
        return std::ranges::any_of(known.edits_of(add_on), [&](const auto& e) { return e.primary == primary; });
    };
    for (const std::string_view both : {"24430", "25400", "25515", "25525", "27470", "27720"}) {
        BOOST_TEST_CONTEXT(both) BOOST_TEST((lists("20702", both) && lists("20703", both)));
    }
    BOOST_TEST(lists("20702", "27506"));
    BOOST_TEST(!lists("20703", "27506"));
    BOOST_TEST(!lists("20703", "20680"));
}

BOOST_AUTO_TEST_CASE(an_add_on_whose_primary_the_contractor_says_has_a_row_without_primary)
{
    const auto open = known.edits_of("0054T");
    BOOST_REQUIRE_EQUAL(open.size(), 1u);
    BOOST_TEST(open[0].type == 2);
    BOOST_TEST(open[0].primary.empty());
}

BOOST_AUTO_TEST_CASE(a_row_holds_on_its_first_and_last_day_and_not_beside_them)
{
    const validity dates{day(2020, 1, 1), day(2022, 12, 31)};
    BOOST_TEST(!dates.holds_on(day(2019, 12, 31)));
    BOOST_TEST(dates.holds_on(day(2020, 1, 1)));
    BOOST_TEST(dates.holds_on(day(2022, 12, 31)));
    BOOST_TEST(!dates.holds_on(day(2023, 1, 1)));
    BOOST_TEST(validity{}.holds_on(day(1900, 1, 1)));
    BOOST_TEST(validity{}.holds_on(day(2999, 1, 1)));
}

BOOST_AUTO_TEST_CASE(the_family_is_one_code_for_each_act_and_site_from_2020_on)
{
    for (const act what : {act::insertion, act::removal}) {
        for (const device_site where : {device_site::deep, device_site::intramedullary, device_site::intra_articular}) {
            const family_code* code = known.family(what, where);
            BOOST_REQUIRE(code);
            BOOST_TEST(known.family(code->code) == code);
            BOOST_TEST(!known.dates_of(code->code)->holds_on(day(2019, 12, 31)));
            BOOST_TEST(known.dates_of(code->code)->holds_on(day(2020, 1, 1)));
        }
    }
    BOOST_TEST(known.family(act::removal, device_site::intramedullary)->code == "20703");
    BOOST_TEST(!known.family("20680"));
    BOOST_TEST(!known.dates_of("27470"));
}

BOOST_AUTO_TEST_CASE(candidates_are_surgical_codes_with_their_roles)
{
    for (const std::string_view surgical : {"10004", "20680", "27470", "69990"})
        BOOST_TEST(known.is_surgical(surgical));
    for (const std::string_view other : {"10003", "69991", "99213", "0596T", "J0670", "2747", "274700", ""}) {
        BOOST_TEST_CONTEXT(other) BOOST_TEST(!known.is_surgical(other));
    }
    BOOST_TEST((known.role_of("20680") == candidate_role::last_resort));
    for (const std::string_view never : {"11976", "11981", "11982", "11983"}) {
        BOOST_TEST((known.role_of(never) == candidate_role::never));
    }
    BOOST_TEST(!known.role_of("27470"));
    BOOST_TEST(known.code_of(candidate_role::last_resort) == "20680");
}

BOOST_AUTO_TEST_CASE(pairs_are_found_in_either_order_with_the_columns_of_their_file)
{
    const auto practitioner = known.ptp(setting::practitioner, "11982", "20703");
    BOOST_REQUIRE_EQUAL(practitioner.size(), 1u);
    BOOST_TEST(practitioner[0]->column1 == "20703");
    BOOST_TEST(practitioner[0]->indicator == '1');
    const auto hospital = known.ptp(setting::outpatient_hospital, "20703", "11982");
    BOOST_REQUIRE_EQUAL(hospital.size(), 1u);
    BOOST_TEST(hospital[0]->column1 == "11982");
    for (const setting file : {setting::practitioner, setting::outpatient_hospital}) {
        BOOST_TEST(known.ptp(file, "20703", "20680").front()->column1 == "20680");
        BOOST_TEST(known.ptp(file, "20702", "20703").empty());
        BOOST_TEST(known.ptp(file, "20703", "27470").empty());
    }
    BOOST_TEST(known.ptp(setting::practitioner, "11982", "20702").front()->indicator == '0');
    BOOST_TEST(known.ptp_of(setting::practitioner, "20703").size() == 268u);
}

BOOST_AUTO_TEST_CASE(a_withdrawn_pair_never_held_and_a_deleted_one_holds_to_its_day)
{
    const auto rows = known.ptp(setting::practitioner, "20703", "99217");
    BOOST_REQUIRE_EQUAL(rows.size(), 2u);
    for (const ptp_edit* row : rows) {
        BOOST_TEST(row->dates.holds_on(day(2022, 12, 31)) == (row->indicator == '1'));
        BOOST_TEST(!row->dates.holds_on(day(2023, 1, 1)));
        if (row->indicator == '9') BOOST_TEST(!row->dates.holds_on(day(2020, 1, 1)));
    }
}

BOOST_AUTO_TEST_CASE(units_and_fee_schedule_know_the_family)
{
    for (const std::string_view code : {"20700", "20701", "20702", "20703", "20704", "20705"}) {
        BOOST_TEST_CONTEXT(code)
        {
            for (const setting file : {setting::practitioner, setting::outpatient_hospital}) {
                BOOST_TEST(known.mue(file, code)->units == 1u);
                BOOST_TEST(known.mue(file, code)->adjudication == '3');
            }
            const fee_indicators* fees = known.fee_schedule(code);
            BOOST_REQUIRE(fees);
            BOOST_TEST(fees->global == "ZZZ");
            for (const char indicator : {fees->bilateral, fees->assistant, fees->co_surgeons, fees->team}) {
                BOOST_TEST(indicator == '0');
            }
        }
    }
    BOOST_TEST(!known.mue(setting::practitioner, "27470"));
    BOOST_TEST(!known.fee_schedule("27470"));
}

BOOST_AUTO_TEST_CASE(modifiers_say_what_they_mean_on_an_add_on)
{
    const struct {
        std::string_view modifier;
        std::string_view finding;
        bool ncci;
        bool separate_site;
        std::string_view side;
    } rows[] = {
        {"51", "modifier-51-on-add-on", false, false, ""},
        {"50", "modifier-50-on-add-on", false, false, ""},
        {"62", "modifier-not-permitted", false, false, ""},
        {"66", "modifier-not-permitted", false, false, ""},
        {"80", "modifier-needs-documentation", false, false, ""},
        {"AS", "modifier-needs-documentation", false, false, ""},
        {"26", "modifier-not-applicable", false, false, ""},
        {"TC", "modifier-not-applicable", false, false, ""},
        {"56", "modifier-not-applicable", false, false, ""},
        {"59", "", true, true, ""},
        {"XS", "", true, true, ""},
        {"XU", "", true, false, ""},
        {"RT", "", true, false, "right"},
        {"LT", "", true, false, "left"},
        {"78", "", true, false, ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.modifier)
        {
            const modifier_row* found = known.modifier(row.modifier);
            BOOST_REQUIRE(found);
            BOOST_TEST(found->finding == row.finding);
            BOOST_TEST(found->ncci == row.ncci);
            BOOST_TEST(found->separate_site == row.separate_site);
            BOOST_TEST(found->side == row.side);
        }
    }
    BOOST_TEST(!known.modifier("22"));
}

BOOST_AUTO_TEST_CASE(code_systems_are_known_by_every_spelling)
{
    const struct {
        std::string_view uri;
        code_system system;
        bool canonical;
    } rows[] = {
        {"http://www.ama-assn.org/go/cpt", code_system::cpt, true},
        {"https://www.ama-assn.org/go/cpt", code_system::cpt, false},
        {"http://www.ama-assn.org/go/cpt/", code_system::cpt, false},
        {"HTTP://WWW.AMA-ASSN.ORG/GO/CPT", code_system::cpt, false},
        {"http://www.ama-assn.org/go/cpt//", code_system::unknown, false},
        {"http://www.ama-assn.org/go/cpt2", code_system::unknown, false},
        {"urn:oid:2.16.840.1.113883.6.12", code_system::cpt, false},
        {"2.16.840.1.113883.6.12", code_system::cpt, false},
        {"urn:oid:2.16.840.1.113883.6.1", code_system::loinc, false},
        {"http://terminology.hl7.org/CodeSystem/cpt", code_system::cpt, false},
        {"http://terminology.hl7.org/CodeSystem/CPT", code_system::cpt, false},
        {"http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", code_system::hcpcs, true},
        {"https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", code_system::hcpcs, false},
        {"hhttps://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", code_system::hcpcs, false},
        {"https://bluebutton.cms.gov/resources/codesystem/hcpcs", code_system::hcpcs, false},
        {"http://hl7.org/fhir/sid/icd-10-cm", code_system::icd10cm, true},
        {"http://hl7.org/fhir/sid/icd-10", code_system::icd10cm, false},
        {"http://www.cms.gov/Medicare/Coding/ICD10", code_system::icd10pcs, true},
        {"http://hl7.org/fhir/sid/icd-10-pcs", code_system::icd10pcs, false},
        {"http://snomed.info/sct", code_system::snomed, true},
        {"http://loinc.org", code_system::loinc, true},
        {"http://loinc.org/", code_system::loinc, false},
        {"http://terminology.hl7.org/CodeSystem/c80-doc-typecodes", code_system::loinc, false},
        {"https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set",
         code_system::place_of_service,
         true},
        {"https://www.cms.gov/medicare/coding/place-of-service-codes/place_of_service_code_set.html",
         code_system::place_of_service,
         false},
        {"http://terminology.hl7.org/CodeSystem/ex-serviceplace", code_system::place_of_service, false},
        {"http://nucc.org/provider-taxonomy", code_system::nucc, true},
        {"http://hl7.org/fhir/sid/us-npi", code_system::npi, true},
        {"", code_system::unknown, false},
        {"http://", code_system::unknown, false},
        {"/", code_system::unknown, false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.uri)
        {
            const system_uri found = known.system_of(row.uri);
            BOOST_TEST((found.system == row.system));
            BOOST_TEST(found.canonical == row.canonical);
            BOOST_TEST(found.listed.empty() == (row.system == code_system::unknown));
            if (row.canonical) BOOST_TEST(known.canonical_of(row.system) == row.uri);
        }
    }
    BOOST_TEST(known.canonical_of(code_system::unknown).empty());
    BOOST_TEST(name_of(code_system::icd10pcs) == "ICD-10-PCS");
}

BOOST_AUTO_TEST_CASE(places_documents_and_specialties_are_told_apart)
{
    for (const std::string_view place : {"19", "21", "22", "24"})
        BOOST_TEST(known.is_usual_place(place));
    for (const std::string_view place : {"11", "23", "2", "99", ""})
        BOOST_TEST(!known.is_usual_place(place));
    BOOST_TEST(known.is_inpatient_place("21"));
    BOOST_TEST(!known.is_inpatient_place("22"));

    for (const std::string_view type :
         {"11504-8", "34868-0", "28570-0", "59771-6", "10223-6", "29554-3", "10217-8", "59768-2"}) {
        BOOST_TEST((known.worth_of(type) == document_worth::accepted));
    }
    for (const std::string_view type :
         {"18748-4",
          "34117-2",
          "11488-4",
          "18842-5",
          "11506-3",
          "34133-9",
          "11526-1",
          "11502-2",
          "57133-1",
          "10219-4",
          "10218-6"}) {
        BOOST_TEST((known.worth_of(type) == document_worth::evidence_only));
    }
    BOOST_TEST((known.worth_of("8724-7") == document_worth::none));

    BOOST_TEST(known.is_usual_specialty("207X00000X"));
    BOOST_TEST(known.is_usual_specialty("207XX0005X"));
    BOOST_TEST(!known.is_usual_specialty("207R00000X"));
}

BOOST_AUTO_TEST_CASE(diagnoses_are_reasons_by_their_beginning_and_seventh_character)
{
    const struct {
        std::string_view code;
        bool removal;
        bool insertion;
    } rows[] = {
        {"M86.651", true, true},   {"M86651", true, true},    {"m86.651", true, true},    {"M86", true, true},
        {"T84.620A", true, true},  {"T84.114A", true, false}, {"T84.51XA", false, true},  {"T84.0", false, false},
        {"Z47.2", true, false},    {"Z47.89", true, false},   {"Z47.8", false, false},    {"Z45.89", true, false},
        {"S72.301K", true, true},  {"S72301k", true, true},   {"S72.301P", true, true},   {"S72.301A", false, false},
        {"S72.301B", false, true}, {"S72.301", false, false}, {"S62.301K", false, false}, {"S82.201N", true, true},
        {"E11.9", false, false},   {"", false, false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.code)
        {
            BOOST_TEST(known.is_reason(act::removal, row.code) == row.removal);
            BOOST_TEST(known.is_reason(act::insertion, row.code) == row.insertion);
        }
    }
}

BOOST_AUTO_TEST_CASE(body_sites_have_a_side_a_bone_or_a_site)
{
    BOOST_TEST(known.side_of("24028007") == "right");
    BOOST_TEST(known.side_of("7771000") == "left");
    BOOST_TEST(known.side_of("61396006") == "left");
    BOOST_TEST(known.side_of("71341001").empty());
    BOOST_TEST(known.is_bone("71341001"));
    BOOST_TEST(known.is_bone("12611008"));
    BOOST_TEST(!known.is_bone("49076000"));
    BOOST_TEST((known.site_of("49076000") == device_site::intra_articular));
    BOOST_TEST((known.site_of("8451008") == device_site::intramedullary));
    BOOST_TEST(!known.site_of("71341001"));
}

BOOST_AUTO_TEST_CASE(terms_are_well_formed_and_of_every_kind)
{
    std::set<std::string> kinds;
    for (const term& row : known.terms()) {
        BOOST_TEST_CONTEXT(row.kind << ": " << row.pattern)
        {
            kinds.insert(row.kind);
            BOOST_TEST(row.pattern.find("||") == std::string::npos);
            BOOST_TEST(row.pattern.find("  ") == std::string::npos);
            BOOST_TEST(!row.pattern.starts_with('|'));
            BOOST_TEST(!row.pattern.ends_with('|'));
            BOOST_TEST((row.kind != "site" || row.where.has_value()));
        }
    }
    const std::set<std::string> all{
        "act-negation", "bone", "device", "left", "negation", "prefabricated", "reason", "right", "site"};
    BOOST_TEST((kinds == all));
}

BOOST_AUTO_TEST_CASE(no_code_of_another_system_leads_to_a_cpt_code_by_itself)
{
    BOOST_TEST(known.mappings_of("http://www.cms.gov/Medicare/Coding/ICD10", "0QP804Z").empty());
    BOOST_TEST(known.mappings_of("http://snomed.info/sct", "8451008").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::mappings
