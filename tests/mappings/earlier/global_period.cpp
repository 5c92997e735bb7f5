#include "tests/mappings/earlier/received.hpp"

using namespace marrow;
using namespace marrow::tests;

namespace {

constexpr const char* finding = "warning global-period Claim.item[0]";

/// A claim of one line, by Practitioner/d1.
std::string surgery(const std::string& code, const std::string& date, const std::string& more = {})
{
    return claim_with(
        item_of("1", code, "'servicedDate':'" + date + "','careTeamSequence':[1]" + more),
        "'careTeam':[{'sequence':1,'provider':{'reference':'Practitioner/d1'}}],"
    );
}

std::string modified(const std::string& modifier)
{
    return ",'modifier':[{'coding':[{'code':'" + modifier + "'}]}]";
}

std::string with(std::string text, std::string_view from, std::string_view to)
{
    const std::size_t at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(global_period)

BOOST_AUTO_TEST_CASE(a_surgery_within_the_period_of_an_earlier_one_is_told)
{
    const std::string before = surgery("27470", "2026-01-01");
    const std::string after = surgery("27472", "2026-02-01");
    const std::string procedure = procedure_of(
        "s1", "27470", "'status':'completed','subject':{'reference':'Patient/p1'},'performedDateTime':'2026-01-01'"
    );
    const std::string pointing = with(
        with(after, "'careTeamSequence':[1]", "'careTeamSequence':[1],'procedureSequence':[1]"),
        "'careTeam'",
        "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/s1'}}],'careTeam'"
    );
    const std::string identified = "'identifier':[{'system':'urn:claims','value':'C1'}],'careTeam'";
    const struct {
        const char* name;
        std::string before;
        std::string now;
        bool told;
    } rows[]{
        {"a month after", before, after, true},
        {"the first day after", before, surgery("27472", "2026-01-02"), true},
        {"the same day", before, surgery("27472", "2026-01-01"), false},
        {"the last day", before, surgery("27472", "2026-04-01"), true},
        {"the day after that", before, surgery("27472", "2026-04-02"), false},
        {"before it", before, surgery("27472", "2025-12-31"), false},
        {"staged", before, surgery("27472", "2026-02-01", modified("58")), false},
        {"a return to the theatre", before, surgery("27472", "2026-02-01", modified("78")), false},
        {"unrelated", before, surgery("27472", "2026-02-01", modified("79")), false},
        {"the other side alone says nothing", before, surgery("27472", "2026-02-01", modified("LT")), true},
        {"care after it alone", before, surgery("27470", "2026-02-01", modified("55")), false},
        {"an assistant", before, surgery("27472", "2026-02-01", modified("AS")), false},
        {"a minor one", before, surgery("20610", "2026-02-01"), true},
        {"an add-on", before, surgery("20703", "2026-02-01"), false},
        {"a code without the concept", before, surgery("36415", "2026-02-01"), false},
        {"no surgery", before, surgery("99213", "2026-02-01"), false},
        {"after a minor one", surgery("20610", "2026-01-31"), after, false},
        {"after one of ten days", surgery("10060", "2026-01-22"), after, true},
        {"eleven days after that", surgery("10060", "2026-01-21"), after, false},
        {"after an add-on", surgery("20703", "2026-01-31"), after, false},
        {"after a staged one", surgery("27470", "2026-01-01", modified("58")), after, true},
        {"after a return to the theatre", surgery("27470", "2026-01-01", modified("78")), after, false},
        {"after assisting", surgery("27470", "2026-01-01", modified("80")), after, false},
        {"another practitioner", with(before, "Practitioner/d1", "Practitioner/d2"), after, false},
        {"an unknown practitioner", with(before, ",'careTeamSequence':[1]", ""), after, true},
        {"another patient", with(before, "Patient/p1", "Patient/p2"), after, false},
        {"a hospital's claim before", with(before, "professional", "institutional"), after, false},
        {"a hospital's claim", before, with(after, "professional", "institutional"), false},
        {"to come", before, with(after, "'use':'claim'", "'use':'preauthorization'"), false},
        {"planned before", with(before, "'use':'claim'", "'use':'preauthorization'"), after, false},
        {"a Procedure before", procedure, after, true},
        {"the Procedure of the line itself", procedure, pointing, false},
        {"a Procedure after", before, with(procedure, "2026-01-01", "2026-02-01"), false},
        {"the same claim again", with(before, "'careTeam'", identified), with(after, "'careTeam'", identified), false},
        {"another claim",
         with(before, "'careTeam'", identified),
         with(after, "'careTeam'", "'identifier':[{'system':'urn:claims','value':'C2'}],'careTeam'"),
         true},
        {"the claim that replaces it",
         with(before, "'careTeam'", "'id':'c1','careTeam'"),
         with(after, "'careTeam'", "'related':[{'claim':{'reference':'Claim/c1'}}],'careTeam'"),
         false},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.name)
        {
            const received kept{{row.before}};
            BOOST_TEST(tells(kept.told_of(row.now), "global-period") == row.told);
        }
    BOOST_TEST(tells(received{{before}}.told_of(after), finding));
    BOOST_TEST(!tells(received{{}}.told_of(after), "global-period"));
}

BOOST_AUTO_TEST_CASE(claims_of_one_submission_are_held_against_each_other)
{
    const std::string before = surgery("27470", "2026-01-01");
    const std::string after = surgery("27472", "2026-02-01");
    const std::string procedure = procedure_of(
        "s1", "27470", "'status':'completed','subject':{'reference':'Patient/p1'},'performedDateTime':'2026-01-01'"
    );
    const std::string there = "warning global-period Bundle.entry[1].resource.item[0]";
    const struct {
        const char* name;
        std::string json;
        bool told;
    } rows[]{
        {"two claims", bundle_of({before, after}), true},
        {"a Procedure on no claim", bundle_of({procedure, after}), true},
        {"another practitioner", bundle_of({with(before, "/d1", "/d2"), after}), false},
        {"staged", bundle_of({before, surgery("27472", "2026-02-01", modified("58"))}), false},
        {"to come", bundle_of({with(before, "'use':'claim'", "'use':'preauthorization'"), after}), false},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(tells(told(sent{row.json}), there) == row.told);
    const std::string one_claim = claim_with(
        item_of("1", "27470", "'servicedDate':'2026-01-01'") + "," +
        item_of("2", "27472", "'servicedDate':'2026-02-01'")
    );
    BOOST_TEST(!tells(told(sent{one_claim}), "global-period"));
}

BOOST_AUTO_TEST_CASE(the_last_of_several_surgeries_is_named)
{
    const received kept{
        {surgery("27470", "2026-01-01"), surgery("27580", "2026-01-20"), surgery("23485", "2026-01-10")}};
    const sent now{surgery("27472", "2026-02-01")};
    for (const fhir::issue& each : mappings::decide(*now.submission, built_in(), {}, {}, kept.history).issues) {
        if (each.codings.empty() || each.codings.front().code != "global-period") continue;
        BOOST_TEST(each.text.find("27580 on 2026-01-20; the 90 days") != std::string::npos, each.text);
        BOOST_TEST(each.at.size() == 1U);
        return;
    }
    BOOST_ERROR("not told");
}

BOOST_AUTO_TEST_SUITE_END()
