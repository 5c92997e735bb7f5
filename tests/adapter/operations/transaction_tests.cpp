#include "tests/adapter/operations/interacting.hpp"
#include "tests/adapter/operations/parts.hpp"
#include "tests/adapter/store/memory_store.hpp"
#include "tests/adapter/store/postgres_place.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

// The Bundles that microsoft/fhir-server is tested with get the statuses that its tests expect, but for:
//
// - What fails a transaction is answered with 400, with 412 for a condition alone, or 422, not with the status that the
//   entry would have had (404 for a GET): servers "reject all resources and return an HTTP 400 or 500 type response"
//   (http.html, transaction processing rules).
// - DELETE and PATCH and searches of resources are not carried out: 405 and 404 in a batch. The standard leaves each to
//   the server; the CapabilityStatement says so.
// - An ifNoneExist or a conditional update without a system, as in identifier=234234, is 400: a server that cannot tell
//   how many resources answer to it must not create one.
// - A Bundle without type, or of an unknown one, is 422 (type is 1..1 and bound to a required value set), not 405 or
//   400.
// - A relative fullUrl, one that does not end in type and id of its resource, an empty system and an element that is
//   missing are errors of structure: 422.

using namespace marrow;
using namespace marrow::test;
using adapter::test::sample_named;

namespace {

std::string without_version(const std::string& location)
{
    return location.substr(0, location.find("/_history"));
}

std::string identified(std::string_view value)
{
    return R"(,"identifier":[{"system":"urn:x","value":")" + std::string{value} + "\"}]";
}

std::string create_unless(std::string_view criteria, const std::string& body = patient("p", identified("1")))
{
    return R"({"request":{"method":"POST","url":"Patient","ifNoneExist":")" + std::string{criteria} + "\"}" +
           resource(body) + "}";
}

std::string referring(std::string_view reference)
{
    return asking(
        "POST",
        "Basic",
        resource(
            R"({"resourceType":"Basic","code":{"text":"x"},"subject":{"reference":")" + std::string{reference} + "\"}}"
        )
    );
}

}  // namespace

BOOST_AUTO_TEST_SUITE(transactions)

BOOST_AUTO_TEST_CASE(all_is_created_and_each_entry_says_where)
{
    interacting_server server;
    const json_text told = server.post(as_interactions(sample_named("accepted"), "transaction"), 200);
    BOOST_TEST(told.text("type") == "transaction-response");
    const auto statuses = told.of_entries("response.status");
    BOOST_TEST(std::ranges::count(statuses, "201") == 14);
    BOOST_TEST(told.whole().find("\"accepted\"") != std::string::npos);
    const json_text claim{server.get(without_version(told.text("entry.0.response.location"))).body};
    BOOST_TEST(claim.text("patient.reference") == without_version(told.text("entry.7.response.location")));
    BOOST_TEST(claim.whole().find("urn:uuid") == std::string::npos, claim.whole());
}

BOOST_AUTO_TEST_CASE(what_the_decision_has_errors_of_fails_whole_and_is_kept_as_it_was_refused)
{
    interacting_server server;
    const json_text told = server.post(as_interactions(sample_named("no-documentation"), "transaction"), 422);
    BOOST_TEST(told.text("resourceType") == "OperationOutcome");
    BOOST_TEST(told.text("issue.0.expression.0").starts_with("Bundle.entry[0]"));
    const std::string id = told.text("id");
    BOOST_TEST(server.get("OperationOutcome/" + id).status == 200);
    BOOST_TEST(server.get("Bundle/" + id).status == 200);
    BOOST_TEST(server.get("Procedure/" + id + ".1").status == 404);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_carried_out_fails_whole_names_the_entry_and_keeps_nothing)
{
    struct {
        const char* name;
        std::vector<std::string> entries;
        int status;
        const char* at;
    } const rows[] = {
        {"another type", {asking("POST", "Claim", resource(patient("p")))}, 400, "Bundle.entry[1].request.url"},
        {"delete", {asking("DELETE", "Patient/p")}, 400, "Bundle.entry[1].request.method"},
        {"no request", {R"({"resource":)" + patient("p") + "}"}, 400, "Bundle.entry[1]"},
        {"two puts of one",
         {asking("PUT", "Patient/p", resource(patient("p"))), asking("PUT", "/Patient/p", resource(patient("p")))},
         400,
         "Bundle.entry[2].request.url"},
        {"two creations under one condition",
         {create_unless("identifier=urn:x|1"), create_unless("identifier=urn:x|1")},
         400,
         "Bundle.entry[2].request.ifNoneExist"},
        {"a reference to nobody", {referring("Patient?identifier=urn:x|1")}, 400, "Bundle.entry[1].resource.subject"},
        {"a reference by name", {referring("Patient?name=x")}, 400, "Bundle.entry[1].resource.subject"},
        {"a reference to two",
         {referring("Patient?identifier=urn:x|1"),
          asking("POST", "Patient", resource(patient("a", identified("1")))),
          asking("POST", "Patient", resource(patient("b", identified("1"))))},
         400,
         "Bundle.entry[1].resource.subject"},
        {"get of nothing", {asking("GET", "Patient/none")}, 400, "Bundle.entry[1].request.url"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            interacting_server server;
            std::vector<std::string> entries{asking("POST", "Patient", resource(patient("first")))};
            entries.insert(entries.end(), row.entries.begin(), row.entries.end());
            const json_text told =
                server.post(bundle_of("transaction", entries), row.status, "Idempotency-Key: one\r\n");
            BOOST_TEST(told.text("resourceType") == "OperationOutcome");
            bool is_named = false;
            for (const auto& issue : told.at("issue").items())
                is_named |= issue[fhir::json::name::expression].first().text() == row.at &&
                            issue[fhir::json::name::severity].text() == "error";
            BOOST_TEST(is_named, told.whole());
            BOOST_TEST(server.last().field("Content-Location").empty());
            BOOST_TEST(server.get("OperationOutcome/" + told.text("id")).status == 404);
            server.post(bundle_of("transaction", {entries.front()}), 200, "Idempotency-Key: one\r\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(the_answer_of_one_that_fails_has_all_that_is_needed_to_mend_it)
{
    interacting_server server;
    const std::string sent = "{\"resourceType\": \"Bundle\", \"type\": \"transaction\", \"entry\": [\n"
                             "  {\"resource\": {\"resourceType\": \"Patient\"},\n"
                             "   \"request\": {\"method\": \"POST\", \"url\": \"Patient\"}},\n"
                             "  {\"resource\": {\"resourceType\": \"Patient\"},\n"
                             "   \"request\": {\"method\": \"POST\", \"url\": \"Claim\"}}]}";
    const json_text told = server.post(sent, 400, "X-Request-Id: my-id\r\n");
    const std::string expected =
        R"({"resourceType":"OperationOutcome","id":"my-id","issue":[{"extension":[)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line","valueInteger":5},)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col","valueInteger":41},)"
        R"({"url":"http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-source","valueString":"Marrow"}],)"
        R"("severity":"error","code":"invalid",)"
        R"("details":{"text":"request.url names another type than that of the resource."},)"
        R"("diagnostics":"Let url begin with the resourceType of the resource.",)"
        R"("expression":["Bundle.entry[1].request.url"]}]})";
    BOOST_TEST(told.whole() == expected);
    BOOST_TEST(server.last().field("Marrow-Verdict") == "findings; errors=1; retry=no");
}

BOOST_AUTO_TEST_CASE(what_exists_is_not_created_again)
{
    interacting_server server;
    const json_text first = server.post(bundle_of("transaction", {create_unless("identifier=urn:x|1")}), 200);
    BOOST_TEST(first.text("entry.0.response.status") == "201");
    for (const char* criteria : {"identifier=urn:x|1", "?identifier=urn:x|1", "identifier=urn%3Ax%7C1"}) {
        const json_text again = server.post(
            bundle_of("transaction", {create_unless(criteria), referring("Patient?identifier=urn:x|1")}), 200
        );
        BOOST_TEST(again.text("entry.0.response.status") == "200");
        BOOST_TEST(again.text("entry.0.response.location") == first.text("entry.0.response.location"));
        BOOST_TEST(!again.at("entry.0.response.lastModified"));
        const json_text basic{server.get(without_version(again.text("entry.1.response.location"))).body};
        BOOST_TEST(basic.text("subject.reference") == without_version(first.text("entry.0.response.location")));
    }
    const json_text other = server.post(bundle_of("transaction", {create_unless("identifier=urn:x|2")}), 200);
    BOOST_TEST(other.text("entry.0.response.status") == "201");
}

BOOST_AUTO_TEST_CASE(two_that_are_sent_at_once_do_not_both_create_what_exists_once)
{
    memory_store store;
    store.hold_back();
    kept_server server{store, 1};
    const std::string sent = post("/fhir", bundle_of("transaction", {create_unless("identifier=urn:x|1")}));
    raw_client first = server.connect();
    first.send(sent);
    while (store.asked() == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    const response second = server.ask(sent);
    BOOST_TEST(second.status == 409);
    BOOST_TEST(!second.field("Retry-After").empty());
    store.let_go();
    BOOST_TEST(first.read().status == 200);
}

BOOST_AUTO_TEST_CASE(where_several_exist_the_condition_fails)
{
    interacting_server server;
    const std::string twice = asking("POST", "Patient", resource(patient("a", identified("1"))));
    server.post(bundle_of("transaction", {twice, twice}), 200);
    const std::string one = create_unless("identifier=urn:x|1");
    const json_text told = server.post(bundle_of("transaction", {one}), 412);
    BOOST_TEST(told.whole().find("multiple-matches") != std::string::npos);
    const json_text batch = server.post(bundle_of("batch", {one}), 200);
    BOOST_TEST(batch.text("entry.0.response.status") == "412");
}

BOOST_AUTO_TEST_CASE(no_more_is_looked_up_than_can_be_asked_for_at_once)
{
    interacting_server server;
    std::vector<std::string> entries;
    for (int i = 0; i < 256; ++i)
        entries.push_back(create_unless("identifier=urn:x|" + std::to_string(i)));
    server.post(bundle_of("transaction", entries), 200);
    entries.push_back(create_unless("identifier=urn:x|one-more"));
    server.post(bundle_of("transaction", entries), 413);
}

BOOST_AUTO_TEST_CASE(what_is_put_is_read_under_the_id_of_its_sender_in_each_version)
{
    interacting_server server;
    const auto put = [&](std::string_view gender, std::string_view lines = {}) {
        const std::string body = patient("p1", R"(,"gender":")" + std::string{gender} + "\"");
        return server.post(bundle_of("transaction", {asking("PUT", "Patient/p1", resource(body))}), 200, lines);
    };
    const json_text first = put("male");
    BOOST_TEST(first.text("entry.0.response.status") == "201");
    const json_text second = put("female");
    BOOST_TEST(second.text("entry.0.response.status") == "200");
    const auto gender = [&](const std::string& url, std::string_view lines = {}) {
        const response read = server.get(url, lines);
        return read.status == 200 ? json_text{read.body}.text("gender") : std::to_string(read.status);
    };
    BOOST_TEST(gender("Patient/p1") == "female");
    BOOST_TEST(gender(first.text("entry.0.response.location")) == "male");
    BOOST_TEST(gender(second.text("entry.0.response.location")) == "female");
    BOOST_TEST(gender("Patient/p2") == "404");
    BOOST_TEST(gender("Claim/p1") == "404");

    const std::string ward = "Marrow-Sender: ward\r\n";
    BOOST_TEST(gender("Patient/p1", ward) == "404");
    BOOST_TEST(put("other", ward).text("entry.0.response.status") == "201");
    BOOST_TEST(gender("Patient/p1", ward) == "other");
    BOOST_TEST(gender("Patient/p1") == "female");
}

BOOST_AUTO_TEST_CASE(a_put_goes_to_what_its_search_finds)
{
    interacting_server server;
    const auto put = [&](const std::string& id, std::string_view value, int status = 200) {
        const std::string more = R"("identifier":[{"system":"urn:x","value":")" + std::string{value} + "\"}]}";
        const std::string body = R"({"resourceType":"Patient",)" + (id.empty() ? "" : R"("id":")" + id + "\",") + more;
        const std::string url = "Patient?identifier=urn:x|" + std::string{value};
        return server.post(bundle_of("transaction", {asking("PUT", url, resource(body))}), status);
    };
    const json_text created = put("", "1");
    BOOST_TEST(created.text("entry.0.response.status") == "201");
    const std::string place = without_version(created.text("entry.0.response.location"));
    const json_text updated = put("", "1");
    BOOST_TEST(updated.text("entry.0.response.status") == "200");
    BOOST_TEST(without_version(updated.text("entry.0.response.location")) == place);
    BOOST_TEST(updated.text("entry.0.response.location") != created.text("entry.0.response.location"));
    BOOST_TEST(json_text{server.get(place).body}.text("meta.versionId") != "1");
    put("another", "1", 400);

    const json_text own = put("mine", "2");
    BOOST_TEST(own.text("entry.0.response.status") == "201");
    BOOST_TEST(without_version(own.text("entry.0.response.location")) == "Patient/mine");
    BOOST_TEST(put("", "2").text("entry.0.response.location").starts_with("Patient/mine/"));
    const std::string both = asking("PUT", "Patient/mine", resource(patient("mine")));
    const std::string again = asking("PUT", "Patient?identifier=urn:x|2", resource(patient("mine")));
    server.post(bundle_of("transaction", {both, again}), 400);
}

BOOST_AUTO_TEST_CASE(a_database_of_several_servers_keeps_them_too)
{
    if (postgres_server::programs().empty()) return;
    interacting_server server{std::make_unique<postgres_place>()};
    const std::string sent = bundle_of(
        "transaction", {asking("PUT", "Patient/p1", resource(patient("p1"))), create_unless("identifier=urn:x|1")}
    );
    const json_text first = server.post(sent, 200, "Idempotency-Key: one\r\n");
    BOOST_TEST(server.post(sent, 200, "Idempotency-Key: one\r\n").whole() == first.whole());
    for (const std::string& place : first.of_entries("response.location"))
        BOOST_TEST((server.get(place).status == 200 && server.get(without_version(place)).status == 200), place);
    const json_text second = server.post(sent, 200);
    BOOST_TEST(second.text("entry.0.response.status") == "200");
    BOOST_TEST(second.text("entry.1.response.location") == first.text("entry.1.response.location"));
}

BOOST_AUTO_TEST_CASE(a_put_replaces_the_version_that_it_names_alone)
{
    interacting_server server;
    const auto put = [&](const std::string& etag, int status) {
        std::string quoted;
        for (const char c : etag)
            quoted += c == '"' ? "\\\"" : std::string{c};
        const std::string entry = R"({"request":{"method":"PUT","url":"Patient/p1","ifMatch":")" + quoted + "\"}" +
                                  resource(patient("p1")) + "}";
        return server.post(bundle_of("transaction", {entry}), status);
    };
    put("W/\"1\"", 412);
    const json_text first =
        server.post(bundle_of("transaction", {asking("PUT", "Patient/p1", resource(patient("p1")))}), 200);
    const std::string etag = first.text("entry.0.response.etag");
    put("W/\"1\"", 412);
    const json_text second = put(etag, 200);
    BOOST_TEST(second.text("entry.0.response.status") == "200");
    put(etag, 412);
    put(second.text("entry.0.response.etag").substr(2), 200);
}

BOOST_AUTO_TEST_CASE(what_was_created_here_is_put_anew_under_the_id_that_it_was_given)
{
    interacting_server server;
    const json_text first = server.post(
        bundle_of("transaction", {asking("POST", "Patient", resource("{\"resourceType\":\"Patient\"}"))}), 200
    );
    const std::string place = without_version(first.text("entry.0.response.location"));
    const std::string id = place.substr(place.find('/') + 1);
    const std::string body = patient(id, R"(,"gender":"other")");
    const auto put = [&](const std::string& etag, int status) {
        return server.post(
            bundle_of(
                "transaction",
                {R"({"request":{"method":"PUT","url":")" + place + R"(","ifMatch":"W/\")" + etag + "\\\"\"}" +
                 resource(body) + "}"}
            ),
            status,
            "Marrow-Sender: another\r\n"
        );
    };
    put("2", 412);
    const json_text second = put("1", 200);
    BOOST_TEST(second.text("entry.0.response.status") == "200");
    put("1", 412);
    const auto gender = [&](const std::string& url) {
        const response read = server.get(url);
        return read.status == 200 ? json_text{read.body}.text("gender") : std::to_string(read.status);
    };
    BOOST_TEST(gender(place) == "other");
    BOOST_TEST(gender(second.text("entry.0.response.location")) == "other");
    BOOST_TEST(gender(first.text("entry.0.response.location")) == "");
}

BOOST_AUTO_TEST_CASE(references_are_replaced_where_the_standard_says_and_nowhere_else)
{
    interacting_server server;
    const std::string urn = "urn:uuid:3a629129-b01e-56b8-8328-4ee3329ed40a";
    const std::string basic =
        R"({"resourceType":"Basic","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\")" +
        urn + R"(\">)" + urn + R"(</a></div>"},"extension":[{"url":"http://x.example/a","valueUri":")" + urn +
        R"("},{"url":"http://x.example/b","valueCanonical":")" + urn +
        R"("},{"url":"http://x.example/c","valueString":")" + urn +
        R"("}],"code":{"text":"x"},"subject":{"reference":")" + urn + R"("}})";
    const json_text told = server.post(
        bundle_of(
            "transaction",
            {asking("POST", "Basic", resource(basic)),
             asking("POST", "Patient", R"(,"fullUrl":")" + urn + "\"" + resource(patient("p")))}
        ),
        200
    );
    const std::string place = without_version(told.text("entry.1.response.location"));
    const json_text read{server.get(without_version(told.text("entry.0.response.location"))).body};
    BOOST_TEST(read.text("subject.reference") == place);
    BOOST_TEST(read.text("extension.0.valueUri") == place);
    BOOST_TEST(read.text("extension.1.valueCanonical") == urn);
    BOOST_TEST(read.text("extension.2.valueString") == urn);
    BOOST_TEST(read.text("text.div").find("href=\"" + place + "\">" + urn) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_comes_late_decides_it_anew_and_what_was_answered_is_answered_again)
{
    interacting_server server;
    const parts all{sample_named("accepted")};
    const std::string sent = as_interactions(all.bundle({"note"}, true), "batch");
    const std::string key = "Idempotency-Key: one\r\n";
    const json_text first = server.post(sent, 200, key);
    BOOST_TEST(first.text("entry.0.response.status") == "422");
    const std::string url = server.last().field("Content-Location").substr(std::string_view{"/fhir/"}.size());
    server.post(all.bundle({"note"}), 200);
    std::string decided;
    for (int i = 0; i < 200 && decided.find("\"accepted\"") == std::string::npos; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
        decided = server.get(url).body;
    }
    BOOST_TEST(decided.find("\"accepted\"") != std::string::npos, decided);
    BOOST_TEST(json_text{decided}.text("resourceType") == "OperationOutcome");
    BOOST_TEST(server.post(sent, 200, key).whole() == first.whole());
    const std::string first_version = server.get(url + "/_history/1").body;
    BOOST_TEST(json_text{first_version}.text("resourceType") == "OperationOutcome");
    BOOST_TEST(first_version.find("documentation-missing") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
