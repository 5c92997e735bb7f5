#include "tests/adapter/commands/marrow.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/memory_store.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow;
using namespace marrow::test;
using adapter::store::deed;

namespace {

constexpr std::string_view a_claim =
    R"({"resourceType":"Claim","status":"active","identifier":[{"system":"urn:s","value":"canary-4711"}]})";

/// A Claim that is kept, and what is asked about it.
struct audited {
    audited()
    {
        const response made =
            server.ask(post("/fhir/Claim", a_claim, "Idempotency-Key: k\r\nMarrow-Sender: engine-1\r\n"));
        place = made.field("Content-Location");
        id = place.substr(place.rfind('/') + 1);
    }

    memory_store store;
    kept_server server{store};
    std::string place;
    std::string id;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(http_audit)

BOOST_AUTO_TEST_CASE(what_is_kept_is_kept_with_where_it_came_from)
{
    audited at;
    BOOST_REQUIRE(at.store.records().size() == 1u);
    BOOST_TEST(at.store.records().front().peer == "127.0.0.1");
    BOOST_TEST(at.store.events().empty(), "the record leaves its own");
}

BOOST_AUTO_TEST_CASE(what_is_given_out_is_noted_with_who_asked)
{
    audited at;
    const struct {
        std::string path;
        deed what;
        std::string of;
    } rows[] = {
        {at.place, deed::read, "OperationOutcome/" + at.id + "/_history/1"},
        {at.place + "/_history/1", deed::read, "OperationOutcome/" + at.id + "/_history/1"},
        {at.place + "/_history", deed::read, "OperationOutcome/" + at.id + "/_history"},
        {"/fhir/Claim/" + at.id, deed::read, "Claim/" + at.id},
        {"/fhir/OperationOutcome?finding=x", deed::searched, "OperationOutcome"},
    };
    for (const auto& row : rows) {
        const std::size_t before = at.store.events().size();
        BOOST_TEST_CONTEXT(row.path)
        {
            BOOST_TEST(at.server.ask(get(row.path, "Marrow-Sender: reader\r\nX-Request-Id: r-1\r\n")).status == 200);
            BOOST_REQUIRE(at.store.events().size() == before + 1);
            const adapter::store::audit_event left = at.store.events().back();
            BOOST_TEST((left.what == row.what));
            BOOST_TEST(left.of == row.of);
            BOOST_TEST(left.sender == "reader");
            BOOST_TEST(left.request == "r-1");
            BOOST_TEST(left.peer == "127.0.0.1");
            BOOST_TEST(left.at > 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_given_out_names_the_patients_of_its_submission)
{
    memory_store store;
    kept_server server{store};
    const std::string body = adapter::test::sample_named("accepted");
    const auto send = [&] { return server.ask(post("/fhir", body, "Idempotency-Key: k\r\n")); };
    const std::string place = send().field("Content-Location");
    BOOST_REQUIRE(store.records().size() == 1u);
    const auto patients = adapter::store::patients_of(store.records().front().with.lines);
    BOOST_TEST_REQUIRE(patients.size() == 1u);
    const std::string id = place.substr(place.rfind('/') + 1);
    for (const std::string& path : {place, place + "/_history", "/fhir/Bundle/" + id}) {
        BOOST_TEST(server.ask(get(path)).status == 200);
        BOOST_TEST((store.events().back().patients == patients), path);
    }
    BOOST_TEST(send().field("Idempotent-Replayed") == "true");
    BOOST_TEST((store.events().back().patients == patients));
}

BOOST_AUTO_TEST_CASE(a_submission_that_is_refused_is_noted_without_a_word_of_it)
{
    audited at;
    const struct {
        const char* name;
        std::string request;
        std::uint16_t status;
    } rows[] = {
        {"no JSON", post("/fhir/Claim", "canary", "X-Request-Id: r-1\r\nMarrow-Sender: engine-1\r\n"), 400},
        {"no Claim",
         post("/fhir/Claim", R"({"resourceType":"Patient"})", "X-Request-Id: r-1\r\nMarrow-Sender: engine-1\r\n"),
         400},
        {"another body",
         post(
             "/fhir/Claim",
             R"({"resourceType":"Claim"})",
             "X-Request-Id: r-1\r\nIdempotency-Key: k\r\nMarrow-Sender: engine-1\r\n"
         ),
         422},
    };
    for (const auto& row : rows) {
        const std::size_t before = at.store.events().size();
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(at.server.ask(row.request).status == row.status);
            BOOST_REQUIRE(at.store.events().size() == before + 1);
            const adapter::store::audit_event left = at.store.events().back();
            BOOST_TEST((left.what == deed::refused));
            BOOST_TEST(left.of == "Claim");
            BOOST_TEST(left.status == row.status);
            BOOST_TEST(left.request == "r-1");
            BOOST_TEST(left.sender == "engine-1");
            BOOST_TEST(left.patients.empty());
            BOOST_TEST(text_of(left).find("canary") == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_concerns_no_submission_or_the_store_alone_is_no_refusal)
{
    audited at;
    at.server.ask(post("/fhir/Claim/$validate", "canary"));
    at.server.ask(post("/fhir/Nothing", "canary"));
    at.store.fail_reads(true);
    BOOST_TEST(at.server.ask(post("/fhir/Claim", a_claim, "Idempotency-Key: k\r\n")).status == 503);
    BOOST_TEST(at.store.events().empty());
}

BOOST_AUTO_TEST_CASE(refusals_that_come_by_the_thousand_are_counted)
{
    audited at;
    auto client = at.server.connect();
    for (int i = 0; i < 300; ++i) {
        client.send(post("/fhir/Claim", "x"));
        BOOST_TEST(client.read().status == 400);
    }
    BOOST_TEST(at.store.events().size() >= 100u);
    BOOST_TEST(at.store.events().size() < 110u);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_given_again_is_noted)
{
    audited at;
    const response again =
        at.server.ask(post("/fhir/Claim", a_claim, "Idempotency-Key: k\r\nMarrow-Sender: engine-1\r\n"));
    BOOST_TEST(again.field("Idempotent-Replayed") == "true");
    BOOST_REQUIRE(at.store.events().size() == 1u);
    BOOST_TEST(at.store.events().back().of == "OperationOutcome/" + at.id);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_leaves_nothing)
{
    audited at;
    for (const char* path : {"/fhir/Claim/none", "/fhir/OperationOutcome/none", "/fhir/OperationOutcome?x=1", "/livez"})
        at.server.ask(get(path));
    BOOST_TEST(at.store.events().empty());
}

BOOST_AUTO_TEST_CASE(a_search_is_noted_without_the_identifiers_in_it)
{
    audited at;
    BOOST_TEST(
        at.server.ask(get("/fhir/OperationOutcome?identifier=urn:s|canary-4711,canary-4712&severity=error&_count=5"))
            .status == 200
    );
    const std::string query = at.store.events().back().query;
    BOOST_TEST(query.find("canary") == std::string::npos, query);
    BOOST_TEST(query.starts_with("identifier="));
    BOOST_TEST(query.ends_with("&severity=error&_count=5"), query);
}

BOOST_AUTO_TEST_CASE(nothing_is_given_that_cannot_be_noted)
{
    audited at;
    at.store.fail(fhir::fault_kind::busy);
    for (const std::string& path :
         {at.place, at.place + "/_history", "/fhir/Claim/" + at.id, std::string{"/fhir/OperationOutcome"}})
        BOOST_TEST_CONTEXT(path)
        {
            const response refused = at.server.ask(get(path));
            BOOST_TEST(refused.status == 503);
            BOOST_TEST(refused.body.find("canary") == std::string::npos);
        }
}

BOOST_AUTO_TEST_SUITE_END()
