#include "adapter/render/audit_event.hpp"

#include "tests/fhir/validate/told.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow;
using namespace marrow::adapter::store;

namespace {

constexpr std::int64_t noon = 1'767'614'400'000;  // 2026-01-05T12:00:00Z

std::string rendered(const audit_event& what)
{
    std::string out;
    BOOST_TEST(adapter::append_audit_event({7, what.at, {}, {}, text_of(what)}, out));
    return out;
}

audit_event of_request(deed what)
{
    return {
        .what = what,
        .at = noon,
        .of = "Claim/a-1",
        .request = "r-1",
        .sender = "engine-1",
        .peer = "192.0.2.7",
        .node = "node-1",
        .status = 200};
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audit_event_as_fhir)

/// BALP takes two codes from outside the sets that R4 would rather have.
BOOST_AUTO_TEST_CASE(every_deed_is_a_valid_audit_event)
{
    const std::string of_balp = "warning code-not-in-extensible-set AuditEvent.";
    for (int number = 0; number <= static_cast<int>(deed::indexed); ++number) {
        audit_event what = of_request(static_cast<deed>(number));
        if (what.what == deed::refused) what.of = "Claim";
        for (const char* peer : {"192.0.2.7", ""}) {
            what.peer = peer;
            what.before = noon;
            what.patients = {"00ff", "11ee"};
            what.query = "identifier=00ff&_count=2";
            const std::string json = rendered(what);
            BOOST_TEST_CONTEXT(json)
            BOOST_TEST(
                tests::examined(json).told() ==
                (what.what == deed::exported ? of_balp + "subtype[0]; " : "") + of_balp + "entity[1].type"
            );
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_an_audit_event_would_be_seen)
{
    std::string json = rendered(of_request(deed::read));
    json.replace(json.find("\"action\":\"R\""), 12, "\"action\":\"X\"");
    BOOST_TEST(!tests::examined(json).told().empty());
}

BOOST_AUTO_TEST_CASE(a_submission_that_was_kept_is_a_create_by_the_client)
{
    audit_event what = of_request(deed::kept);
    what.patients = {"00ff"};
    const std::string json = rendered(what);
    for (const char* part :
         {R"({"resourceType":"AuditEvent","id":"7","meta":{"profile":["https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientCreate"]},"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest")",
          R"("subtype":[{"system":"http://hl7.org/fhir/restful-interaction","code":"create")",
          R"("action":"C","recorded":"2026-01-05T12:00:00.000Z","outcome":"0","agent":[)",
          R"("code":"110153","display":"Source Role ID"}]},"who":{"display":"engine-1"},"requestor":true,"network":{"address":"192.0.2.7","type":"2"}})",
          R"("code":"110152","display":"Destination Role ID"}]},"who":{"display":"Marrow"},"requestor":false,"network":{"address":"node-1","type":"1"}})",
          R"({"what":{"reference":"Claim/a-1"},"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"2")",
          R"("code":"XrequestId")",
          R"("what":{"identifier":{"value":"r-1"}}})",
          R"({"what":{"type":"Patient","identifier":{"value":"00ff"}},"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"1")"})
        BOOST_TEST(contains(json, part), part << " is not in " << json);
}

BOOST_AUTO_TEST_CASE(what_is_read_flows_to_the_client)
{
    const std::string json = rendered(of_request(deed::read));
    BOOST_TEST(contains(json, R"("code":"110152","display":"Destination Role ID"}]},"who":{"display":"engine-1"})"));
    BOOST_TEST(contains(json, R"("action":"R")"));
}

BOOST_AUTO_TEST_CASE(a_search_has_its_query_and_no_data)
{
    audit_event what = of_request(deed::searched);
    what.query = "code=1";
    const std::string json = rendered(what);
    BOOST_TEST(contains(json, R"("query":"T3BlcmF0aW9uT3V0Y29tZT9jb2RlPTE=")"), json);
    BOOST_TEST(!contains(json, "Claim/a-1"));
}

BOOST_AUTO_TEST_CASE(a_refusal_is_a_minor_failure)
{
    audit_event what = of_request(deed::kept);
    what.status = 422;
    BOOST_TEST(contains(rendered(what), R"("outcome":"4","outcomeDesc":"answered with 422")"));
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_server_is_a_serious_one)
{
    audit_event what = of_request(deed::refused);
    what.of = "Claim";
    what.status = 500;
    what.count = 12;
    const std::string json = rendered(what);
    BOOST_TEST(contains(json, R"("outcome":"8","outcomeDesc":"answered with 500")"), json);
    BOOST_TEST(contains(json, R"("entity":[{"what":{"type":"Claim","display":"a submission"})"), json);
    BOOST_TEST(contains(json, R"("detail":[{"type":"refused before it and not told","valueString":"12"}])"), json);
}

BOOST_AUTO_TEST_CASE(a_profile_is_named_where_it_is_kept)
{
    const struct {
        deed what;
        std::uint16_t status;
        std::vector<std::string> patients;
        const char* profile;
    } rows[] = {
        {deed::kept, 200, {}, "Create"},
        {deed::kept, 200, {"00"}, "PatientCreate"},
        {deed::kept, 200, {"00", "11"}, "Create"},
        {deed::kept, 422, {"00"}, nullptr},
        {deed::decided, 200, {"00"}, "PatientUpdate"},
        {deed::read, 200, {"00"}, "PatientRead"},
        {deed::read, 200, {}, "Read"},
        {deed::searched, 200, {"00"}, "PatientQuery"},
        {deed::refused, 400, {}, nullptr},
        {deed::purged, 0, {}, nullptr},
    };
    for (const auto& row : rows) {
        audit_event what = of_request(row.what);
        what.status = row.status;
        what.patients = row.patients;
        const std::string json = rendered(what);
        const std::string canonical = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
        const std::string meta = row.profile ? "\"meta\":{\"profile\":[\"" + canonical + row.profile + "\"]}" : "";
        BOOST_TEST(contains(json, meta), json);
        BOOST_TEST(contains(json, "\"meta\"") == (row.profile != nullptr), json);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_event_is_not_rendered)
{
    std::string out = "as before";
    for (const char* text : {"", "{", "{}", R"({"what":"danced"})"})
        BOOST_TEST(!adapter::append_audit_event({1, 0, {}, {}, text}, out));
    BOOST_TEST(out == "as before");
}

BOOST_AUTO_TEST_SUITE_END()
