#include "mappings/earlier_line.hpp"
#include "tests/mappings/support.hpp"

using namespace marrow;
using namespace marrow::tests;

namespace {

mappings::kept_lines kept_of(const std::string& json)
{
    const sent what{json};
    return mappings::lines_to_keep(mappings::lines_of(*what.submission, built_in()), *what.submission);
}

using names = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(kept_lines)

BOOST_AUTO_TEST_CASE(a_line_is_kept_with_what_it_can_be_known_by)
{
    const auto kept = kept_of(bundle_of(
        {claim_with(
             item_of(
                 "1",
                 "27470",
                 "'servicedDate':'2026-03-02','modifier':[{'coding':[{'code':'RT'}]}],"
                 "'careTeamSequence':[1],'procedureSequence':[1]"
             ),
             "'id':'c1','identifier':[{'system':'urn:claims','value':'C|1'}],"
             "'careTeam':[{'sequence':1,'provider':{'reference':'Practitioner/d1'}}],"
             "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/s1'}}],"
         ),
         "{'resourceType':'Patient','id':'p1','name':[{'family':'Made-up'}],'birthDate':'1900-01-01',"
         "'identifier':[{'system':'urn:mrn','value':'M1'}]}",
         "{'resourceType':'Practitioner','id':'d1','identifier':[{'system':'urn:npi','value':'N1'}]}",
         procedure_of("s1", "27470", "'status':'completed'")}
    ));
    BOOST_TEST_REQUIRE(kept.lines.size() == 1U);
    const mappings::earlier_line& line = kept.lines.front();
    BOOST_TEST(line.code == "27470");
    BOOST_TEST(line.modifiers == names{"RT"}, boost::test_tools::per_element());
    BOOST_TEST(fhir::to_string(line.service) == "2026-03-02");
    BOOST_TEST(line.is_professional);
    const names patient{"Patient/p1", "Patient?identifier=urn:mrn|M1", "?identifier=urn:mrn|M1"};
    BOOST_TEST(line.patient == patient, boost::test_tools::per_element());
    const names practitioner{"Practitioner/d1", "Practitioner?identifier=urn:npi|N1", "?identifier=urn:npi|N1"};
    BOOST_TEST(line.practitioners == practitioner, boost::test_tools::per_element());
    const names claim{"Claim/c1", "Claim?identifier=urn:claims|C\\|1", "?identifier=urn:claims|C\\|1"};
    BOOST_TEST(line.from == claim, boost::test_tools::per_element());
    BOOST_TEST(line.procedures == names{"Procedure/s1"}, boost::test_tools::per_element());
    names replaced = claim;
    replaced.push_back("Procedure/s1");
    BOOST_TEST(kept.replaces == replaced, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_line_that_cannot_matter_later_is_not_kept)
{
    const std::string item = item_of("1", "27470");
    const std::string not_done = bundle_of(
        {claim_with(
             item_of("1", "27470", "'servicedDate':'2026-03-02','procedureSequence':[1]"),
             "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/s1'}}],"
         ),
         procedure_of("s1", "27470", "'status':'not-done'")}
    );
    const std::string usual = claim_with(item);
    const auto with = [&](std::string_view from, std::string_view to) {
        std::string text = usual;
        return text.replace(text.find(from), from.size(), to);
    };
    const struct {
        const char* name;
        std::string json;
        std::size_t kept;
    } rows[]{
        {"usual", usual, 1},
        {"no date", claim_with(item_of("1", "27470", "'unitPrice':{'value':1}")), 0},
        {"no patient", with("'patient':{'reference':'Patient/p1'},", ""), 0},
        {"a patient that only this message knows", with("Patient/p1", "#p"), 0},
        {"preauthorization", with("'use':'claim'", "'use':'preauthorization'"), 0},
        {"cancelled", with("'active'", "'cancelled'"), 0},
        {"not done", not_done, 0},
        {"a Procedure",
         procedure_of(
             "s1",
             "27470",
             "'status':'completed','subject':{'reference':'Patient/p1'},"
             "'performedDateTime':'2026-03-02'"
         ),
         1},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(kept_of(row.json).lines.size() == row.kept);
    BOOST_TEST(!kept_of(with("professional", "institutional")).lines.front().is_professional);
}

BOOST_AUTO_TEST_CASE(a_claim_replaces_itself_and_those_it_says_it_replaces_whether_it_makes_lines_or_not)
{
    const auto kept =
        kept_of("{'resourceType':'Claim','id':'c2','status':'cancelled','related':["
                "{'claim':{'reference':'Claim/c1'},'relationship':{'coding':[{'code':'prior'}]}},"
                "{'reference':{'system':'urn:claims','value':'C0'}},"
                "{'claim':{'reference':'Claim/other'},'relationship':{'coding':[{'code':'associated'}]}}]}");
    BOOST_TEST(kept.lines.empty());
    const names replaced{"Claim/c2", "Claim/c1", "Claim?identifier=urn:claims|C0"};
    BOOST_TEST(kept.replaces == replaced, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_of_one_line_are_bounded)
{
    std::string team;
    std::string numbers;
    for (int i = 1; i <= 40; ++i) {
        const std::string number = std::to_string(i);
        numbers += (i > 1 ? "," : "") + number;
        team += std::string{i > 1 ? "," : ""} + "{'sequence':" + number + ",'provider':{'reference':'Practitioner/" +
                number + "','identifier':{'system':'s','value':'" + number + "'}}}";
    }
    const auto kept = kept_of(claim_with(
        item_of("1", "27470", "'servicedDate':'2026-03-02','careTeamSequence':[" + numbers + "]"),
        "'careTeam':[" + team + "],"
    ));
    BOOST_TEST(kept.lines.front().practitioners.size() == mappings::most_names_kept);
}

BOOST_AUTO_TEST_SUITE_END()
