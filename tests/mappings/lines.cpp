#include "mappings/lines/claim_lists.hpp"
#include "mappings/lines/code_reader.hpp"
#include "mappings/lines/reader.hpp"
#include "tests/mappings/support.hpp"

using namespace marrow;
using namespace marrow::tests;

namespace {

std::vector<mappings::line> lines_in(const sent& what)
{
    return mappings::lines_of(*what.submission, built_in());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lines)

BOOST_AUTO_TEST_CASE(a_code_is_read_under_every_spelling)
{
    const struct {
        const char* name;
        const char* system;
        const char* code;
        const char* read;
        const char* modifiers;
        const char* remark;
    } rows[]{
        {"canonical", "http://www.ama-assn.org/go/cpt", "20703", "20703", "", ""},
        {"lower case, spaces", "http://www.ama-assn.org/go/cpt", " 0071u ", "0071U", "", ""},
        {"colon", "http://www.ama-assn.org/go/cpt", "20703:RT", "20703", "RT", ""},
        {"hyphen", "http://www.ama-assn.org/go/cpt", "20703-rt", "20703", "RT", ""},
        {"space, two", "http://www.ama-assn.org/go/cpt", "20703 59 LT", "20703", "59,LT", ""},
        {"HCPCS system",
         "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
         "20703",
         "20703",
         "",
         "code-system-alias"},
        {"level II", "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "G0517", "G0517", "", ""},
        {"OID", "urn:oid:2.16.840.1.113883.6.12", "20703", "20703", "", "code-system-alias"},
        {"no system", "", "20703", "20703", "", "code-system-alias"},
        {"foreign system", "http://hospital.example/codes", "20703", "", "", ""},
        {"too short", "http://www.ama-assn.org/go/cpt", "2070", "", "", "line-code-malformed"},
        {"letters", "http://www.ama-assn.org/go/cpt", "2O703", "", "", "line-code-malformed"},
        {"glued without mark", "http://www.ama-assn.org/go/cpt", "20703RT", "", "", "line-code-malformed"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const std::string system = *row.system ? "'system':'" + std::string{row.system} + "'," : "";
            const sent what{"{'coding':[{" + system + "'code':'" + row.code + "'}]}"};
            const mappings::code_reading read = mappings::read_code(what.document->root(), built_in());
            std::string modifiers;
            for (const auto& modifier : read.modifiers)
                modifiers += (modifiers.empty() ? "" : ",") + modifier.code;
            BOOST_TEST(read.code.code == row.read);
            BOOST_TEST(modifiers == row.modifiers);
            BOOST_TEST((read.remarks.empty() ? "" : read.remarks.front().code) == row.remark);
        }
    }
}

BOOST_AUTO_TEST_CASE(two_cpt_codings_that_differ_make_no_line)
{
    const sent what{claim_with("{'sequence':1,'servicedDate':'2026-03-02','productOrService':{'coding':["
                               "{'system':'http://www.ama-assn.org/go/cpt','code':'20703'},{'system':'http://"
                               "www.ama-assn.org/go/cpt','code':'20680'}]}}")};
    BOOST_TEST(lines_in(what).empty());
    BOOST_TEST(tells(told(what), "warning line-mapping-ambiguous Claim.item[0].productOrService"));
}

BOOST_AUTO_TEST_CASE(leaves_make_lines_where_the_package_has_no_code)
{
    const sent what{claim_with(
        "{'sequence':7,'servicedDate':'2026-03-02','productOrService':{'text':'package'},'detail':["
        "{'sequence':1,'productOrService':{'coding':[{'system':'http://www.ama-assn.org/go/cpt','code':'27470'}]}},"
        "{'sequence':2,'productOrService':{'text':'group'},'subDetail':[{'sequence':1,'quantity':{'value':2},"
        "'productOrService':{'coding':[{'system':'http://www.ama-assn.org/go/cpt','code':'20703'}]}}]}]}"
    )};
    const auto lines = lines_in(what);
    BOOST_REQUIRE(lines.size() == 2);
    BOOST_TEST(lines[0].label == "7.1");
    BOOST_TEST(lines[1].label == "7.2.1");
    BOOST_TEST(what.path(*lines[1].at) == "Claim.item[0].detail[1].subDetail[0]");
    BOOST_TEST(*lines[1].units == 2);
    BOOST_TEST(to_string(*lines[1].service) == "2026-03-02");
    BOOST_TEST(!tells(told(what), "line-not-mapped"));
}

BOOST_AUTO_TEST_CASE(units_are_positive_whole_numbers)
{
    const struct {
        const char* sent;
        std::int64_t read;  // 0: invalid
    } rows[]{{"1", 1}, {"1.0", 1}, {"2e0", 2}, {"0", 0}, {"-1", 0}, {"1.5", 0}, {"1e400", 0}, {"99999999999", 0}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.sent)
        {
            const sent what{claim_with(
                item_of("1", "27470", "'servicedDate':'2026-03-02','quantity':{'value':" + std::string{row.sent} + "}")
            )};
            BOOST_TEST(lines_in(what).front().units.value_or(0) == row.read);
            BOOST_TEST(tells(told(what), "units-invalid Claim.item[0].quantity") == (row.read == 0));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_quantity_that_is_no_number_is_not_shown)
{
    const sent what{claim_with(item_of("1", "27470", "'quantity':{'value':'Jane Roe'}"))};
    for (const fhir::issue& issue : mappings::decide(*what.submission, built_in(), {}).issues)
        BOOST_TEST(issue.text.find("Jane") == std::string::npos, issue.text);
}

BOOST_AUTO_TEST_CASE(the_date_comes_from_its_sources_in_order)
{
    const std::string procedure =
        procedure_of("a", "27470", "'status':'completed','performedDateTime':'2026-03-04T08:00:00-05:00'");
    const auto with = [&](const std::string& item, const std::string& claim) {
        return bundle_of(
            {claim_with(
                 item,
                 "'procedure':[{'sequence':1,'date':'2026-03-05','procedureReference':{'reference':'Procedure/a'}},"
                 "{'sequence':2,'date':'2026-03-05','procedureReference':{'display':'unknown'}}]," +
                     claim
             ),
             procedure}
        );
    };
    const struct {
        const char* name;
        std::string bundle;
        const char* date;
    } rows[]{
        {"the item's own date",
         with(item_of("1", "27470", "'procedureSequence':[1],'servicedDate':'2026-03-03'"), ""),
         "2026-03-03"},
        {"the item's period",
         with(item_of("1", "27470", "'servicedPeriod':{'start':'2026-03-03','end':'2026-03-04'}"), ""),
         "2026-03-03 to 2026-03-04"},
        {"a period with one end",
         with(item_of("1", "27470", "'servicedPeriod':{'end':'2026-03-04'}"), ""),
         "2026-03-04"},
        {"a year is no date",
         with(item_of("1", "27470", "'servicedDate':'2026','procedureSequence':[1]"), ""),
         "2026-03-04"},
        {"the Procedure", with(item_of("1", "27470", "'procedureSequence':[1]"), ""), "2026-03-04"},
        {"Claim.procedure.date", with(item_of("1", "27470", "'procedureSequence':[2]"), ""), "2026-03-05"},
        {"billablePeriod",
         with(
             item_of("1", "27470", "'net':{'value':1}"), "'billablePeriod':{'start':'2026-03-06','end':'2026-03-06'},"
         ),
         "2026-03-06"},
        {"longer billablePeriod",
         with(
             item_of("1", "27470", "'net':{'value':1}"), "'billablePeriod':{'start':'2026-03-06','end':'2026-03-07'},"
         ),
         ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const sent what{row.bundle};
            const auto lines = lines_in(what);
            BOOST_TEST((lines.front().service ? to_string(*lines.front().service) : "") == row.date);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_procedure_behind_an_item_is_no_second_line)
{
    const std::string procedure = procedure_of(
        "a", "27470", "'status':'completed','subject':{'reference':'Patient/p1'},'performedDateTime':'2026-03-02'"
    );
    const sent pointed{bundle_of(
        {claim_with(
             item_of("1", "27470", "'procedureSequence':[1]"),
             "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/a'}}],"
         ),
         procedure}
    )};
    BOOST_TEST(lines_in(pointed).size() == 1);
    const sent alike{bundle_of({procedure, claim_with(item_of("1", "27470"))})};
    BOOST_TEST(lines_in(alike).size() == 1);
    BOOST_TEST(lines_in(alike).front().procedures.size() == 1);
    const sent listed_only{bundle_of(
        {claim_with(
             item_of("1", "24430"), "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/a'}}],"
         ),
         procedure}
    )};
    BOOST_TEST(lines_in(listed_only).size() == 2);
}

BOOST_AUTO_TEST_CASE(lines_without_a_finding_are_answered_all_the_same)
{
    const sent what{claim_with(item_of("1", "27470"))};
    BOOST_TEST(told(what) == std::vector<std::string>{"information - Claim"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(claims_that_are_not_active_make_no_lines)
{
    for (const char* status : {"cancelled", "draft", "entered-in-error"}) {
        std::string claim = claim_with(
            item_of("1", "27470"), "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/a'}}],"
        );
        claim.replace(claim.find("active"), 6, status);
        const sent what{
            bundle_of({claim, procedure_of("a", "27470", "'status':'completed','performedDateTime':'2026-03-02'")})};
        BOOST_TEST(told(what).back() == "information no-lines Bundle");
    }
}

BOOST_AUTO_TEST_CASE(a_long_chain_of_contained_procedures_is_walked_without_recursion)
{
    std::string contained;
    for (int i = 0; i < 20000; ++i) {
        contained += (i ? "," : "") + std::string{"{'resourceType':'Procedure','id':'c"} + std::to_string(i) +
                     "','partOf':[{'reference':'#c" + std::to_string(i + 1) + "'}]}";
    }
    const sent what{"{'resourceType':'Procedure','contained':[" + contained + "],'partOf':[{'reference':'#c0'}]}"};
    BOOST_TEST(lines_in(what).empty());
}

BOOST_AUTO_TEST_CASE(sequences_may_be_strings_and_doubles_take_the_first)
{
    const sent what{claim_with(
        item_of("1", "27470", "'servicedDate':'2026-03-02','diagnosisSequence':['1']"),
        "'diagnosis':[{'sequence':1,'diagnosisCodeableConcept':{'coding':[{'system':'http://hl7.org/fhir/sid/"
        "icd-10-cm','code':'T84.7XXA'}]}},"
        "{'sequence':1,'diagnosisCodeableConcept':{'coding':[{'code':'Z47.2'}]}}],"
    )};
    const auto lines = lines_in(what);
    BOOST_REQUIRE(lines.front().diagnoses.size() == 1);
    BOOST_TEST(lines.front().diagnoses.front().code == "T84.7XXA");
    BOOST_TEST(tells(told(what), "warning sequence-duplicate Claim.diagnosis[1].sequence"));
}

BOOST_AUTO_TEST_SUITE_END()
