#include "adapter/operations/kept_resources.hpp"
#include "adapter/store/compressed.hpp"
#include "tests/adapter/operations/interacting.hpp"

#include <algorithm>

using namespace marrow;
using namespace marrow::test;
using adapter::test::sample_named;

namespace {

std::string content_location(const response& of)
{
    const std::string url = of.field("Content-Location");
    return url.substr(std::string_view{"/fhir/"}.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(batches)

BOOST_AUTO_TEST_CASE(each_entry_is_answered_in_its_place_with_what_lies_in_it)
{
    interacting_server server;
    const json_text told = server.post(as_interactions(sample_named("no-documentation"), "batch"), 200);
    BOOST_TEST(told.text("resourceType") == "Bundle");
    BOOST_TEST(told.text("type") == "batch-response");
    BOOST_TEST(!told.text("timestamp").empty());
    BOOST_TEST(told.at("entry").items().size() == 13u);
    BOOST_TEST(told.text("entry.0.response.status") == "422");
    BOOST_TEST(told.text("entry.0.response.location").empty());
    BOOST_TEST(told.whole().find("documentation-missing") != std::string::npos);
    BOOST_TEST(told.text("entry.0.response.outcome.resourceType") == "OperationOutcome");
    BOOST_TEST(told.text("entry.0.response.outcome.issue.0.expression.0").starts_with("Bundle.entry[0].resource"));
    const std::string id = content_location(server.last()).substr(std::string_view{"OperationOutcome/"}.size());
    BOOST_TEST(told.text("entry.1.response.status") == "201");
    BOOST_TEST(told.text("entry.1.response.location") == "Procedure/" + id + ".1/_history/1");
    BOOST_TEST(told.text("entry.1.response.etag") == "W/\"1\"");
    BOOST_TEST(told.text("entry.1.response.lastModified") == told.text("timestamp"));
    BOOST_TEST(server.last().field("Marrow-Verdict").starts_with("findings; errors="));
}

BOOST_AUTO_TEST_CASE(what_was_created_is_read_where_the_answer_says_and_what_was_not_is_not)
{
    interacting_server server;
    const json_text told = server.post(as_interactions(sample_named("no-documentation"), "batch"), 200);
    const std::string place = told.text("entry.1.response.location");
    const std::string id = place.substr(0, place.find("/_history"));
    for (const std::string& url : {place, id}) {
        const response read = server.get(url);
        BOOST_TEST(read.status == 200, url);
        const json_text procedure{read.body};
        BOOST_TEST(procedure.text("resourceType") + "/" + procedure.text("id") == id);
        BOOST_TEST(procedure.text("meta.versionId") == "1");
        BOOST_TEST(procedure.text("meta.lastUpdated") == told.text("entry.1.response.lastModified"));
        BOOST_TEST(
            procedure.text("subject.reference") == told.text("entry.6.response.location").substr(0, id.size() - 2)
        );
        BOOST_TEST(read.field("ETag") == "W/\"1\"");
    }
    const std::string message = id.substr(id.find('/') + 1, 36);
    for (const std::string& url :
         {"Claim/" + message + ".0",
          "Patient/" + message + ".1",
          "Procedure/" + message + ".99",
          id + "/_history/2",
          "Procedure/" + message + ".01",
          "Procedure/" + message + ".",
          "Procedure/" + message + ".-1"}) {
        BOOST_TEST(server.get(url).status == 404, url);
    }
}

BOOST_AUTO_TEST_CASE(the_whole_decision_is_read_where_content_location_says)
{
    interacting_server server;
    const json_text told = server.post(as_interactions(sample_named("no-documentation"), "batch"), 200);
    const json_text whole{server.get(content_location(server.last())).body};
    BOOST_TEST(whole.text("resourceType") == "OperationOutcome");
    std::size_t told_issues = 0;
    for (std::size_t i = 0; i < 13; ++i)
        told_issues += told.at("entry." + std::to_string(i) + ".response.outcome.issue").items().size();
    BOOST_TEST(told_issues == whole.at("issue").items().size());
}

BOOST_AUTO_TEST_CASE(a_batch_sent_again_gets_the_same_answer_byte_for_byte)
{
    interacting_server server;
    const std::string sent = as_interactions(sample_named("no-documentation"), "batch");
    const json_text first = server.post(sent, 200, "Idempotency-Key: one\r\n");
    const json_text again = server.post(sent, 200, "Idempotency-Key: one\r\n");
    BOOST_TEST(first.whole() == again.whole());
    BOOST_TEST(server.last().field("Idempotent-Replayed") == "true");
}

BOOST_AUTO_TEST_CASE(an_empty_one_is_no_error)
{
    interacting_server server;
    for (const std::string type : {"batch", "transaction"}) {
        const json_text told = server.post(bundle_of(type, {}), 200);
        BOOST_TEST(told.text("type") == type + "-response");
        BOOST_TEST(!told.at("entry"));
    }
}

BOOST_AUTO_TEST_CASE(a_request_that_cannot_be_carried_out_fails_by_itself)
{
    const std::string a_patient = resource(patient("p"));
    struct {
        const char* name;
        std::string entry;
        const char* status;
    } const rows[] = {
        {"no request", R"({"resource":)" + patient("p") + "}", "400"},
        {"no method", R"({"request":{"url":"Patient"})" + a_patient + "}", "400"},
        {"unknown method", asking("FETCH", "Patient", a_patient), "400"},
        {"small letters", asking("post", "Patient", a_patient), "400"},
        {"delete", asking("DELETE", "Patient/p"), "405"},
        {"patch", asking("PATCH", "Patient/p", a_patient), "405"},
        {"no url", R"({"request":{"method":"POST"})" + a_patient + "}", "400"},
        {"url of the base", asking("POST", "/", a_patient), "400"},
        {"another server", asking("POST", "http://elsewhere.example/r4/Patient", a_patient), "400"},
        {"unknown type", asking("POST", "Pacient", a_patient), "404"},
        {"another type", asking("POST", "Claim", a_patient), "400"},
        {"post to an id", asking("POST", "Patient/p", a_patient), "405"},
        {"post with a query", asking("POST", "Patient?x=y", a_patient), "405"},
        {"operation", asking("POST", "Patient/$validate", a_patient), "404"},
        {"no resource", asking("POST", "Patient"), "400"},
        {"put without id", asking("PUT", "Patient", a_patient), "400"},
        {"put without id, with slash", asking("PUT", "Patient/", a_patient), "400"},
        {"put of another id", asking("PUT", "Patient/q", a_patient), "400"},
        {"conditional update", asking("PUT", "Patient?identifier=a|b", a_patient), "201"},
        {"conditional update by name", asking("PUT", "Patient?name=x", a_patient), "400"},
        {"if-match", R"({"request":{"method":"PUT","url":"Patient/p","ifMatch":"W/\"1\""})" + a_patient + "}", "412"},
        {"if-none-match of a put",
         R"({"request":{"method":"PUT","url":"Patient/p","ifNoneMatch":"*"})" + a_patient + "}",
         "400"},
        {"if-none-exist of a put",
         R"({"request":{"method":"PUT","url":"Patient/p","ifNoneExist":"identifier=a|b"})" + a_patient + "}",
         "400"},
        {"if-none-exist by name",
         R"({"request":{"method":"POST","url":"Patient","ifNoneExist":"name=x"})" + a_patient + "}",
         "400"},
        {"get of nothing", asking("GET", "Patient/p"), "404"},
        {"get of no type", asking("GET", "nothing"), "404"},
        {"get of what is no FHIR", asking("GET", "../metrics"), "404"},
        {"a good one", asking("POST", "Patient", a_patient), "201"},
        {"with slash", asking("POST", "/Patient", a_patient), "201"},
        {"with slash behind", asking("POST", "Patient/", a_patient), "201"},
        {"own base", asking("POST", "https://host.example/fhir/Patient", a_patient), "201"},
        {"put", asking("PUT", "Patient/p", a_patient), "201"},
        {"metadata", asking("GET", "metadata"), "200"},
        {"head of metadata", asking("HEAD", "metadata"), "200"},
        {"search", asking("GET", "OperationOutcome?_count=1"), "200"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            interacting_server server;
            const json_text told = server.post(
                bundle_of("batch", {row.entry, asking("POST", "Patient", resource(patient("other")))}), 200
            );
            BOOST_TEST(told.text("entry.0.response.status") == row.status, told.whole());
            BOOST_TEST(told.text("entry.1.response.status") == "201");
            if (std::string_view{row.status} < "300") continue;
            const auto issues = told.at("entry.0.response.outcome.issue").items();
            BOOST_TEST(std::ranges::any_of(issues, [](const fhir::json::value& issue) {
                return issue[fhir::json::name::severity].text() == "error" &&
                       issue[fhir::json::name::expression].first().text().starts_with("Bundle.entry[0]");
            }));
            BOOST_TEST(!told.at("entry.0.resource"));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_asked_for_comes_with_its_entry)
{
    interacting_server server;
    const json_text first = server.post(bundle_of("batch", {asking("POST", "Patient", resource(patient("p")))}), 200);
    const std::string place = first.text("entry.0.response.location");
    const std::string id = place.substr(0, place.find("/_history"));
    const json_text told =
        server.post(bundle_of("batch", {asking("GET", id), asking("HEAD", id), asking("GET", "metadata")}), 200);
    BOOST_TEST(told.text("entry.0.resource.resourceType") + "/" + told.text("entry.0.resource.id") == id);
    BOOST_TEST(told.text("entry.0.response.etag") == "W/\"1\"");
    BOOST_TEST(!told.at("entry.1.resource"));
    BOOST_TEST(told.text("entry.1.response.status") == "200");
    BOOST_TEST(told.text("entry.2.resource.resourceType") == "CapabilityStatement");
}

BOOST_AUTO_TEST_CASE(one_resource_is_changed_once)
{
    interacting_server server;
    const auto put = [](std::string_view gender) {
        return asking("PUT", "Patient/p", resource(patient("p", R"(,"gender":")" + std::string{gender} + "\"")));
    };
    const json_text told = server.post(bundle_of("batch", {put("male"), put("female")}), 200);
    BOOST_TEST(told.text("entry.0.response.status") == "201");
    BOOST_TEST(told.text("entry.1.response.status") == "400");
    const response read = server.get("Patient/p");
    BOOST_TEST(read.status == 200);
    BOOST_TEST(json_text{read.body}.text("gender") == "male");
}

BOOST_AUTO_TEST_CASE(what_is_no_entry_is_refused_by_itself)
{
    const std::string good = asking("POST", "Patient", resource(patient("p")));
    for (const char* entry :
         {"null",
          "5",
          "\"x\"",
          "[]",
          "{}",
          R"({"request":"POST"})",
          R"({"request":[]})",
          R"({"request":{"method":{},"url":[]}})",
          R"({"request":{"method":"POST","url":7}})",
          R"({"request":{"method":"GET","url":"%00%ff/../..//?%%%="}})",
          R"({"request":{"method":"GET","url":"Patient/%2e%2e/%2e%2e/livez"}})",
          R"({"request":{"method":"GET","url":"http://"}})"}) {
        BOOST_TEST_CONTEXT(entry)
        {
            interacting_server server;
            const json_text told = server.post(bundle_of("batch", {entry, good}), 200);
            BOOST_TEST(told.text("entry.0.response.status").starts_with("4"));
            BOOST_TEST(told.text("entry.1.response.status") == "201");
            server.post(bundle_of("transaction", {entry, good}), 400);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_more_is_given_than_can_be_asked_for_at_once)
{
    interacting_server server;
    const json_text told =
        server.post(bundle_of("batch", std::vector<std::string>(34, asking("HEAD", "metadata"))), 200);
    const auto statuses = told.of_entries("response.status");
    BOOST_TEST(std::ranges::count(statuses, "200") == 32);
    BOOST_TEST(std::ranges::count(statuses, "413") == 2);
}

BOOST_AUTO_TEST_CASE(without_a_store_nothing_is_created_and_all_is_said)
{
    auto options = test_server::options();
    options.routes = adapter::http::all_routes();
    const mappings::tables known = mappings::tables::load().value();
    test_server server{options, known};
    const response made = server.ask(post("/fhir", as_interactions(sample_named("no-documentation"), "batch")));
    BOOST_TEST(made.status == 200);
    const json_text told{made.body};
    BOOST_TEST(told.text("entry.0.response.status") == "422");
    BOOST_TEST(told.text("entry.1.response.status") == "200");
    BOOST_TEST(told.text("entry.1.response.location").empty());
}

BOOST_AUTO_TEST_CASE(in_r5_what_is_said_of_the_whole_stands_in_issues)
{
    interacting_server server;
    const std::string sent = bundle_of("batch", {asking("POST", "Patient", resource(patient("p")))});
    const std::string r5 = "Accept: application/fhir+json; fhirVersion=5.0\r\n";
    const json_text told = server.post(sent, 200, r5);
    BOOST_TEST(told.text("issues.resourceType") == "OperationOutcome");
    BOOST_TEST(told.text("issues.issue.0.expression.0") == "Bundle");
    BOOST_TEST(!told.at("entry.0.response.outcome"));
    const json_text r4 = server.post(sent, 200);
    BOOST_TEST(!r4.at("issues"));
    BOOST_TEST(r4.text("entry.0.response.outcome.issue.0.expression.0") == "Bundle");
}

BOOST_AUTO_TEST_CASE(an_id_of_an_entry_is_read_as_it_is_written)
{
    using adapter::entry_of;
    using adapter::id_of;
    BOOST_TEST(id_of({"abc", 12}) == "abc.12");
    const auto read = entry_of("a.b.12");
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->message == "a.b");
    BOOST_TEST(read->index == 12u);
    for (const char* text : {"", "abc", "abc.", ".1", "abc.01", "abc.+1", "abc.-1", "abc.1x", "abc.99999999999"})
        BOOST_TEST(!entry_of(text).has_value(), text);
    BOOST_TEST(id_of({"019d5e0a-7c40-7a52-9b1f-5d0c8e6f2a41", UINT32_MAX}).size() <= 64u);
}

BOOST_AUTO_TEST_SUITE_END()
