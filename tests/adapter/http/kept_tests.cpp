#include "adapter/store/compressed.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/memory_store.hpp"
#include "tests/adapter/store/sqlite_place.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <thread>
#include <vector>

using namespace marrow;
using namespace marrow::test;
using namespace std::chrono_literals;
using fhir::fault_kind;

namespace {

constexpr std::string_view a_claim = R"({"resourceType":"Claim","status":"active"})";
constexpr std::string_view other_claim = R"({"resourceType":"Claim","status":"draft"})";

/// With what these tests ask.
struct server_at_hand : kept_server {
    using kept_server::kept_server;

    response claim(std::string_view body = a_claim, std::string_view lines = {})
    {
        return ask(post("/fhir/Claim", body, lines));
    }
};

std::string key(std::string_view text)
{
    return "Idempotency-Key: " + std::string{text} + "\r\n";
}

std::string bundle(std::string_view members, std::string_view id = "1")
{
    return R"({"resourceType":"Bundle",)" + std::string{members} + R"("id":")" + std::string{id} + "\"}";
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

bool is_decided(const response& of)
{
    return of.status == 200 || of.status == 422;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_kept)

BOOST_AUTO_TEST_CASE(what_is_answered_is_what_was_kept)
{
    memory_store store;
    server_at_hand server{store};
    const response made = server.claim(a_claim, "X-Request-Id: my-id\r\n");
    BOOST_TEST(made.status == 422);
    BOOST_REQUIRE(store.records().size() == 1u);
    const adapter::store::record kept = store.records().front();
    std::string body;
    std::string outcome;
    BOOST_TEST(adapter::store::expand(kept.received.body, body));
    BOOST_TEST(adapter::store::expand(kept.made.outcome, outcome));
    BOOST_TEST(body == a_claim);
    BOOST_TEST(outcome == made.body);
    BOOST_TEST((kept.received.hash == adapter::store::digest_of(a_claim)));
    BOOST_TEST(kept.received.type == "Claim");
    BOOST_TEST(kept.received.request_id == "my-id");
    BOOST_TEST(!kept.received.key.has_value());
    BOOST_TEST(kept.made.status == 422);
    BOOST_TEST(kept.made.basis == "the basis");
    BOOST_TEST(kept.made.version == MARROW_VERSION);
    BOOST_TEST(made.body.find("\"id\":\"" + kept.made.id + "\"") != std::string::npos);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    BOOST_TEST(std::abs(kept.received.received - std::chrono::milliseconds{now.count() / 1'000'000}.count()) < 60'000);
}

BOOST_AUTO_TEST_CASE(ids_differ_and_sort_by_their_time)
{
    memory_store store;
    server_at_hand server{store};
    for (int i = 0; i < 20; ++i) {
        server.claim(a_claim, "X-Request-Id: the-same\r\n");
        std::this_thread::sleep_for(2ms);
    }
    std::vector<std::string> ids;
    for (const auto& one : store.records())
        ids.push_back(one.made.id);
    BOOST_TEST(std::ranges::is_sorted(ids));
    BOOST_TEST(std::set(ids.begin(), ids.end()).size() == 20u);
    BOOST_TEST(ids.front().size() == 36u);
    BOOST_TEST(ids.front()[14] == '7');
    BOOST_TEST(std::string_view{"89ab"}.find(ids.front()[19]) != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(nothing_is_answered_before_it_is_kept_and_nobody_else_waits)
{
    memory_store store;
    store.hold_back();
    server_at_hand server{store, 1};
    raw_client waiting = server.connect();
    waiting.send(post("/fhir/Claim", a_claim));
    while (store.asked() == 0)
        std::this_thread::sleep_for(1ms);
    BOOST_TEST(server.ask(get("/livez")).status == 200);
    BOOST_TEST(!waiting.ends_within(100ms));
    store.let_go();
    BOOST_TEST(waiting.read().status == 422);
}

BOOST_AUTO_TEST_CASE(only_what_is_decided_is_kept)
{
    memory_store store;
    server_at_hand server{store};
    struct {
        const char* path;
        std::string body;
        std::size_t kept;
    } const rows[] = {
        {"/fhir", bundle(""), 1},
        {"/fhir/Claim", std::string{a_claim}, 1},
        {"/fhir/Procedure", R"({"resourceType":"Procedure"})", 1},
        {"/fhir/Claim/$validate", std::string{a_claim}, 0},
        {"/fhir/$cpt-lines", std::string{a_claim}, 0},
        {"/fhir/Claim", "{", 0},
        {"/fhir/Claim", R"({"resourceType":"Procedure"})", 0},
        {"/fhir/Claim",
         std::string{a_claim.substr(0, a_claim.size() - 1)} + R"(,"x":")" + std::string(300'000, 'x') + "\"}",
         1},
    };
    std::size_t all = 0;
    for (const auto& row : rows) {
        const response made = server.ask(post(row.path, row.body));
        all += row.kept;
        BOOST_TEST_CONTEXT(row.path)
        {
            BOOST_TEST(made.status != 0);
            BOOST_TEST(store.records().size() == all);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_kept_is_not_acknowledged)
{
    memory_store store;
    server_at_hand server{store};
    struct {
        fault_kind kind;
        int status;
        const char* verdict;
    } const rows[] = {
        {fault_kind::out_of_space, 507, "error; errors=1; retry=yes"},
        {fault_kind::busy, 503, "error; errors=1; retry=yes"},
        {fault_kind::internal, 500, "error; errors=1; retry=yes"},
    };
    for (const auto& row : rows) {
        store.fail(row.kind);
        const response refused = server.claim(a_claim, key("k"));
        BOOST_TEST(refused.status == row.status);
        BOOST_TEST(refused.field("Marrow-Verdict") == row.verdict);
        BOOST_TEST((refused.field("Retry-After").empty()) == (row.status == 500));
        BOOST_TEST(refused.body.find("\"OperationOutcome\"") != std::string::npos);
        BOOST_TEST(server.ask(get("/readyz")).status == 503);
        store.fail(std::nullopt);
        BOOST_TEST(server.ask(get("/readyz")).status == 200);
    }
    BOOST_TEST(store.records().empty());
    BOOST_TEST(server.claim(a_claim, key("k")).status == 422);
    store.fail_reads(true);
    BOOST_TEST(server.claim(a_claim, key("k")).status == 503);
    BOOST_TEST(server.claim(a_claim).status == 422);
}

BOOST_AUTO_TEST_CASE(a_submission_sent_again_gets_the_answer_it_had)
{
    sqlite_place at;
    response first;
    for (int start = 0; start < 2; ++start) {
        const auto store = at.open();
        server_at_hand server{*store};
        if (start == 0) first = server.claim(a_claim, key("one") + "X-Request-Id: first\r\n");
        const response again = server.claim(a_claim, key("\"one\"") + "X-Request-Id: second\r\n");
        BOOST_TEST(again.status == first.status);
        BOOST_TEST(again.body == first.body);
        BOOST_TEST(again.field("Idempotent-Replayed") == "true");
        BOOST_TEST(again.field("X-Request-Id") == "second");
        for (const char* field : {"Content-Type", "Marrow-Verdict"})
            BOOST_TEST(again.field(field) == first.field(field));
    }
    BOOST_TEST(first.field("Idempotent-Replayed") == "");
}

BOOST_AUTO_TEST_CASE(a_decision_can_be_read_where_the_answer_says)
{
    sqlite_place at;
    const auto store = at.open();
    server_at_hand server{*store};
    const response made = server.claim(a_claim, key("one"));
    const std::string place = made.field("Content-Location");
    BOOST_TEST(place.starts_with("/fhir/OperationOutcome/"));
    BOOST_TEST(server.claim(a_claim, key("one")).field("Content-Location") == place);
    const response read = server.ask(get(place));
    BOOST_TEST(read.status == 200);
    BOOST_TEST(read.body == made.body);
    BOOST_TEST(read.field("Content-Type") == made.field("Content-Type"));
    BOOST_TEST(server.ask(get(place + "x")).status == 404);
    for (const char* version : {"/_history/1", "/_history/1/"}) {
        const response first = server.ask(get(place + version));
        BOOST_TEST(first.status == 200);
        BOOST_TEST(first.body == made.body);
        BOOST_TEST(first.field("ETag") == "W/\"1\"");
    }
    for (const char* version : {"/_history/2", "/_history/0", "/_history/x", "/_history/-1", "/_history/99999999999"})
        BOOST_TEST(server.ask(get(place + version)).status == 404);
    const response history = server.ask(get(place + "/_history"));
    BOOST_TEST(history.status == 200);
    BOOST_TEST(contains(history.body, R"("type":"history","total":1)"));
    BOOST_TEST(contains(history.body, R"("resource":)" + made.body));
    BOOST_TEST(server.ask(get(place + "x/_history")).status == 404);
    BOOST_TEST(server.ask(post(place, a_claim)).status == 405);
    BOOST_TEST(server.ask(post("/fhir/Claim/$validate", a_claim)).field("Content-Location") == "");
    BOOST_TEST(server.claim("{").field("Content-Location") == "");
}

BOOST_AUTO_TEST_CASE(a_submission_is_read_as_it_was_sent_under_its_own_id)
{
    sqlite_place at;
    const auto store = at.open();
    server_at_hand server{*store};
    const std::string sent = R"({"id":"theirs","resourceType":"Claim","meta":{"versionId":"9","tag":[{"code":"t"}]},)"
                             R"("status":"active","total":{"value":1.10},"x\u0020y":null})";
    const std::string outcome = server.claim(sent).field("Content-Location");
    const std::string id = outcome.substr(outcome.rfind('/') + 1);
    for (const char* version : {"", "/_history/1"}) {
        const response read = server.ask(get("/fhir/Claim/" + id + version));
        BOOST_TEST(read.status == 200);
        BOOST_TEST(read.field("ETag") == "W/\"1\"");
        BOOST_TEST(read.field("Content-Location") == "/fhir/Claim/" + id);
        BOOST_TEST(read.body.starts_with(
            R"({"resourceType":"Claim","id":")" + id + R"(","meta":{"versionId":"1","lastUpdated":"20)"
        ));
        BOOST_TEST(
            read.body.ends_with(R"(Z","tag":[{"code":"t"}]},"status":"active","total":{"value":1.10},"x y":null})")
        );
    }
    for (const std::string& path : {"/fhir/Procedure/" + id, "/fhir/Bundle/" + id, "/fhir/Claim/" + id + "/_history/2"})
        BOOST_TEST(server.ask(get(path)).status == 404);
    BOOST_TEST(server.ask(get("/fhir/Claim/nothing")).status == 404);
}

BOOST_AUTO_TEST_CASE(a_submission_is_read_in_the_release_in_which_it_was_sent)
{
    sqlite_place at;
    const auto store = at.open();
    server_at_hand server{*store};
    const std::string outcome =
        server.ask(post("/fhir/Claim", a_claim, "Accept: application/fhir+json; fhirVersion=5.0\r\n"))
            .field("Content-Location");
    const response read = server.ask(get("/fhir/Claim/" + outcome.substr(outcome.rfind('/') + 1)));
    BOOST_TEST(read.field("Content-Type") == "application/fhir+json; fhirVersion=5.0; charset=utf-8");
}

BOOST_AUTO_TEST_CASE(decisions_are_found_by_what_was_sent_and_what_was_said)
{
    sqlite_place at;
    const auto store = at.open();
    server_at_hand server{*store};
    const auto identified = [](std::string_view system, std::string_view value) {
        return R"({"resourceType":"Claim","status":"active","identifier":[{"system":")" + std::string{system} +
               R"(","value":")" + std::string{value} + R"("}]})";
    };
    server.claim(identified("urn:s", "one"));
    server.claim(identified("urn:t", "a,b|c"));
    server.ask(post(
        "/fhir",
        R"({"resourceType":"Bundle","identifier":{"system":"urn:s","value":"two"},"entry":[{"resource":)" +
            identified("urn:s", "three") + "}]}"
    ));
    const auto count = [&](const std::string& query) {
        const response found = server.ask(get("/fhir/OperationOutcome?" + query));
        BOOST_TEST_CONTEXT(query) BOOST_TEST(found.status == 200);
        std::size_t entries = 0;
        for (std::size_t i = 0; (i = found.body.find("\"mode\":\"match\"", i)) != std::string::npos; ++i)
            ++entries;
        return entries;
    };
    struct {
        const char* query;
        std::size_t found;
    } const rows[] = {
        {"", 3},
        {"identifier=urn:s|one", 1},
        {"identifier=urn:s%7Cone", 1},
        {"identifier=one", 1},
        {"identifier=|one", 0},
        {"identifier=urn:t|one", 0},
        {"identifier=urn:s|two", 1},
        {"identifier=urn:s|three", 1},
        {"identifier=urn:s|one,urn:s|two", 2},
        {"identifier=urn:t|a\\,b\\|c", 1},
        {"identifier=a\\,b\\|c", 1},
        {"identifier=a\\,b|c", 0},
        {"identifier=urn:s|one&severity=error", 1},
        {"severity=error", 3},
        {"severity=fatal", 0},
        {"finding=no-lines", 3},
        {"finding=primary-missing", 0},
        {"code=20703", 0},
        {"received=ge2020-01-01", 3},
        {"received=lt2020", 0},
        {"received=ge2020&received=lt2021", 0},
        {"_count=2", 2},
        {"_format=json", 3},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.query) BOOST_TEST(count(row.query) == row.found);
    for (const char* wrong :
         {"foo=1",
          "identifier=",
          "identifier=urn:s|",
          "identifier=one,urn:s|",
          "received=x",
          "received=xx2020",
          "_count=0",
          "_count=x",
          "page=0",
          "page=x",
          "sender=%FF",
          "code=%00",
          "code=%ED%A0%80",
          "finding=%C0%80",
          "%FF=1",
          "sender=a%0A"})
        BOOST_TEST_CONTEXT(wrong)
    BOOST_TEST(server.ask(get(std::string{"/fhir/OperationOutcome?"} + wrong)).status == 400);

    const auto search = [&](std::string_view form, std::string_view type, std::string_view query = "") {
        constexpr std::string_view usual = "application/fhir+json";
        std::string request = post("/fhir/OperationOutcome/_search" + std::string{query}, form);
        request.replace(request.find(usual), usual.size(), type);
        return server.ask(request);
    };
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    const response first = search("severity=error&_count=2", form);
    BOOST_TEST(first.status == 200);
    BOOST_TEST(first.body.find(R"("relation":"self","url":"/fhir/OperationOutcome/_search"})") != std::string::npos);
    const std::size_t started = first.body.find("_search?page=");
    BOOST_TEST_REQUIRE(started != std::string::npos);
    const std::string page = first.body.substr(started + 7, first.body.find('"', started) - started - 7);
    const response second = search("severity=error&_count=2", form, page);
    BOOST_TEST(second.status == 200);
    BOOST_TEST(second.body.find("next") == std::string::npos);
    BOOST_TEST(second.body.find("\"mode\":\"match\"") != std::string::npos);
    BOOST_TEST(search("identifier=urn%3As%7Cone", form).body.find("urn%3As") == std::string::npos);
    BOOST_TEST(search("severity=error", "application/json").status == 415);
    BOOST_TEST(search("severity=error", "application/x-www-form-urlencoded; charset=latin1").status == 415);
    BOOST_TEST(search("foo=1", form).status == 400);
    BOOST_TEST(search("", form).status == 200);

    std::string next = "/fhir/OperationOutcome?severity=error&_count=2";
    std::size_t pages = 0;
    for (; !next.empty() && pages < 5; ++pages) {
        const std::string body = server.ask(get(next)).body;
        const std::string mark = R"({"relation":"next","url":")";
        const std::size_t link = body.find(mark);
        next = link == std::string::npos
                   ? ""
                   : body.substr(link + mark.size(), body.find('"', link + mark.size()) - link - mark.size());
    }
    BOOST_TEST(pages == 2u);
}

BOOST_AUTO_TEST_CASE(a_key_with_another_body_is_refused)
{
    memory_store store;
    server_at_hand server{store};
    BOOST_TEST(is_decided(server.claim(a_claim, key("one"))));
    const response refused = server.claim(other_claim, key("one"));
    BOOST_TEST(refused.status == 422);
    BOOST_TEST(refused.field("Marrow-Verdict") == "error; errors=1; retry=no");
    BOOST_TEST(refused.body.find("\"conflict\"") != std::string::npos);
    BOOST_TEST(refused.body.find("under a key of its own") != std::string::npos);
    BOOST_TEST(refused.field("Idempotent-Replayed") == "");
    BOOST_TEST(is_decided(server.claim(other_claim, key("two"))));
    BOOST_TEST(store.records().size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_key_comes_from_the_header_or_else_from_the_bundle)
{
    const std::string identified = R"("identifier":{"system":"urn:s","value":"v"},)";
    const std::string header = R"("entry":[{"resource":{"resourceType":"MessageHeader","id":"m"}}],)";
    struct {
        const char* name;
        std::string first, second;    ///< members of two Bundles
        std::string key, second_key;  ///< of the header
        bool is_one_key;
    } const rows[] = {
        {"none", "", "", "", "", false},
        {"the same header", "", "", "k", "k", true},
        {"other headers", "", "", "k", "l", false},
        {"headers go first", identified, identified, "k", "l", false},
        {"the same identifier", identified, identified, "", "", true},
        {"another value", identified, R"("identifier":{"system":"urn:s","value":"w"},)", "", "", false},
        {"another system", identified, R"("identifier":{"system":"urn:t","value":"v"},)", "", "", false},
        {"a system alone", R"("identifier":{"system":"urn:s"},)", R"("identifier":{"system":"urn:s"},)", "", "", false},
        {"a header and an identifier", identified, identified, "v", "", false},
        {"the same message", R"("type":"message",)" + header, R"("type":"message",)" + header, "", "", true},
        {"a header outside a message",
         R"("type":"collection",)" + header,
         R"("type":"collection",)" + header,
         "",
         "",
         false},
    };
    for (const auto& row : rows) {
        memory_store store;
        server_at_hand server{store};
        const auto lines = [](const std::string& text) { return text.empty() ? text : key(text); };
        const response first = server.ask(post("/fhir", bundle(row.first, "1"), lines(row.key)));
        const response second = server.ask(post("/fhir", bundle(row.second, "2"), lines(row.second_key)));
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(is_decided(first));
            BOOST_TEST((second.body.find("under a key of its own") != std::string::npos) == row.is_one_key);
            BOOST_TEST(store.records().size() == (row.is_one_key ? 1u : 2u));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_request_id_is_a_key_where_the_server_says_so)
{
    const std::string id = "X-Request-Id: mine\r\n";
    for (const bool is_key : {false, true}) {
        sqlite_place at;
        const auto store = at.open();
        server_at_hand server{*store};
        server.keeping().request_id_is_key = is_key;
        const auto replayed = [&](const std::string& lines) {
            return server.claim(a_claim, lines).field("Idempotent-Replayed") == "true";
        };
        BOOST_TEST(!replayed(id));
        BOOST_TEST(replayed(id) == is_key);
        BOOST_TEST(!replayed("X-Request-Id: my:ne\r\n"), "as it was sent, not as it is logged");
        BOOST_TEST(!replayed("X-Request-Id: myne\r\n"));
        BOOST_TEST(!replayed(id + key("other")));
        BOOST_TEST(!replayed(""));
        BOOST_TEST(!replayed(""), "one that the server made is none");
    }
}

BOOST_AUTO_TEST_CASE(who_sent_a_submission_is_kept_with_it)
{
    const std::string message = R"({"resourceType":"Bundle","type":"message","entry":[{"resource":)"
                                R"({"resourceType":"MessageHeader","source":{"endpoint":"urn:here"}}}]})";
    memory_store store;
    server_at_hand server{store};
    server.claim(a_claim);
    server.claim(a_claim, "Marrow-Sender: ward 7\r\n");
    server.ask(post("/fhir", message));
    server.ask(post("/fhir", message, "Marrow-Sender: " + std::string(255, 's') + "\r\n"));
    const auto kept = store.records();
    BOOST_REQUIRE(kept.size() == 4u);
    const std::string senders[] = {"", "ward 7", "urn:here", std::string(255, 's')};
    for (std::size_t i = 0; i < kept.size(); ++i)
        BOOST_TEST(kept[i].received.sender == senders[i]);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_empty_or_not_the_only_one_is_refused)
{
    memory_store store;
    server_at_hand server{store};
    for (const std::string& header : {key(""), key("\"\""), key("one") + key("two"), key("one") + key("one")}) {
        const response refused = server.claim(a_claim, header);
        BOOST_TEST(refused.status == 400, header);
        BOOST_TEST(refused.body.find("Idempotency-Key") != std::string::npos);
    }
    BOOST_TEST(store.records().empty());
    BOOST_TEST(is_decided(server.claim(a_claim, key("one,two"))), "a comma is a character of it");
}

BOOST_AUTO_TEST_CASE(a_key_names_a_submission_in_one_release)
{
    memory_store store;
    server_at_hand server{store};
    const auto sent_in = [&](const std::string& release) {
        std::string request = post("/fhir/Claim", a_claim, key("one"));
        const std::string type = "application/fhir+json";
        request.replace(request.find(type), type.size(), type + "; fhirVersion=" + release);
        return server.ask(request);
    };
    BOOST_TEST(is_decided(sent_in("5.0")));
    BOOST_TEST(sent_in("5.0").field("Idempotent-Replayed") == "true");
    BOOST_TEST(sent_in("4.0").status == 422);
    BOOST_TEST(sent_in("4.0").body.find("release") != std::string::npos);
    BOOST_TEST(store.records().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_key_belongs_to_its_route_and_is_bounded)
{
    memory_store store;
    server_at_hand server{store};
    BOOST_TEST(is_decided(server.claim(a_claim, key("one"))));
    BOOST_TEST(is_decided(server.ask(post("/fhir/Procedure", R"({"resourceType":"Procedure"})", key("one")))));
    BOOST_TEST(store.records().size() == 2u);
    BOOST_TEST(is_decided(server.claim(a_claim, key(std::string(255, 'k')))));
    BOOST_TEST(server.claim(a_claim, key(std::string(256, 'k'))).status == 400);
    BOOST_TEST(store.records().size() == 3u);
    const std::string by_another = "Marrow-Sender: another\r\n";
    BOOST_TEST(is_decided(server.claim(other_claim, key("one") + by_another)), "each sender has keys of its own");
    const std::string header = R"("type":"message","entry":[{"resource":{"resourceType":"MessageHeader","id":"m"}}],)";
    BOOST_TEST(is_decided(server.ask(post("/fhir", bundle(header, "1")))));
    BOOST_TEST(is_decided(server.ask(post("/fhir", bundle(header, "2"), by_another))));
    BOOST_TEST(store.records().size() == 6u);
}

BOOST_AUTO_TEST_CASE(a_submission_that_is_being_decided_is_not_decided_again)
{
    memory_store store;
    store.hold_back();
    server_at_hand server{store};
    raw_client first = server.connect();
    first.send(post("/fhir/Claim", a_claim, key("one")));
    while (store.asked() == 0)
        std::this_thread::sleep_for(1ms);
    const response meanwhile = server.claim(a_claim, key("one"));
    BOOST_TEST(meanwhile.status == 409);
    BOOST_TEST(!meanwhile.field("Retry-After").empty());
    BOOST_TEST(meanwhile.field("Marrow-Verdict") == "error; errors=1; retry=yes");
    store.let_go();
    const response made = first.read();
    BOOST_TEST(made.status == 422);
    BOOST_TEST(server.claim(a_claim, key("one")).body == made.body);
    BOOST_TEST(store.records().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_key_that_another_process_was_quicker_with_is_tried_again)
{
    memory_store store;
    server_at_hand server{store};
    store.take_keys(true);
    const response late = server.claim(a_claim, key("one"));
    BOOST_TEST(late.status == 409);
    BOOST_TEST(!late.field("Retry-After").empty());
    BOOST_TEST(late.field("Content-Location").empty());
    store.take_keys(false);
    BOOST_TEST(is_decided(server.claim(a_claim, key("one"))));
}

BOOST_AUTO_TEST_CASE(a_hundred_at_once_of_one_key_make_one_decision_and_one_answer)
{
    sqlite_place at;
    const auto store = at.open();
    server_at_hand server{*store};
    std::vector<raw_client> clients;
    for (int i = 0; i < 100; ++i)
        clients.push_back(server.connect());
    for (raw_client& one : clients)
        one.send(post("/fhir/Claim", a_claim, key("one")));
    std::set<std::string> answers;
    for (raw_client& one : clients) {
        const response made = one.read();
        BOOST_TEST((made.status == 422 || made.status == 409));
        if (made.status == 422) answers.insert(made.body);
    }
    BOOST_TEST(answers.size() == 1u);
    const response again = server.claim(a_claim, key("one"));
    BOOST_TEST(again.field("Idempotent-Replayed") == "true");
    BOOST_TEST(answers.contains(again.body));
}

BOOST_AUTO_TEST_SUITE_END()
