#include "../known_tables.hpp"
#include "mappings/load/csv_table.hpp"
#include "mappings/load/embedded.hpp"
#include "mappings/tables.hpp"
#include "table_directory.hpp"

#include <algorithm>

namespace marrow::mappings {

namespace {

const std::string top = "# source: a test\n# date: 2026-07-01\n";

const table_info* info_of(const tables& loaded, std::string_view name)
{
    const auto found = std::ranges::find(loaded.list(), name, &table_info::name);
    return found == loaded.list().end() ? nullptr : &*found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(load)

BOOST_AUTO_TEST_CASE(a_file_replaces_the_table_of_its_name_and_no_other)
{
    const table_directory directory;
    directory.put("mue-practitioner.csv", top + "code,units,adjudication\n20703,2,2\n");
    directory.put(".hidden", "nobody reads this");
    const auto loaded = tables::load(directory.path());
    BOOST_REQUIRE(loaded);
    BOOST_TEST(loaded->mue(setting::practitioner, "20703")->units == 2u);
    BOOST_TEST(!loaded->mue(setting::practitioner, "20702"));
    BOOST_TEST(loaded->mue(setting::outpatient_hospital, "20703")->units == 1u);
    BOOST_TEST(loaded->list().size() == built_in_tables().list().size());
    const table_info* info = info_of(*loaded, "mue-practitioner");
    BOOST_TEST(info->source == "a test");
    BOOST_TEST(info->date == "2026-07-01");
    BOOST_TEST(info->rows == 1u);
    BOOST_TEST(info->origin == directory.path() + "/mue-practitioner.csv");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_table_is_named)
{
    const struct {
        std::string_view file;
        std::string_view says;
    } rows[] = {
        {"mue.csv", "mue.csv: is no table"},
        {"README.txt", "README.txt: is no table"},
        {"map.json", "map.json: is no table"},
        {"findings.json", "findings.json: the findings are fixed"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.file)
        {
            const table_directory directory;
            directory.put(row.file, "x");
            const auto loaded = tables::load(directory.path());
            BOOST_REQUIRE(!loaded);
            BOOST_TEST((loaded.error().kind == fhir::fault_kind::usage));
            BOOST_TEST(loaded.error().text.find(row.says) != std::string::npos);
        }
    }
    BOOST_TEST(!tables::load("/no/such/directory"));
}

BOOST_AUTO_TEST_CASE(a_bad_file_is_refused_with_its_place)
{
    const struct {
        std::string_view file;
        std::string bytes;
        std::uint32_t line;
        std::uint32_t column;
    } rows[] = {
        {"codes.csv", "", 1, 1},
        {"codes.csv", "code,effective,deleted\n", 1, 1},
        {"codes.csv", "# source: a\n# date: yesterday\ncode,effective,deleted\n", 3, 1},
        {"codes.csv", top + "code,from,to\n", 3, 1},
        {"codes.csv", top + "code,effective,deleted\n20703,2020-01-01\n", 4, 1},
        {"codes.csv", top + "code,effective,deleted\n2070,,\n", 4, 1},
        {"codes.csv", top + "code,effective,deleted\n20703,2020-02-30,\n", 4, 7},
        {"codes.csv", top + "code,effective,deleted\n20703,,20201231\n", 4, 8},
        {"codes.csv", top + "code,effective,deleted\n20703,\"2020,\n", 4, 7},
        {"family.csv", top + "code,act,site,effective,deleted\n20703,removing,deep,,\n", 4, 7},
        {"add-on-edits.csv", top + "type,add_on,primary,effective,deleted\n1,20700,,,\n", 4, 9},
        {"add-on-edits.csv", top + "type,add_on,primary,effective,deleted\n2,20700,11010,,\n", 4, 9},
        {"add-on-edits.csv", top + "type,add_on,primary,effective,deleted\n4,20700,11010,,\n", 4, 1},
        {"ptp-practitioner.csv", top + "column1,column2,indicator,effective,deleted\n20703,11982,2,,\n", 4, 13},
        {"mue-practitioner.csv", top + "code,units,adjudication\n20703,-1,3\n", 4, 7},
        {"mue-practitioner.csv", top + "code,units,adjudication\n20703,1000001,3\n", 4, 7},
        {"mue-practitioner.csv", top + "code,units,adjudication\n20703,1,4\n", 4, 9},
        {"modifiers.csv", top + "modifier,finding,ncci,separate_site,side\nRTX,,yes,no,\n", 4, 1},
        {"modifiers.csv", top + "modifier,finding,ncci,separate_site,side\nRT,,maybe,no,\n", 4, 5},
        {"systems.csv", top + "system,uri,canonical\ncpt4,http://example.org,no\n", 4, 1},
        {"terms.csv", top + "kind,act,site,pattern\nword,,,x\n", 4, 1},
        {"terms.csv", top + "kind,act,site,pattern\ndevice,,,\n", 4, 10},
        {"conceptmap-x.json", "{\"resourceType\":\"ConceptMap\",}", 1, 30},
        {"conceptmap-x.json", "{\n \"resourceType\":\"Claim\"}", 1, 1},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.file << ": " << row.bytes)
        {
            const table_directory directory;
            directory.put(row.file, row.bytes);
            const auto loaded = tables::load(directory.path());
            BOOST_REQUIRE(!loaded);
            BOOST_TEST_CONTEXT(loaded.error().text)
            {
                BOOST_TEST((loaded.error().kind == fhir::fault_kind::usage));
                BOOST_TEST(loaded.error().text.find(row.file) != std::string::npos);
                BOOST_REQUIRE(loaded.error().at);
                BOOST_TEST(loaded.error().at->line == row.line);
                BOOST_TEST(loaded.error().at->column == row.column);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(rows_that_contradict_each_other_are_refused)
{
    const struct {
        std::string_view file;
        std::string bytes;
        std::string_view says;
    } rows[] = {
        {"mue-practitioner.csv", top + "code,units,adjudication\n20703,1,3\n20703,2,3\n", "20703"},
        {"modifiers.csv", top + "modifier,finding,ncci,separate_site,side\nRT,no-such,yes,no,\n", "no-such"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.file)
        {
            const table_directory directory;
            directory.put(row.file, row.bytes);
            const auto loaded = tables::load(directory.path());
            BOOST_REQUIRE(!loaded);
            BOOST_TEST(loaded.error().text.find(row.says) != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_file_beyond_the_bound_is_refused_unread)
{
    const table_directory directory;
    directory.put("codes.csv", "x");
    std::filesystem::resize_file(directory.path() + "/codes.csv", max_table_bytes + 1);
    const auto loaded = tables::load(directory.path());
    BOOST_REQUIRE(!loaded);
    BOOST_TEST(loaded.error().text.find("larger than 256 MB") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(five_million_rows_are_read_and_one_more_is_refused)
{
    std::string bytes = top + "prefix\n";
    for (std::size_t row = 0; row <= max_table_rows; ++row)
        bytes += "2\n";
    constexpr std::string_view columns[] = {"prefix"};
    const auto rows_of = [&](std::string_view text) {
        csv_table rows{{"specialties", "a file", text}, columns};
        while (rows.next()) {
        }
        return rows.finish();
    };
    BOOST_TEST(!rows_of(bytes));
    bytes.resize(bytes.size() - 2);
    BOOST_TEST(rows_of(bytes).value().rows == max_table_rows);
}

BOOST_AUTO_TEST_CASE(pairs_made_anew_after_a_deletion_keep_both_rows)
{
    const table_directory directory;
    directory.put(
        "ptp-practitioner.csv",
        top + "column1,column2,indicator,effective,deleted\n"
              "20703,11982,1,2024-01-01,\n20703,11982,0,2020-01-01,2021-12-31\n"
              "11982,20703,9,2019-01-01,2019-01-01\n"
    );
    const auto loaded = tables::load(directory.path());
    BOOST_REQUIRE(loaded);
    const auto rows = loaded->ptp(setting::practitioner, "11982", "20703");
    BOOST_REQUIRE_EQUAL(rows.size(), 3u);
    const auto held = [&](fhir::day date) {
        return std::ranges::count_if(rows, [&](const ptp_edit* row) { return row->dates.holds_on(date); });
    };
    BOOST_TEST(held(day(2019, 1, 1)) == 0);
    BOOST_TEST(held(day(2021, 12, 31)) == 1);
    BOOST_TEST(held(day(2022, 6, 1)) == 0);
    BOOST_TEST(held(day(2024, 1, 1)) == 1);
}

BOOST_AUTO_TEST_CASE(concept_maps_of_r4_and_r5_are_added)
{
    const table_directory directory;
    directory.put(
        "conceptmap-r4.json", R"({"resourceType":"ConceptMap","url":"http://example.org/r4","date":"2026-05-01",
      "group":[{"source":"http://hl7.org/fhir/sid/icd-10-pcs","target":"http://www.ama-assn.org/go/cpt","element":[
        {"code":"0QP804Z","target":[
          {"code":"20703","equivalence":"wider","dependsOn":[{"property":"http://hl7.org/fhir/Procedure#usedCode","value":"A"}]},
          {"code":"20680","equivalence":"wider"},
          {"code":"20694","equivalence":"unmatched"}]}]}]})"
    );
    directory.put("conceptmap-r5.json", R"({"resourceType":"ConceptMap",
      "group":[{"source":"urn:local","target":"urn:oid:2.16.840.1.113883.6.12","element":[
        {"code":"X1","target":[{"code":"20703","relationship":"equivalent","dependsOn":[
          {"attribute":"bodySite","valueCoding":{"code":"71341001"}},{"attribute":"device","valueCode":"B"}]}]}]}]})");
    const auto loaded = tables::load(directory.path());
    BOOST_REQUIRE(loaded);
    for (const std::string_view system :
         {"http://www.cms.gov/Medicare/Coding/ICD10", "http://hl7.org/fhir/sid/icd-10-pcs"}) {
        const auto mapped = loaded->mappings_of(system, "0QP804Z");
        BOOST_REQUIRE_EQUAL(mapped.size(), 2u);
        BOOST_TEST(mapped[0].target == "20703");
        BOOST_REQUIRE_EQUAL(mapped[0].depends_on.size(), 1u);
        BOOST_TEST(mapped[0].depends_on[0].property == "usedCode");
        BOOST_TEST(mapped[0].depends_on[0].value == "A");
        BOOST_TEST(mapped[1].depends_on.empty());
    }
    const auto local = loaded->mappings_of("urn:local", "X1");
    BOOST_REQUIRE_EQUAL(local.size(), 1u);
    BOOST_REQUIRE_EQUAL(local[0].depends_on.size(), 2u);
    BOOST_TEST(local[0].depends_on[0].value == "71341001");
    BOOST_TEST(local[0].depends_on[1].value == "B");
    BOOST_TEST(loaded->mappings_of("urn:local", "X2").empty());
    BOOST_TEST(info_of(*loaded, "conceptmap-r4")->source == "http://example.org/r4");
    BOOST_TEST(info_of(*loaded, "conceptmap-r4")->rows == 2u);
}

BOOST_AUTO_TEST_CASE(a_concept_map_that_leads_nowhere_we_know_is_refused)
{
    const std::string_view bodies[] = {
        R"("group":[{"target":"http://www.ama-assn.org/go/cpt"}])",
        R"("group":[{"source":"urn:x","target":"http://loinc.org"}])",
        R"("group":[{"source":"urn:x","target":"http://www.ama-assn.org/go/cpt","element":[{}]}])",
        R"("group":[{"source":"urn:x","target":"http://www.ama-assn.org/go/cpt","element":[{"code":"1","target":[{"code":"2070"}]}]}])",
        R"("group":[{"source":"urn:x","target":"http://www.ama-assn.org/go/cpt","element":[{"code":"1","target":[{"code":"20703","dependsOn":[{"property":"mood","value":"1"}]}]}]}])",
        R"("group":[{"source":"urn:x","target":"http://www.ama-assn.org/go/cpt","element":[{"code":"1","target":[{"code":"20703","dependsOn":[{"property":"device"}]}]}]}])",
    };
    for (const std::string_view body : bodies) {
        BOOST_TEST_CONTEXT(body)
        {
            const table_directory directory;
            directory.put("conceptmap-x.json", "{\"resourceType\":\"ConceptMap\",\n" + std::string{body} + "}");
            const auto loaded = tables::load(directory.path());
            BOOST_REQUIRE(!loaded);
            BOOST_REQUIRE(loaded.error().at);
            BOOST_TEST(loaded.error().at->line == 2u);
            BOOST_TEST(loaded.error().at->column > 1u);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_table_holds_more_than_codes)
{
    // A descriptor of a procedure is a phrase of words; the tables of codes have none, in no field.
    for (const fhir::embedded_file& file : embedded_files()) {
        const bool is_words = file.name == "terms.csv" || !file.name.ends_with(".csv");
        if (is_words) continue;
        csv_reader reader{file.bytes};
        while (reader.peek_line().starts_with('#'))
            reader.take_line();
        for (;;) {
            const auto more = reader.next();
            BOOST_REQUIRE(more);
            if (!*more) break;
            for (const auto& field : reader.fields()) {
                BOOST_TEST_CONTEXT(file.name << ": " << field.text)
                BOOST_REQUIRE(field.text.find(' ') == std::string_view::npos);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::mappings
