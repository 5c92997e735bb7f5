#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/fhirpath/expression.hpp"
#include "fhir/path.hpp"
#include "tests/adapter/operations/late_place.hpp"
#include "tests/adapter/operations/parts.hpp"
#include "tests/adapter/operations/structure_errors.hpp"
#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace marrow;
using namespace marrow::test;
using adapter::test::sample_named;
using fhir::json::name;
using fhir::json::value;
using tests::given;

namespace {

constexpr std::string_view path = "/fhir/Claim/$submit";

/// Without a store.
class server_at_hand {
public:
    response submit(std::string_view body, std::string_view lines = "")
    {
        return running_.ask(post(path, body, lines));
    }
    response ask(std::string_view request) { return running_.ask(request); }

private:
    static const mappings::tables& built_in()
    {
        static const mappings::tables known = mappings::tables::load().value();
        return known;
    }
    static adapter::http::server_options options()
    {
        auto with = test_server::options();
        with.routes = adapter::http::all_routes();
        return with;
    }

    test_server running_{options(), built_in()};
};

/// "1 A1, 2 A4": sequence and review action of each item.
std::string actions_of(const value& response)
{
    std::string out;
    for (const value& item : response[fhir::json::known_name("item")].items()) {
        const value& adjudication = item[fhir::json::known_name("adjudication")].first();
        const value& review = adjudication[name::extension].first()[name::extension].first();
        const value& code = review[name::valueCodeableConcept][name::coding].first();
        out.append(out.empty() ? "" : ", ")
            .append(item[fhir::json::known_name("itemSequence")].text())
            .append(" ")
            .append(code[name::code].text());
    }
    return out;
}

std::string with(std::string text, std::string_view from, std::string_view to)
{
    const std::size_t at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string resource_named(const std::string& id, std::string_view sample = "accepted")
{
    const parts all{sample_named(sample)};
    const given entry{all.bundle({id})};
    std::string out;
    fhir::json::writer{out}.copy(entry.at("entry/0/resource"), entry.document);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(submit_claim)

BOOST_AUTO_TEST_CASE(a_bundle_is_answered_with_a_bundle_that_begins_with_the_claim_response)
{
    server_at_hand server;
    const given sent{sample_named("accepted")};
    const response got = server.submit(sent.input);
    BOOST_REQUIRE_EQUAL(got.status, 200);
    BOOST_TEST(structure_errors(got.body) == "", got.body);
    BOOST_TEST(contains(got.field("Marrow-Verdict"), "accepted; errors=0"));
    const given made{got.body};
    BOOST_TEST(made.at("type").text() == "collection");
    const value& claim_response = made.at("entry/0/resource");
    BOOST_TEST(claim_response[name::resourceType].text() == "ClaimResponse");
    BOOST_TEST(claim_response[name::use].text() == "claim");
    BOOST_TEST(claim_response[name::outcome].text() == "complete");
    BOOST_TEST(!claim_response[fhir::json::known_name("error")]);
    BOOST_TEST(actions_of(claim_response) == "1 A1, 2 A1");
    const value& request = claim_response[name::request];
    BOOST_TEST(request[name::reference].text() == sent.at("entry/0/fullUrl").text());
    for (const value& each : made.at("entry").items().subspan(1)) {
        const auto originals = sent.at("entry").items();
        const auto same = std::ranges::find_if(originals, [&](const value& one) {
            return one[name::fullUrl].text() == each[name::fullUrl].text();
        });
        BOOST_REQUIRE(same != originals.end());
        std::string before;
        std::string after;
        fhir::json::writer{before}.copy((*same)[name::resource], sent.document);
        fhir::json::writer{after}.copy(each[name::resource], made.document);
        BOOST_TEST(before == after);
    }
    BOOST_TEST(made.at("entry").items().size() >= 4u, got.body);
}

BOOST_AUTO_TEST_CASE(each_error_has_its_code_its_line_and_a_path_into_what_was_sent)
{
    const struct {
        const char* sample;
        std::string_view actions;
        std::string_view finding;
    } rows[] = {
        {"no-primary", "1 A1, 2 A3", "add-on-without-primary"},
        {"no-documentation", "1 A1, 2 A4", "documentation-missing"},
        {"another-date", "1 A1, 2 A3", "primary-on-another-date"},
        {"another-practitioner", "1 A1, 2 A3", "primary-by-another-practitioner"},
        {"dangling-pointer", "1 A1, 2 A3", "pointer-dangling"},
    };
    server_at_hand server;
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.sample)
        {
            const given sent{sample_named(row.sample)};
            const response got = server.submit(sent.input);
            BOOST_REQUIRE_EQUAL(got.status, 200);
            BOOST_TEST(structure_errors(got.body) == "", got.body);
            const given made{got.body};
            const value& claim_response = made.at("entry/0/resource");
            BOOST_TEST(claim_response[name::outcome].text() == "error");
            BOOST_TEST(actions_of(claim_response) == row.actions, got.body);
            const auto errors = claim_response[fhir::json::known_name("error")].items();
            BOOST_REQUIRE(!errors.empty());
            bool is_told = false;
            for (const value& error : errors) {
                const auto codings = error[name::code][name::coding].items();
                BOOST_TEST(codings[0][name::system].text() == "https://codesystem.x12.org/005010/901");
                is_told = is_told || codings[1][name::code].text() == row.finding;
                BOOST_TEST(!error[fhir::json::known_name("itemSequence")].text().empty());
                const std::string_view where = error[name::extension].items()[1][name::valueString].text();
                const auto read = fhir::fhirpath::compile(where, fhir::definitions::model::of(fhir::version::r4));
                BOOST_REQUIRE(read);
                BOOST_TEST(fhir::element_at(sent.document, where) != nullptr, where);
            }
            BOOST_TEST(is_told, got.body);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_claim_alone_or_in_parameters_gets_a_claim_response)
{
    server_at_hand server;
    const std::string claim = resource_named("claim");
    const std::string wrapped =
        R"({"resourceType":"Parameters","parameter":[{"name":"resource","resource":)" + claim + "}]}";
    for (const std::string& body : {claim, wrapped}) {
        const response got = server.submit(body);
        BOOST_REQUIRE_EQUAL(got.status, 200);
        BOOST_TEST(structure_errors(got.body) == "", got.body);
        const given made{got.body};
        BOOST_TEST(made.at("resourceType").text() == "ClaimResponse");
        BOOST_TEST(made.at("request/identifier/value").text() == "TEST-0001");
        BOOST_TEST(!made.at("request")[name::reference]);
    }
}

BOOST_AUTO_TEST_CASE(a_preauthorization_is_answered_as_one)
{
    server_at_hand server;
    const response got =
        server.submit(with(sample_named("no-documentation"), R"("use": "claim")", R"("use": "preauthorization")"));
    BOOST_REQUIRE_EQUAL(got.status, 200);
    const given made{got.body};
    BOOST_TEST(made.at("entry/0/resource/use").text() == "preauthorization");
    BOOST_TEST(actions_of(made.at("entry/0/resource")) == "1 A1, 2 A1");
    BOOST_TEST(contains(got.body, "processNote"));
    BOOST_TEST(structure_errors(got.body) == "", got.body);
    const std::string day{made.at("entry/0/resource/created").text().substr(0, 10)};
    BOOST_TEST(made.at("entry/0/resource/item/1/extension/0/valueDate").text() == day, got.body);
}

BOOST_AUTO_TEST_CASE(in_r5_the_review_and_the_path_have_elements_of_their_own)
{
    server_at_hand server;
    const response got = server.submit(sample_named("r5"), "Accept: application/fhir+json; fhirVersion=5.0\r\n");
    BOOST_REQUIRE_EQUAL(got.status, 200);
    BOOST_TEST(structure_errors(got.body, fhir::version::r5) == "", got.body);
    BOOST_TEST(contains(
        got.body,
        R"("reviewOutcome":{"decision":{"coding":[{"system":"http://hl7.org/fhir/claim-decision","code":"approved")"
    ));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_decided_gets_one_outcome_and_no_claim_response)
{
    const std::string claim = resource_named("claim");
    const std::string bundle = sample_named("accepted");
    const struct {
        const char* name;
        std::string body;
        std::string_view text;
    } rows[] = {
        {"empty", "", ""},
        {"truncated", bundle.substr(0, bundle.size() / 2), ""},
        {"no entries", R"({"resourceType":"Bundle","type":"collection"})", "first entry of the Bundle is no Claim"},
        {"empty entries", R"({"resourceType":"Bundle","type":"collection","entry":[]})", "first entry"},
        {"an entry of nothing", R"({"resourceType":"Bundle","type":"collection","entry":[null]})", "first entry"},
        {"the Claim is not first", parts{bundle}.bundle({"claim"}, true), "first entry of the Bundle is no Claim"},
        {"a Procedure", R"({"resourceType":"Procedure","status":"completed"})", "takes a Claim"},
        {"a Patient", R"({"resourceType":"Patient"})", "Claim"},
        {"Parameters without resource", R"({"resourceType":"Parameters"})", "resource"},
        {"no use", with(claim, R"("use":"claim",)", ""), "no use"},
        {"a use of another kind", with(claim, R"("use":"claim",)", R"("use":1,)"), "no use"},
        {"a patient of another kind", with(claim, R"("patient":{)", R"("patient":"x","enterer":{)"), "no patient"},
        {"a string", R"("Claim")", ""},
    };
    server_at_hand server;
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const response got = server.submit(row.body);
            BOOST_TEST(got.status == 400);
            const given made{got.body};
            BOOST_TEST(made.at("resourceType").text() == "OperationOutcome");
            BOOST_TEST(made.at("issue").items().size() == 1u);
            BOOST_TEST(contains(got.body, row.text), got.body);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_name_or_identifier_of_a_person_stands_in_a_refusal)
{
    server_at_hand server;
    const response got = server.submit(R"({"resourceType":"Bundle","type":"collection","entry":[
        {"resource":{"resourceType":"Patient","id":"Synthetic-Name","name":[{"family":"Synthetic"}]}}]})");
    BOOST_TEST(got.status == 400);
    BOOST_TEST(!contains(got.body, "Synthetic"), got.body);
}

BOOST_AUTO_TEST_CASE(it_is_kept_and_sent_again_it_gets_the_same_answer)
{
    place here;
    const std::string body = sample_named("no-documentation");
    const std::string request = post(path, body, "Idempotency-Key: once\r\n");
    const response first = here.server.ask(request);
    BOOST_REQUIRE_EQUAL(first.status, 200);
    const response again = here.server.ask(request);
    BOOST_TEST(again.body == first.body);
    BOOST_TEST(again.field("Idempotent-Replayed") == "true");
    const response other = here.server.ask(post(path, sample_named("accepted"), "Idempotency-Key: once\r\n"));
    BOOST_TEST(other.status == 422);
    const response base = here.server.ask(post("/fhir", body, "Idempotency-Key: once\r\n"));
    BOOST_TEST(base.field("Idempotent-Replayed") == "", "another route, another key");

    BOOST_TEST(first.field("Content-Location") == "", "the Bundle is kept nowhere");
    const given answered{first.body};
    const std::string location = "/fhir/ClaimResponse/" + std::string{answered.at("id").text()};
    const response read = here.read(location);
    BOOST_TEST(read.status == 200);
    std::string alone;
    fhir::json::writer{alone}.copy(answered.at("entry/0/resource"), answered.document);
    BOOST_TEST(read.body == alone);
    BOOST_TEST(read.field("ETag") == "W/\"1\"");
    BOOST_TEST(here.read(location + "/_history/1").body == alone);
    BOOST_TEST(here.read(location + "/_history/2").status == 404);
    BOOST_TEST(here.read("/fhir/ClaimResponse/none").status == 404);
}

BOOST_AUTO_TEST_CASE(parameters_are_kept_as_the_claim_that_they_hold)
{
    place here;
    const std::string claim = resource_named("claim");
    const std::string wrapped =
        R"({"resourceType":"Parameters","parameter":[{"name":"resource","resource":)" + claim + "}]}";
    const response got = here.server.ask(post(path, wrapped, "Idempotency-Key: k\r\n"));
    BOOST_REQUIRE_EQUAL(got.status, 200);
    const given made{got.body};
    const std::string id{made.at("id").text()};
    BOOST_TEST(made.at("request/reference").text() == "Claim/" + id);
    BOOST_TEST(got.field("Content-Location").ends_with("/fhir/ClaimResponse/" + id));
    BOOST_TEST(here.read("/fhir/ClaimResponse/" + id).body == got.body);
    const response read = here.read("/fhir/Claim/" + id);
    BOOST_TEST(read.status == 200);
    BOOST_TEST(contains(read.body, "TEST-0001"));
    BOOST_TEST(here.server.ask(post(path, wrapped, "Idempotency-Key: k\r\n")).body == got.body);
}

BOOST_AUTO_TEST_CASE(it_is_answered_anew_when_what_it_waits_for_comes)
{
    const parts all{sample_named("accepted")};
    place here;
    const response first = here.server.ask(post(path, all.bundle({"claim"})));
    BOOST_REQUIRE_EQUAL(first.status, 200);
    BOOST_TEST(contains(first.body, R"("code":"A4")"), first.body);
    here.send(all.bundle({"claim"}, true));
    const std::string location = "/fhir/ClaimResponse/" + std::string{given{first.body}.at("id").text()};
    const response second = here.settled(location);
    BOOST_TEST(second.field("ETag") == "W/\"2\"");
    const given made{second.body};
    BOOST_TEST(actions_of(made.root()) == "1 A1, 2 A1", second.body);
    BOOST_TEST(contains(first.body, here.read(location + "/_history/1").body));
}

BOOST_AUTO_TEST_CASE(a_response_is_there_for_a_claim_that_was_posted_to_the_base_and_for_no_procedure)
{
    place here;
    const std::string decision = here.send(sample_named("accepted"));
    const std::string id = decision.substr(decision.rfind('/') + 1);
    BOOST_TEST(here.read("/fhir/ClaimResponse/" + id).status == 200);
    const std::string procedure = here.send(
        R"({"resourceType":"Procedure","status":"completed","subject":{"display":"x"}})", {}, "/fhir/Procedure"
    );
    const std::string other = procedure.substr(procedure.rfind('/') + 1);
    BOOST_TEST(here.read("/fhir/ClaimResponse/" + other).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
