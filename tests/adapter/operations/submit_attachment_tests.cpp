#include "adapter/operations/decide_anew.hpp"
#include "tests/adapter/operations/late_place.hpp"
#include "tests/adapter/operations/parts.hpp"
#include "tests/adapter/operations/structure_errors.hpp"
#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace marrow;
using namespace marrow::test;
using adapter::test::sample_named;
using tests::given;

namespace {

constexpr std::string_view path = "/fhir/$submit-attachment";
constexpr std::string_view tracking = R"({"system":"http://hospital.example.org/claims","value":"TEST-0001"})";

std::string with(std::string text, std::string_view from, std::string_view to)
{
    const std::size_t at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// The operative note of the sample, pointing to nothing, of nobody.
std::string note(std::string_view member = R"("docStatus":"final")")
{
    const given entry{parts{sample_named("accepted")}.bundle({"note"})};
    std::string out;
    fhir::json::writer{out}.copy(entry.at("entry/0/resource"), entry.document);
    const std::size_t subject = out.find(R"("subject":{)");
    out.erase(subject, out.find('}', subject) + 2 - subject);
    out = out.substr(0, out.find(R"(,"context":{)")) + "}";
    return with(out, R"("docStatus":"final")", member);
}

std::string
attachment(std::string_view lines = R"({"name":"LineItem","valueString":"2"},)", const std::string& content = note())
{
    return R"({"name":"Attachment","part":[)" + std::string{lines} + R"({"name":"Content","resource":)" + content +
           "}]}";
}

std::string parameters(const std::string& attachments = attachment(), std::string_view of = tracking)
{
    return R"({"resourceType":"Parameters","parameter":[{"name":"TrackingId","valueIdentifier":)" + std::string{of} +
           R"(},{"name":"AttachTo","valueCode":"claim"},)"
           R"({"name":"OrganizationId","valueIdentifier":{"system":"http://hl7.org/fhir/sid/us-npi","value":"1407071236"}},)"
           R"({"name":"MemberId","valueIdentifier":{"system":"http://payer.example.org/members","value":"M-1"}},)"
           R"({"name":"ServiceDate","valueDateTime":"2026-03-10"},)" +
           attachments + "]}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(submit_attachment)

BOOST_AUTO_TEST_CASE(a_document_that_comes_after_its_claim_has_the_line_decided_anew)
{
    place here;
    const std::string claim = here.send(sample_named("no-documentation"));
    BOOST_TEST(contains(here.read(claim).body, "documentation-missing"));
    const response got = here.server.ask(post(path, parameters()));
    BOOST_REQUIRE_EQUAL(got.status, 200);
    BOOST_TEST(structure_errors(got.body) == "", got.body);
    BOOST_TEST(contains(got.body, R"("severity":"information")"));
    BOOST_TEST(contains(got.body, "decided anew"), got.body);
    const response second = here.settled(claim);
    BOOST_TEST(second.field("ETag") == "W/\"2\"");
    BOOST_TEST(contains(second.body, "\"accepted\""), second.body);
    BOOST_TEST(!contains(second.body, "documentation-missing"), second.body);
}

BOOST_AUTO_TEST_CASE(a_document_that_comes_first_is_held_for_its_claim)
{
    place here;
    const response got = here.server.ask(post(path, parameters()));
    BOOST_REQUIRE_EQUAL(got.status, 200);
    BOOST_TEST(contains(got.body, "held"), got.body);
    const std::string claim = here.send(sample_named("no-documentation"));
    const response decided = here.read(claim);
    BOOST_TEST(contains(decided.body, "\"accepted\""), decided.body);
    BOOST_TEST(here.settled(claim).field("ETag") == "W/\"1\"");
}

BOOST_AUTO_TEST_CASE(it_is_for_the_line_that_it_names_or_for_all)
{
    const struct {
        const char* name;
        std::string_view lines;
        bool counts;
    } rows[] = {
        {"this line", R"({"name":"LineItem","valueString":"2"},)", true},
        {"that of the primary", R"({"name":"LineItem","valueString":"1"},)", true},
        {"both", R"({"name":"LineItem","valueString":"1"},{"name":"LineItem","valueString":"2"},)", true},
        {"all", "", true},
        {"another", R"({"name":"LineItem","valueString":"3"},)", false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            place here;
            const std::string claim = here.send(sample_named("no-documentation"));
            BOOST_TEST(here.server.ask(post(path, parameters(attachment(row.lines)))).status == 200);
            BOOST_TEST(contains(here.settled(claim).body, "\"accepted\"") == row.counts);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_line_that_the_claim_has_not_is_told)
{
    place here;
    const std::string wrong = R"({"name":"LineItem","valueString":"2"},{"name":"LineItem","valueString":"7"},)";
    const response held = here.server.ask(post(path, parameters(attachment(wrong))));
    BOOST_TEST(!contains(held.body, "warning"), held.body);
    here.send(sample_named("no-documentation"));
    const response got = here.server.ask(post(path, parameters(attachment(wrong)), "Idempotency-Key: k\r\n"));
    BOOST_TEST(got.status == 200);
    BOOST_TEST(structure_errors(got.body) == "", got.body);
    BOOST_TEST(contains(got.body, R"("severity":"warning","code":"not-found")"), got.body);
    BOOST_TEST(contains(got.body, "LineItem 7 is"));
    BOOST_TEST(!contains(got.body, "LineItem 2 is"));
}

BOOST_AUTO_TEST_CASE(several_come_one_after_another)
{
    place here;
    const std::string claim = here.send(sample_named("no-documentation"));
    const std::string letter = attachment("", with(note(), "11504-8", "51852-2"));
    BOOST_TEST(here.server.ask(post(path, parameters(letter + "," + letter))).status == 200);
    BOOST_TEST(!contains(here.settled(claim).body, "\"accepted\""));
    BOOST_TEST(here.server.ask(post(path, parameters())).status == 200);
    const response last = here.settled(claim);
    BOOST_TEST(contains(last.body, "\"accepted\""), last.body);
    BOOST_TEST(contains(last.body, "documentation-wrong-type"));
}

BOOST_AUTO_TEST_CASE(what_is_no_document_reference_is_the_content_of_one)
{
    place here;
    const std::string claim = here.send(sample_named("no-documentation"));
    const std::string answers =
        R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"1","text":"What was removed",)"
        R"("answer":[{"valueString":"An antibiotic nail from the medullary canal"}]}]})";
    const std::string code =
        R"({"name":"Code","valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"11504-8"}]}},)";
    BOOST_TEST(here.server.ask(post(path, parameters(attachment(code, answers)))).status == 200);
    const response last = here.settled(claim);
    BOOST_TEST(contains(last.body, "\"accepted\""), last.body);
    BOOST_TEST(!contains(last.body, "documentation-not-read"));
}

BOOST_AUTO_TEST_CASE(a_document_of_another_claim_changes_nothing)
{
    place here;
    const std::string claim = here.send(sample_named("no-documentation"));
    const response got = here.server.ask(
        post(path, parameters(attachment(), R"({"system":"http://hospital.example.org/claims","value":"TEST-0002"})"))
    );
    BOOST_TEST(contains(got.body, "held"));
    BOOST_TEST(here.settled(claim).field("ETag") == "W/\"1\"");
}

BOOST_AUTO_TEST_CASE(sent_again_it_is_kept_once)
{
    place here;
    const response first = here.server.ask(post(path, parameters()));
    const response again = here.server.ask(post(path, parameters()));
    BOOST_TEST(again.body == first.body);
    BOOST_TEST(again.field("Idempotent-Replayed") == "true");
    const response other = here.server.ask(post(path, parameters(attachment("")), "Idempotency-Key: k\r\n"));
    BOOST_TEST(other.status == 200);
    BOOST_TEST(here.server.ask(post(path, parameters(), "Idempotency-Key: k\r\n")).status == 422);
}

BOOST_AUTO_TEST_CASE(decided_once_more_it_is_what_it_was)
{
    place here;
    const response got = here.server.ask(post(path, parameters()));
    here.send(sample_named("no-documentation"));
    const std::string id{given{got.body}.at("id").text()};
    here.settle();
    const mappings::policy weighed;
    const auto known = mappings::tables::load();
    adapter::examiner with{*known, weighed, {}};
    const auto again = adapter::decide_anew(with, here.server.keeping(), {id}, 0);
    BOOST_REQUIRE(again);
    BOOST_TEST(!again->made);
}

BOOST_AUTO_TEST_CASE(no_more_are_taken_for_one_claim_than_there_is_room_for)
{
    place here;
    std::string all;
    for (int i = 0; i < 64; ++i)
        all.append(all.empty() ? "" : ",")
            .append(attachment(
                "",
                R"({"resourceType":"DocumentReference","status":"current","content":[{"attachment":{"title":"n"}}]})"
            ));
    BOOST_TEST(here.server.ask(post(path, parameters(all))).status == 200);
    const response got = here.server.ask(post(path, parameters()));
    BOOST_TEST(got.status == 413);
    BOOST_TEST(contains(got.body, "64"), got.body);
}

BOOST_AUTO_TEST_CASE(what_is_no_attachment_is_refused)
{
    const std::string whole = parameters();
    const struct {
        const char* name;
        std::string body;
        int status;
        std::string_view text;
    } rows[] = {
        {"empty", "", 400, ""},
        {"truncated", whole.substr(0, whole.size() / 2), 400, ""},
        {"no Parameters", sample_named("accepted"), 400, "takes a Parameters"},
        {"no parameters", R"({"resourceType":"Parameters"})", 400, "TrackingId"},
        {"a TrackingId without system", parameters(attachment(), R"({"value":"1"})"), 400, "system and value"},
        {"a TrackingId that is too long",
         parameters(attachment(), R"({"system":"http://a.example","value":")" + std::string(2'000, 'x') + "\"}"),
         400,
         "longer"},
        {"attached to nothing", with(whole, R"("valueCode":"claim")", R"("valueCode":"x")"), 400, "AttachTo"},
        {"of nobody", with(whole, "MemberId", "Other"), 400, "MemberId"},
        {"by nobody", with(whole, "OrganizationId", "Other"), 400, "ProviderId"},
        {"of no date", with(whole, "ServiceDate", "Other"), 400, "ServiceDate"},
        {"of a month", with(whole, "2026-03-10", "2026-03"), 400, "to the day"},
        {"no attachment", with(whole, R"("name":"Attachment")", R"("name":"Other")"), 400, "Attachment"},
        {"a line that is no number",
         parameters(attachment(R"({"name":"LineItem","valueString":"a"},)")),
         400,
         "LineItem"},
        {"a line of no number", parameters(attachment(R"({"name":"LineItem","valueString":"0"},)")), 400, "LineItem"},
        {"no resource", parameters(attachment("", R"({"status":"current"})")), 400, "DocumentReference"},
        {"a document against the definitions",
         parameters(attachment("", with(note(), R"("status":"current",)", ""))),
         422,
         "status"},
    };
    place here;
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const response got = here.server.ask(post(path, row.body));
            BOOST_TEST(got.status == row.status);
            BOOST_TEST(contains(got.body, "OperationOutcome"));
            BOOST_TEST(contains(got.body, row.text), got.body);
            BOOST_TEST(!contains(got.body, "M-1"));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
