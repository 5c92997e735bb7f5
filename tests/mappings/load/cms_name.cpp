#include "mappings/load/cms_name.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::mappings {

BOOST_AUTO_TEST_SUITE(cms_name_)

BOOST_AUTO_TEST_CASE(the_name_says_kind_claim_type_date_and_part)
{
    const struct {
        std::string_view name;
        cms_kind kind;
        std::optional<setting> file;
        std::string_view date;
        std::string_view part;
    } rows[] = {
        {"AOC_V2024Q2-MCR.csv", cms_kind::add_on_edits, {}, "2024-04-01", ""},
        {"AOC_V2025Q4_01-MCR.txt", cms_kind::add_on_edits, {}, "2025-10-01", ""},
        {"in/dir ectory/AOC_V2026Q2-F-MCR.txt", cms_kind::add_on_edits, {}, "2026-04-01", ""},
        {"ccipra-v322r0-f1.TXT", cms_kind::ptp, setting::practitioner, "2026-07-01", "f1"},
        {"ccipra-v313r0-f4.TXT", cms_kind::ptp, setting::practitioner, "2025-10-01", "f4"},
        {"ccioph-v320r0-f2.txt", cms_kind::ptp, setting::outpatient_hospital, "2026-01-01", "f2"},
        {"medicare-ncci-2026q3-practitioner-ptp-edits.txt", cms_kind::ptp, setting::practitioner, "2026-07-01", ""},
        {"MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", cms_kind::mue, setting::practitioner, "2026-07-01", ""},
        {"MCR_MUE_OutpatientHospitalServices_Eff_10-01-2025.csv",
         cms_kind::mue,
         setting::outpatient_hospital,
         "2025-10-01",
         ""},
        {"PPRRVU25_JAN1.csv", cms_kind::relative_values, {}, "2025-01-01", ""},
        {"PPRRVU2026_Jul_nonQPP.csv", cms_kind::relative_values, {}, "2026-07-01", ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto read = read_cms_name(row.name);
            BOOST_REQUIRE(read);
            BOOST_TEST((read->kind == row.kind));
            BOOST_TEST((read->file == row.file));
            BOOST_TEST(read->date == row.date);
            BOOST_TEST(read->part == row.part);
            BOOST_TEST(read->base.find('/') == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_name_that_does_not_say_it_is_refused)
{
    for (const std::string_view name :
         {"",
          "edits.csv",
          "AOC-MCR.txt",
          "AOC_V2026Q5-MCR.txt",
          "AOC_V2026Q2-MCD.txt",
          "ccipra-vnext.txt",
          "ptp-v322r0.txt",
          "MCR_MUE_PractitionerServices.csv",
          "MCR_MUE_PractitionerServices_Eff_13-01-2026.csv",
          "MCR_MUE_DMESupplierServices_Eff_07-01-2026.csv",
          "PPRRVU.csv",
          "PPRRVU26_Summer.csv"}) {
        BOOST_TEST_CONTEXT(name)
        {
            const auto read = read_cms_name(name);
            BOOST_REQUIRE(!read);
            BOOST_TEST((read.error().kind == fhir::fault_kind::usage));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_odd_in_a_name_is_not_repeated)
{
    BOOST_TEST(read_cms_name("AOC \n<b>_V2026Q2-MCR.txt")->base == "AOC___b__V2026Q2-MCR.txt");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::mappings
