#include "tests/mappings/support.hpp"

#include <set>

using namespace marrow;
using namespace marrow::tests;
using fhir::json::name;
using fhir::json::value;

namespace {

/// An add-on beside its primary; the Procedure of the add-on has a report and notes.
std::string submission()
{
    const std::string more = "'servicedDate':'2026-03-02','procedureSequence':[1],'careTeamSequence':[1]";
    return bundle_of(
        {claim_with(
             item_of("1", "27470") + "," + item_of("2", "20703", more) + "," + item_of("3", "73552"),
             "'careTeam':[{'sequence':1,'provider':{'reference':'Practitioner/a'}},{'sequence':2}],"
             "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/r'}}],"
         ),
         procedure_of("r", "20703", "'subject':{'reference':'Patient/p1'},'note':[{'text':'n'}]"),
         "{'resourceType':'Patient','id':'p1','name':[{'family':'Sample'}]}"}
    );
}

const value& resource(const sent& what, std::size_t entry)
{
    return what.document->root()[name::entry].items()[entry][name::resource];
}

std::vector<std::string> places_told(const sent& what, const std::vector<const value*>& broken)
{
    std::vector<std::string> out;
    for (const fhir::issue& issue : mappings::decide(*what.submission, built_in(), {}, broken).issues) {
        if (issue.codings.empty() || issue.codings.front().code != "line-rests-on-structural-error") continue;
        for (const value* at : issue.at)
            out.push_back(what.path(*at));
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(structure)

BOOST_AUTO_TEST_CASE(what_a_line_rests_on_is_told_and_nothing_else)
{
    const sent what{submission()};
    const value& claim = resource(what, 0);
    const value& line = claim[name::item].items()[1];
    const struct {
        const char* name;
        const value& broken;
        const char* told;
    } rows[]{
        {"the line itself", line, "item[1]"},
        {"its code", line[name::productOrService], "item[1].productOrService"},
        {"its date", line[name::servicedDate], "item[1].serviced"},
        {"a pointer", line[name::careTeamSequence].items()[0], "item[1].careTeamSequence[0]"},
        {"what a pointer leads to", claim[name::careTeam].items()[0][name::provider], "careTeam[0].provider"},
        {"its primary", claim[name::item].items()[0][name::servicedDate], "item[0].serviced"},
        {"its Procedure", resource(what, 1)[name::code], "code"},
        {"a note of its Procedure", resource(what, 1)[name::note], nullptr},
        {"what no pointer leads to", claim[name::careTeam].items()[1], nullptr},
        {"another line", claim[name::item].items()[2][name::servicedDate], nullptr},
        {"the Claim", claim, nullptr},
        {"the list of items", claim[name::item], nullptr},
        {"the Patient", resource(what, 2)[name::name], nullptr},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const std::vector<std::string> told = places_told(what, {&row.broken});
            BOOST_REQUIRE(told.empty() == !row.told);
            if (!row.told) continue;
            BOOST_TEST(told.front().ends_with(std::string{"resource."} + row.told));
            BOOST_TEST(told.back() == "Bundle.entry[0].resource.item[1]");
        }
    }
    BOOST_TEST(places_told(what, {}).empty());
}

BOOST_AUTO_TEST_CASE(without_a_primary_every_item_is_looked_at)
{
    const sent what{
        claim_with("{'sequence':1,'productOrService':'27470','servicedDate':'2026-03-02'}," + item_of("2", "20703"))};
    const value& code = what.document->root()[name::item].items()[0][name::productOrService];
    BOOST_TEST(places_told(what, {&code}).front() == "Claim.item[0].productOrService");
}

BOOST_AUTO_TEST_CASE(a_line_names_eight_elements_at_most_each_once)
{
    const sent what{submission()};
    const value& line = resource(what, 0)[name::item].items()[1];
    std::vector<const value*> broken;
    for (std::vector<const value*> open{&line}; !open.empty();) {
        const value& next = *open.back();
        open.pop_back();
        broken.insert(broken.end(), 2, &next);
        for (const value& each : next.items())
            open.push_back(&each);
    }
    BOOST_REQUIRE(broken.size() > 2 * 8);
    const std::vector<std::string> told = places_told(what, broken);
    BOOST_TEST(told.size() == 8u);
    BOOST_TEST(std::set<std::string>(told.begin(), told.end()).size() == told.size());
}

BOOST_AUTO_TEST_SUITE_END()
