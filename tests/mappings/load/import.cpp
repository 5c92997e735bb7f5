#include "mappings/load/import.hpp"

#include "../known_tables.hpp"
#include "mappings/load/csv.hpp"
#include "mappings/tables.hpp"
#include "table_directory.hpp"

#include <memory>

namespace marrow::mappings {

namespace {

const std::string aoc_fixed = "AOC_V2026Q2-F-MCR.txt";
const std::string aoc_sheet = "AOC_V2026Q2-MCR.csv";
const std::string ptp = "ccipra-v322r0-f1.TXT";
const std::string mue = "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv";
const std::string rvu = "PPRRVU2026_Jul_nonQPP.csv";

std::string padded(std::string line)
{
    line.resize(97, ' ');
    return line + "\r\n";
}

const std::string sheet_top = "\"A notice, of one\nor more lines\",,,,,,,\n"
                              "AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_"
                              "Edit_DelDT,Special_Instruction_Notes\n";

const std::string ptp_top = "A notice of \"some\" kind.\r\nColumn 1/Column 2 Edits\r\n"
                            "\t\t*=in existence\tEffective\tDeletion\tModifier\t\r\nColumn 1\tColumn 2\tprior to "
                            "1996\tDate\tDate\t0\tRationale\r\n";

const std::string mue_top =
    "\"A notice \xAE of\nthree\nlines\",,,\r\n\"HCPCS/\nCPT Code\",Practitioner Services MUE Values,"
    "MUE Adjudication Indicator,MUE Rationale\r\n";

const std::string rvu_top = "2026 file,,,,,,,,,,,,\nA notice,,,,,,,,,,,,\n"
                            ",,,,,,,,,BILAT,,,\n"
                            ",,,STATUS,PCTC,GLOB,PRE,MULT,PRIC,,ASST,CO-,TEAM\n"
                            "HCPCS,MOD,DESCRIPTION,CODE,IND,DAYS,OP,PROC,IND,SURG,SURG,SURG,SURG\n";

imported taken(std::string_view name, std::string_view bytes)
{
    const auto made = import_cms(name, bytes);
    BOOST_REQUIRE_MESSAGE(made, made.error().text);
    return *made;
}

std::string rows_of(const imported& made)
{
    std::size_t at = 0;
    for (int line = 0; line < 3; ++line)
        at = made.csv.find('\n', at) + 1;
    return made.csv.substr(at);
}

/// The tables with what was imported.
tables loaded_with(std::span<const imported> all)
{
    const table_directory directory;
    for (const imported& one : all)
        directory.put(one.table + ".csv", one.csv);
    auto loaded = tables::load(directory.path());
    BOOST_REQUIRE_MESSAGE(loaded, loaded.error().text);
    return std::move(*loaded);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(import)

BOOST_AUTO_TEST_CASE(add_on_edits_of_fixed_width_keep_type_code_and_dates)
{
    const imported made = taken(
        aoc_fixed,
        padded("320703       24430       2020001") + padded("320703       27470       20200012021365") +
            padded("22070320211  CCCCC").replace(6, 5, "     ") +
            padded("1201002022365201012022100202000120223650123") +
            padded("10071U       0070U20199992020001").replace(18, 7, "       ")
    );
    BOOST_TEST(made.table == "add-on-edits");
    BOOST_TEST(made.date == "2026-04-01");
    BOOST_TEST(made.source == "CMS NCCI add-on code edits, AOC_V2026Q2-F-MCR.txt");
    BOOST_TEST(made.rows == 5u);
    BOOST_TEST(
        rows_of(made) == "3,20703,24430,2020-01-01,\n3,20703,27470,2020-01-01,2021-12-31\n2,20703,,,\n"
                         "1,20100,20101,2020-01-01,2022-04-10\n1,0071U,0070U,2020-01-01,\n"
    );
}

BOOST_AUTO_TEST_CASE(add_on_edits_of_the_sheet_are_found_by_the_names_of_the_columns)
{
    const std::string expected = "3,20703,24430,2020-01-01,\n2,01953,,2020-01-01,2024-12-31\n";
    BOOST_TEST(
        rows_of(taken(
            aoc_sheet,
            sheet_top + "3,20703,,24430,,2020001,9999365,\n2,1953,,CCCCC,,2020001,2024366,see \"\"notes\"\"\n"
        )) == expected
    );
    BOOST_TEST(
        rows_of(taken(
            aoc_sheet,
            "notice\nAOC_EDIT_EFF_DT_JULIAN,primary_code,add-on_code,aoc_edit_type,aoc_edit_del_dt_julian\n"
            "2020001,24430,20703,3,\n2020001,CCCCC,1953,2,2024366\n"
        )) == expected
    );
    BOOST_TEST(
        rows_of(taken(
            "AOC_V2025Q4_01-MCR.txt",
            "AOC_Edit_Type\tAdd-On_Code\tPrimary_Code\tAOC_Edit_EffDT\tAOC_Edit_DelDT\n"
            "3\t20703\t24430\t2020001\t\n2\t01953\tCCCCC\t2020001\t2024366\n"
        )) == expected
    );
}

BOOST_AUTO_TEST_CASE(pairs_begin_after_the_heading_and_have_seven_columns)
{
    const imported made = taken(
        ptp,
        ptp_top +
            "20703\t11982\t\t20200101\t*\t1\tSome reason\r\n20703\t99217\t*\t20200101\t20221231\t1\tSome \"reason\"\r\n"
            "20703\t99211\t\t20200101\t20200101\t9\tSome reason\r\n"
    );
    BOOST_TEST(made.table == "ptp-practitioner");
    BOOST_TEST(made.date == "2026-07-01");
    BOOST_TEST(
        rows_of(made) == "20703,11982,1,2020-01-01,\n20703,99217,1,2020-01-01,2022-12-31\n"
                         "20703,99211,9,2020-01-01,2020-01-01\n"
    );
    BOOST_TEST(made.note.find("f1 to f4") != std::string::npos);
    const imported sheet = taken(
        "ccioph-v322r0.csv",
        "\"A notice\nof two lines\",,,,,,\nColumn 1,Column 2,x,y,z,Modifier,Rationale\n20680,20703,,20200101,*,1,\"a, "
        "b\"\n"
    );
    BOOST_TEST(sheet.table == "ptp-outpatient-hospital");
    BOOST_TEST(rows_of(sheet) == "20680,20703,1,2020-01-01,\n");
    BOOST_TEST(sheet.note.empty());
}

BOOST_AUTO_TEST_CASE(unit_limits_follow_a_notice_and_a_header_of_several_lines)
{
    const imported made = taken(
        mue,
        mue_top + "0001U,1,2 Date of Service Edit: Policy,Some reason\r\n20703,1,3 Date of Service Edit: Clinical,\"a, "
                  "b\"\r\n"
                  "100,12,1 Line Edit,x\r\n"
    );
    BOOST_TEST(made.table == "mue-practitioner");
    BOOST_TEST(made.date == "2026-07-01");
    BOOST_TEST(rows_of(made) == "0001U,1,2\n20703,1,3\n00100,12,1\n");
}

BOOST_AUTO_TEST_CASE(fee_schedule_columns_are_found_by_captions_above_each_other)
{
    const imported made = taken(
        rvu,
        rvu_top + "20703,,words,A,0,ZZZ,0,0,9,0,0,0,0\n20680,,\"words, too\",A,0,90,0,2,9,1,1,0,0\n"
                  "70010,26,words,A,6,0,0,2,9,0,0,0,0\n"
    );
    BOOST_TEST(made.table == "pfs-indicators");
    BOOST_TEST(made.date == "2026-07-01");
    BOOST_TEST(rows_of(made) == "20703,,A,0,ZZZ,0,0,0,0,0\n20680,,A,0,090,2,1,1,0,0\n70010,26,A,6,000,2,0,0,0,0\n");
}

BOOST_AUTO_TEST_CASE(blank_rows_that_a_spreadsheet_leaves_are_passed_over)
{
    BOOST_TEST(taken(aoc_sheet, sheet_top + ",,,,,,,\n3,20703,,24430,,,,\n, ,,,,,,\n").rows == 1u);
    BOOST_TEST(taken(mue, mue_top + "20703,1,3 x,y\r\n,,,\r\n").rows == 1u);
    BOOST_TEST(taken(rvu, rvu_top + "20703,,words,A,0,ZZZ,0,0,9,0,0,0,0\n,,,,,,,,,,,,\n").rows == 1u);
    BOOST_TEST(taken("ccioph-v322r0.csv", "x\n20680,20703,,20200101,*,1,\"a, b\"\n,,,,,,\n").rows == 1u);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_as_published_is_refused_at_its_place)
{
    const struct {
        std::string_view what;
        std::string name;
        std::string bytes;
        std::uint32_t line;
        std::uint32_t column;
    } rows[] = {
        {"line too long",
         aoc_fixed,
         padded("320703       24430") + "320703       24430" + std::string(80, ' ') + "\r\n",
         2,
         1},
        {"line too short", aoc_fixed, padded("320703       24430") + "320703\r\n", 2, 1},
        {"roman type", aoc_fixed, padded("320703       24430") + padded("I20703       24430"), 2, 1},
        {"code", aoc_fixed, padded("320703       24430") + padded("32070        24430"), 2, 2},
        {"date of the code", aoc_fixed, padded("3207032020367 24430").replace(13, 6, "24430 "), 1, 7},
        {"primary", aoc_fixed, padded("320703       2443X"), 1, 14},
        {"type 1 without primary", aoc_fixed, padded("120703       CCCCC"), 1, 14},
        {"type 2 with primary", aoc_fixed, padded("220703       24430"), 1, 14},
        {"date of effect",
         aoc_fixed,
         padded("320703       24430       20200101").replace(32, 1, " ").replace(25, 7, "2020400"),
         1,
         26},
        {"deletion", aoc_fixed, padded("320703       24430       2020001202000X"), 1, 33},
        {"sheet without header", aoc_sheet, "a,b\n1,2\n", 1, 1},
        {"sheet date", aoc_sheet, sheet_top + "3,20703,,24430,,1/1/2020,,\n", 4, 17},
        {"sheet row short", aoc_sheet, sheet_top + "3,20703,,24430\n", 4, 10},
        {"sheet type", aoc_sheet, sheet_top + "3,20703,,24430,,,,\nIII,20703,,24430,,,,\n", 5, 1},
        {"pair of six columns", ptp, ptp_top + "20703\t11982\t20200101\t*\t1\tSome reason\r\n", 5, 1},
        {"pair of bad code",
         ptp,
         ptp_top + "20703\t11982\t\t20200101\t*\t1\tx\r\n20703\t1198\t\t20200101\t*\t1\tx\r\n",
         6,
         7},
        {"pair without date", ptp, ptp_top + "20703\t11982\t\t\t*\t1\tx\r\n", 5, 14},
        {"pair of ordinal date", ptp, ptp_top + "20703\t11982\t\t2020001\t*\t1\tx\r\n", 5, 14},
        {"pair of bad deletion", ptp, ptp_top + "20703\t11982\t\t20200101\t20201301\t1\tx\r\n", 5, 23},
        {"pair of bad indicator", ptp, ptp_top + "20703\t11982\t\t20200101\t*\t2\tx\r\n", 5, 25},
        {"units without header", mue, "20703,1,3\n", 1, 1},
        {"units of half", mue, mue_top + "20703,0.5,3 x,y\r\n", 6, 7},
        {"units twice", mue, mue_top + "20703,1,3 x,y\r\n20703,1,3 x,y\r\n", 7, 1},
        {"adjudication", mue, mue_top + "20703,1,Line,y\r\n", 6, 9},
        {"units row short", mue, mue_top + "20703,1\r\n", 6, 7},
        {"open quote", mue, "\"A notice\n20703,1,3\n", 1, 1},
        {"fees without header", rvu, "20703,,words,A\n", 1, 1},
        {"fees without a column", rvu, "HCPCS,MOD,DESCRIPTION\n20703,,words\n", 1, 1},
        {"status", rvu, rvu_top + "20703,,words,AA,0,ZZZ,0,0,9,0,0,0,0\n", 6, 14},
        {"global", rvu, rvu_top + "20703,,words,A,0,,0,0,9,0,0,0,0\n", 6, 18},
        {"indicator", rvu, rvu_top + "20703,,words,A,0,ZZZ,0,0,9,0,0,0,\n", 6, 34},
        {"modifier", rvu, rvu_top + "20703,2,words,A,0,ZZZ,0,0,9,0,0,0,0\n", 6, 7},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            const auto made = import_cms(row.name, row.bytes);
            BOOST_REQUIRE(!made);
            BOOST_TEST_CONTEXT(made.error().text)
            {
                BOOST_TEST((made.error().kind == fhir::fault_kind::usage));
                BOOST_TEST(made.error().text.starts_with(row.name + ": "));
                BOOST_REQUIRE(made.error().at);
                BOOST_TEST(made.error().at->line == row.line);
                BOOST_TEST(made.error().at->column == row.column);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(archives_workbooks_and_empty_files_are_refused_with_what_to_do)
{
    for (const std::string& name :
         {std::string{"medicare-ncci-2026q3.zip"}, std::string{"AOC_V2026Q2-MCR.xlsx"}, mue}) {
        BOOST_TEST_CONTEXT(name)
        {
            const auto made = import_cms(name, "PK\x03\x04rest");
            BOOST_REQUIRE(!made);
            BOOST_TEST(made.error().text.find("save the sheet of a workbook as CSV") != std::string::npos);
        }
    }
    for (const std::string& name : {aoc_fixed, ptp, mue, rvu})
        BOOST_TEST(!import_cms(name, ""));
}

BOOST_AUTO_TEST_CASE(a_file_beyond_the_bound_is_refused_unread)
{
    const auto bytes = std::make_unique<char[]>(max_table_bytes + 1);
    const auto made = import_cms(mue, {bytes.get(), max_table_bytes + 1});
    BOOST_REQUIRE(!made);
    BOOST_TEST(made.error().text == mue + ": is larger than 256 MB.");
}

BOOST_AUTO_TEST_CASE(parts_of_one_file_become_one_table_and_others_are_refused)
{
    const std::string one = ptp_top + "11982\t20703\t\t20200101\t*\t1\tx\r\n";
    const std::string two = ptp_top + "20703\t99211\t\t20200101\t*\t1\tx\r\n";
    const cms_file parts[] = {{"ccipra-v322r0-f2.TXT", two}, {"ccipra-v322r0-f1.TXT", one}};
    const std::string units = mue_top + "20703,1,3 x,y\r\n";
    const cms_file files[] = {parts[0], parts[1], {mue, units}};
    const auto made = import_cms(files);
    BOOST_REQUIRE(made);
    BOOST_REQUIRE_EQUAL(made->size(), 2u);
    BOOST_TEST(
        made->at(1).source == "CMS NCCI procedure-to-procedure edits, ccipra-v322r0-f1.TXT ccipra-v322r0-f2.TXT"
    );
    BOOST_TEST(rows_of(made->at(1)) == "11982,20703,1,2020-01-01,\n20703,99211,1,2020-01-01,\n");
    BOOST_TEST(made->at(1).rows == 2u);

    const cms_file twice[] = {parts[0], parts[0]};
    BOOST_TEST(!import_cms(twice));
    const cms_file quarters[] = {parts[1], {"ccipra-v321r0-f2.TXT", two}};
    BOOST_TEST(!import_cms(quarters));
    const std::string row = padded("320703       24430");
    const cms_file editions[] = {{aoc_fixed, row}, {"AOC_V2025Q4-F-MCR.txt", row}};
    BOOST_TEST(!import_cms(editions));
}

BOOST_AUTO_TEST_CASE(what_was_imported_is_loaded_the_same)
{
    const std::string edits = padded("320703       24430       20200012021365") + padded("220704       CCCCC");
    const std::string pairs =
        ptp_top + "20703\t11982\t\t20200101\t20221231\t1\tx\r\n20703\t99211\t\t20200101\t20200101\t9\tx\r\n";
    const std::string units = mue_top + "20703,4,2 x,y\r\n";
    const std::string fees = rvu_top + "20703,,words,A,0,ZZZ,0,0,9,0,0,0,0\n20680,,words,A,0,90,0,2,9,1,1,0,0\n";
    const cms_file files[] = {{aoc_fixed, edits}, {ptp, pairs}, {mue, units}, {rvu, fees}};
    const auto made = import_cms(files);
    BOOST_REQUIRE(made);
    const tables loaded = loaded_with(*made);

    BOOST_REQUIRE_EQUAL(loaded.edits_of("20703").size(), 1u);
    BOOST_TEST(loaded.edits_of("20703")[0].primary == "24430");
    BOOST_TEST(loaded.edits_of("20703")[0].dates.holds_on(day(2021, 12, 31)));
    BOOST_TEST(!loaded.edits_of("20703")[0].dates.holds_on(day(2022, 1, 1)));
    BOOST_TEST(loaded.edits_of("20704")[0].primary.empty());
    BOOST_TEST(loaded.ptp(setting::practitioner, "11982", "20703")[0]->dates.holds_on(day(2022, 12, 31)));
    BOOST_TEST(!loaded.ptp(setting::practitioner, "20703", "99211")[0]->dates.holds_on(day(2020, 1, 1)));
    BOOST_TEST(loaded.mue(setting::practitioner, "20703")->units == 4u);
    BOOST_TEST(loaded.fee_schedule("20680")->global == "090");
    for (const imported& one : *made) {
        const auto info = std::ranges::find(loaded.list(), one.table, &table_info::name);
        BOOST_TEST_CONTEXT(one.table)
        {
            BOOST_TEST(info->rows == one.rows);
            BOOST_TEST(info->date == one.date);
            BOOST_TEST(info->source == one.source);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::mappings
