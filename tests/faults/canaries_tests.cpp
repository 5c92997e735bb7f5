#include "adapter/examiner.hpp"
#include "adapter/store/compressed.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/sqlite_place.hpp"
#include "tests/faults/canaries.hpp"
#include "tests/faults/failing_disk.hpp"
#include "tests/faults/standard_error.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <set>
#include <sqlite3.h>

using namespace marrow;
using namespace marrow::test;

namespace {

const mappings::tables& built_in()
{
    static const mappings::tables known = mappings::tables::load().value();
    return known;
}

bool may_be_told(std::string_view element, const canary& put)
{
    static const std::set<std::string_view> dated{
        "created", "date", "end", "performedDateTime", "servicedDate", "start"};
    return (element == "code" && put.is_code) || (dated.contains(element) && put.is_date);
}

std::string outcome_of(const std::string& submission)
{
    static const mappings::policy weighed;
    static adapter::examiner one{built_in(), weighed, {}};
    std::string out;
    adapter::examine(one, submission, out);
    return out;
}

/// One line, as NDJSON asks.
std::string flat(std::string json)
{
    std::erase(json, '\n');
    std::erase(json, '\r');
    return json + "\n";
}

/// What of a submission cannot be read, or is more than is taken.
std::vector<std::pair<std::string, std::string>> broken_ones()
{
    const std::string whole = submission_of_canaries();
    std::vector<std::pair<std::string, std::string>> all{
        {"no JSON", "Zqxk Anna Maria"},
        {"text", "\"Zqxk Anna Maria\""},
        {"a list", "[\"Zqxk Anna Maria\"]"},
        {"another resource", R"({"resourceType":"Zqxk","name":"Zqxk"})"},
        {"a Patient", R"({"resourceType":"Patient","name":[{"family":"Zqxk"}]})"},
        {"a member twice", R"({"resourceType":"Claim","Zqxk Anna":{"zqxk":1,"zqxk":2},"zqxk":1})"},
        {"an element twice", R"({"resourceType":"Claim","Zqxk":{"id":1,"id":2}})"},
        {"too deep",
         R"({"resourceType":"Claim","zqxk":)" + std::string(100, '[') + "\"Zqxk\"" + std::string(100, ']') + "}"},
        {"a long number", R"({"resourceType":"Claim","zqxk":8316274905831627490583162749058316274905e99999})"},
        {"a lone surrogate", R"({"resourceType":"Claim","zqxk":"Zqxk\udfaa"})"},
        {"a control character", "{\"resourceType\":\"Claim\",\"zqxk\":\"Zqxk\x01\"}"},
        {"another encoding", std::string{"\xFF\xFE{\0\"\0Z\0q\0x\0k\0", 14}},
        {"Latin 1", "{\"resourceType\":\"Claim\",\"zqxk\":\"Zqxk \xE9\"}"},
        {"more behind it", whole + "Zqxk"},
    };
    for (std::size_t at = 200; at < whole.size(); at += 701) {
        all.emplace_back("truncated", whole.substr(0, at));
        all.emplace_back("no UTF-8", std::string{whole}.replace(at, 1, "\xFF"));
        all.emplace_back("a quote more", std::string{whole}.replace(at, 1, "\""));
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(canaries_of_patients)

BOOST_AUTO_TEST_CASE(the_canaries_are_seen_where_they_are)
{
    BOOST_TEST(holds_canary("PATIENT/ZQXK"));
    BOOST_TEST(!holds_canary(adapter::test::sample_named("accepted")));
    BOOST_TEST(outcome_of(whole_submission()).find("\"accepted\"") != std::string::npos);
    BOOST_TEST(outcome_of(submission_of_canaries()).find("\"element-unknown\"") != std::string::npos);
    std::size_t count = 0;
    with_each_canary(whole_submission(), [&](std::string_view, const canary&, const std::string& changed) {
        count += holds_canary(changed) ? 1u : 0u;
    });
    BOOST_TEST(count > 5000u);
}

BOOST_AUTO_TEST_CASE(no_outcome_repeats_what_could_be_of_the_patient)
{
    for (const char* const name : {"", "r5", "no-documentation", "dangling-pointer"}) {
        const std::string whole = *name ? adapter::test::sample_named(name) : whole_submission();
        with_each_canary(whole, [&](std::string_view element, const canary& put, const std::string& changed) {
            if (may_be_told(element, put)) return;
            const std::string outcome = outcome_of(changed);
            if (holds_canary(outcome)) BOOST_ERROR(name << ": " << put.form << " in " << element << ": " << outcome);
        });
    }
}

BOOST_AUTO_TEST_CASE(no_report_of_the_command_line_does_either)
{
    std::string lines;
    std::size_t count = 0;
    with_each_canary(whole_submission(), [&](std::string_view element, const canary& put, const std::string& changed) {
        if (element != "code" && !may_be_told(element, put) && count++ % 5 == 0) lines += flat(changed);
    });
    for (const char* const format : {"text", "sarif", "junit", "operationoutcome"}) {
        const auto made = adapter::test::marrow({"check", "--input", "ndjson", "--format", format, "-"}, lines);
        BOOST_TEST(made.out.size() > 100'000u);
        std::istringstream out{made.out + made.err};
        for (std::string line; std::getline(out, line);)
            if (holds_canary(line)) BOOST_ERROR(format << ": " << line);
    }
}

BOOST_AUTO_TEST_CASE(nor_what_is_said_of_what_cannot_be_read)
{
    for (const auto& [name, submission] : broken_ones()) {
        const std::string outcome = outcome_of(submission);
        const auto made = adapter::test::marrow({"check", "-"}, submission);
        const auto lines = adapter::test::marrow({"lines", "-"}, submission);
        BOOST_TEST_CONTEXT(name)
        {
            BOOST_TEST(outcome.find("\"issue\"") != std::string::npos);
            BOOST_TEST(!holds_canary(outcome), outcome);
            BOOST_TEST(!holds_canary(made.out), made.out);
            BOOST_TEST(!holds_canary(made.err), made.err);
            BOOST_TEST(!holds_canary(lines.err), lines.err);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_answer_log_or_metric_of_the_server_does_whatever_the_disk_does)
{
    const std::string whole = submission_of_canaries();
    const std::string key = "Idempotency-Key: Zqxk-key\r\n";
    const std::string beside = "User-Agent: Zqxk\r\nReferer: http://zqxk.example/?Zqxk\r\nCookie: a=Zqxk\r\n"
                               "Authorization: Bearer Zqxk\r\nZqxk: Zqxk\r\nForwarded: for=Zqxk\r\n";
    std::vector<std::string> requests{
        post("/fhir", whole, beside),
        post("/fhir", whole, key),
        post("/fhir", whole + " ", key),
        post("/fhir", whole, "Idempotency-Key: " + std::string(300, 'z') + "Zqxk\r\n"),
        post("/fhir", whole, "Content-Encoding: zqxk\r\n"),
        post("/fhir", whole, "Accept: zqxk/zqxk; fhirVersion=Zqxk\r\n"),
        post("/fhir?_format=zqxk&Zqxk=Zqxk", whole),
        post("/fhir/Claim", whole),
        post("/fhir/Bundle", whole),
        post("/fhir/Zqxk", whole),
        post("/fhir/Bundle/$validate", whole),
        post("/fhir/Bundle/$validate?profile=http://zqxk.example/Zqxk", whole),
        post("/fhir/Zqxk/$validate", whole),
        post("/fhir/$cpt-lines?Zqxk", R"({"resourceType":"Zqxk"})"),
        post("/fhir", std::string(200'000, ' ') + whole),
        "POST /fhir HTTP/1.1\r\nHost: here\r\nContent-Type: text/zqxk\r\nContent-Length: 4\r\n\r\nZqxk",
        "POST /fhir HTTP/1.1\r\nHost: here\r\nContent-Type: application/json; charset=zqxk\r\nContent-Length: "
        "2\r\n\r\n{}",
        "POST /fhir HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n5;Zqxk\r\n\"Zqxk\r\n0\r\nZqxk: "
        "Zqxk\r\n\r\n",
        "POST /fhir HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: zqxk\r\n\r\n",
        "POST /fhir HTTP/1.1\r\nHost: here\r\nExpect: zqxk\r\nContent-Length: 2\r\n\r\n{}",
        "ZQXK /fhir HTTP/1.1\r\nHost: here\r\n\r\n",
        "DELETE /fhir/Claim?Zqxk HTTP/1.1\r\nHost: here\r\n\r\n",
        "GET /Zqxk HTTP/2.0\r\nHost: here\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: zqxk.example\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: here\r\nZqxk Anna: Zqxk\r\n\r\n",
        "GET /livez HTTP/zqxk\r\nHost: here\r\n\r\n",
        get("/Zqxk/Anna?birthdate=1931-07-23"),
        get("/%5Aqxk"),
        get("/fhir/Patient?name=Zqxk"),
        get("/fhir/Bundle/Zqxk"),
        get("/fhir/Claim/Zqxk/_history/Zqxk"),
        get("/fhir/OperationOutcome/Zqxk"),
        get("/fhir/OperationOutcome/Zqxk/_history"),
        get("/fhir/OperationOutcome/Zqxk/_history/1"),
        get("/fhir/OperationOutcome?Zqxk=Zqxk"),
        get("/fhir/OperationOutcome?received=Zqxk"),
        get("/fhir/OperationOutcome?_count=Zqxk"),
        get("/fhir/OperationOutcome?page=Zqxk"),
        get("/fhir/CodeSystem/Zqxk"),
        get("/livez?Zqxk", beside),
        get("/metrics?Zqxk", beside),
    };
    for (const auto& [name, submission] : broken_ones())
        requests.push_back(post("/fhir", submission));
    failing_disk below;
    for (const int failure : {0, SQLITE_FULL, SQLITE_READONLY, SQLITE_IOERR_WRITE}) {
        sqlite_place at;
        const standard_error log;
        {
            const auto store = at.open();
            adapter::store::keeping keeping{*store, "the basis"};
            auto options = test_server::options();
            options.hosts = {"here"};
            options.routes = adapter::http::all_routes();
            options.keeping = &keeping;
            options.log_requests = true;
            options.limits.body = 150'000;
            test_server server{options, built_in()};
            below.fail_writes(failure);
            std::set<int> statuses;
            for (const std::string& request : requests) {
                const response made = server.ask(request);
                statuses.insert(made.status);
                if (holds_canary(made.head + made.body))
                    BOOST_ERROR(request.substr(0, 100) << ": " << made.head << made.body);
            }
            const int refused = failure == 0 ? 422 : failure == SQLITE_FULL ? 507 : 503;
            for (const int status : {200, 400, 404, 405, 406, 413, 415, 417, 421, 501, 505, refused})
                BOOST_TEST(statuses.contains(status), status << " is among the answers");
            for (const char* accept : {"text/plain", "*/*"})
                BOOST_TEST(!holds_canary(server.ask(get("/metrics", std::string{"Accept: "} + accept + "\r\n")).body));
            below.fail_writes(0);
        }
        const std::string said = log.text();
        BOOST_TEST(said.find("\"event\":\"request\"") != std::string::npos);
        BOOST_TEST((said.find("\"event\":\"store-failed\"") != std::string::npos) == (failure != 0));
        BOOST_TEST(!holds_canary(said), said);
    }
}

fhir::result<adapter::reply> throw_it(const adapter::question& asked, std::string&)
{
    throw std::runtime_error{std::string{asked.body}};
}

BOOST_AUTO_TEST_CASE(what_an_operation_dies_of_is_told_without_the_submission)
{
    constexpr std::array routes{adapter::http::route{adapter::http::method::post, "/broken", throw_it, {}}};
    auto options = test_server::options();
    options.routes = routes;
    options.log_requests = true;
    options.limits.large_body = 60'000;
    const standard_error log;
    {
        test_server server{options};
        for (const std::size_t size : {std::size_t{0}, std::size_t{70'000}}) {
            const response made = server.ask(post("/broken", submission_of_canaries() + std::string(size, ' ')));
            BOOST_TEST(made.status == 500);
            BOOST_TEST(!holds_canary(made.head + made.body));
        }
    }
    const std::string said = log.text();
    BOOST_TEST(said.find("\"text\":\"std::runtime_error\"") != std::string::npos);
    BOOST_TEST(!holds_canary(said), said);
}

BOOST_AUTO_TEST_SUITE_END()
