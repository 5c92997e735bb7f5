#include "adapter/http/responder.hpp"
#include "adapter/samples/samples.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/validate/profiles/library.hpp"
#include "fhir/validate/rules.hpp"
#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using namespace marrow;
using adapter::http::method;
using fhir::json::name;
using fhir::json::value;
using fhir::validate::profiles::library;

namespace {

const mappings::tables& built_in()
{
    static const mappings::tables known = mappings::tables::load().value();
    return known;
}

std::string_view sample(std::string_view wanted)
{
    const auto all = adapter::samples();
    const auto found = std::ranges::find(all, wanted, &adapter::sample::name);
    BOOST_REQUIRE(found != all.end());
    return found->bytes;
}

/// The whole way of a request but for the socket.
class service_at_hand {
public:
    struct result {
        adapter::http::answer head;
        std::string bytes;
        fhir::json::arena memory;
        fhir::json::document parsed;

        const value& root() const { return parsed.root(); }
        std::string_view type() const { return root()[name::resourceType].text(); }
        std::string_view first_text() const { return root()[name::issue].first()[name::details][name::text].text(); }
    };

    std::unique_ptr<result> ask(adapter::http::request asked, std::string_view body = {})
    {
        asked.id = "r1";
        auto made = std::make_unique<result>();
        made->head = to_.respond(asked, body, with_, made->bytes);
        made->parsed = fhir::json::parse(made->bytes, made->memory).value();
        return made;
    }

    std::unique_ptr<result> post(std::string target, std::string_view body, std::string type = "application/json")
    {
        return ask({.method = method::post, .target = std::move(target), .content_type = std::move(type)}, body);
    }

    std::unique_ptr<result> get(std::string target, std::string accept = {})
    {
        return ask({.method = method::get, .target = std::move(target), .accept = std::move(accept)});
    }

    explicit service_at_hand(const library* profiles = nullptr, adapter::examiner::scope only = {})
        : with_{built_in(), weighed_, {.only = only, .profiles = profiles}}
    {
    }

    adapter::service about{built_in(), "2026-01-05T00:00:00Z", "Bounds: a few.", false};

private:
    mappings::policy weighed_;
    adapter::examiner with_;
    adapter::http::manners manners_;
    adapter::http::responder to_{adapter::http::all_routes(), about, manners_};
};

std::string in_parameters(std::string_view resource, std::string_view first = R"("name":"mode","valueCode":"create")")
{
    std::string out = R"({"resourceType":"Parameters","parameter":[{)";
    out.append(first).append("},\n{\"name\":\"resource\", \"resource\": ");
    return out.append(resource).append("}]}");
}

/// A Bundle has a total, by the one profile it knows: http://a.example/p.
std::unique_ptr<const library> profile_at_hand()
{
    const adapter::test::scratch folder;
    folder.write("package.json", R"({"name":"a.example","fhirVersions":["4.0.1"]})");
    folder.write(
        "p.json",
        R"({"resourceType":"StructureDefinition","url":"http://a.example/p","type":"Bundle","derivation":"constraint",)"
        R"("snapshot":{"element":[{"path":"Bundle"},{"path":"Bundle.total","min":1}]}})"
    );
    std::vector<fhir::packages::package> all;
    all.push_back(fhir::packages::package::read(std::filesystem::path{folder.path()}).value());
    return library::load(std::move(all)).value();
}

/// Line and column of the first issue that has them.
std::string place(const value& outcome)
{
    std::string out;
    for (const value& one : outcome[name::issue].items().front()[name::extension].items())
        out += std::string{one[name::valueInteger].text()} + " ";
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(operations)

BOOST_AUTO_TEST_CASE(a_submission_is_decided_and_its_errors_make_the_status)
{
    service_at_hand service;
    const auto accepted = service.post("/fhir", sample("accepted"));
    BOOST_TEST(accepted->head.status == 200);
    BOOST_TEST(accepted->head.errors == 0u);
    BOOST_TEST(accepted->type() == "OperationOutcome");
    BOOST_TEST(accepted->root()[name::id].text() == "r1");
    const auto refused = service.post("/fhir/", sample("no-primary"));
    BOOST_TEST(refused->head.status == 422);
    BOOST_TEST(refused->head.decided);
    BOOST_TEST(refused->head.errors >= 1u);
    BOOST_TEST(refused->type() == "OperationOutcome");
}

BOOST_AUTO_TEST_CASE(validate_answers_200_with_the_same_issues)
{
    service_at_hand service;
    const auto submitted = service.post("/fhir", sample("no-primary"));
    const auto validated = service.post("/fhir/Bundle/$validate", sample("no-primary"));
    BOOST_TEST(validated->head.status == 200);
    BOOST_TEST(validated->head.errors == submitted->head.errors);
    BOOST_TEST(validated->bytes == submitted->bytes);
}

BOOST_AUTO_TEST_CASE(a_resource_in_parameters_is_found_at_its_place_in_the_body)
{
    service_at_hand service;
    const auto alone = service.post("/fhir/Bundle/$validate", sample("no-primary"));
    const auto wrapped = service.post("/fhir/Bundle/$validate", in_parameters(sample("no-primary")));
    BOOST_TEST(wrapped->head.status == 200);
    BOOST_TEST(wrapped->head.errors == alone->head.errors);
    const auto issues = [](const auto& of) { return of->root()[name::issue].items().size(); };
    BOOST_TEST(issues(wrapped) == issues(alone));
    BOOST_TEST(place(wrapped->root()) != place(alone->root()));
    const auto shifted =
        service.post("/fhir/Bundle/$validate", "\n                         " + std::string{sample("no-primary")});
    BOOST_TEST(place(wrapped->root()) == place(shifted->root()));
}

BOOST_AUTO_TEST_CASE(validate_takes_a_profile_of_those_that_are_loaded)
{
    const auto known = profile_at_hand();
    service_at_hand service{known.get()};
    const std::string_view sent = sample("accepted");
    const auto asked = [](const char* url) { return R"("name":"profile","valueUri":")" + std::string{url} + '"'; };
    const auto without = service.post("/fhir/Bundle/$validate", sent);
    const auto by_query = service.post("/fhir/Bundle/$validate?profile=http%3A%2F%2Fa.example%2Fp", sent);
    const auto by_parameter = service.post("/fhir/Bundle/$validate", in_parameters(sent, asked("http://a.example/p")));
    BOOST_TEST(without->head.errors == 0u);
    BOOST_TEST(by_query->head.status == 200);
    BOOST_TEST(by_query->head.errors == 1u);
    BOOST_TEST(by_query->bytes.find("\"profile-min\"") != std::string::npos);
    BOOST_TEST(by_parameter->head.errors == 1u);
    BOOST_TEST(service.post("/fhir/Bundle/$validate?profile=http://a.example/q", sent)->head.status == 400);
    const std::string both = "/fhir/Bundle/$validate?profile=http://a.example/p&profile=http://a.example/q";
    BOOST_TEST(service.post(both, sent)->head.status == 400);
    const auto unknown = service.post("/fhir/Bundle/$validate", in_parameters(sent, asked("http://a.example/q")));
    BOOST_TEST(unknown->head.status == 400);
}

BOOST_AUTO_TEST_CASE(a_profile_is_refused_where_the_decision_alone_is_made)
{
    const auto known = profile_at_hand();
    service_at_hand service{known.get(), adapter::examiner::scope::decision};
    const std::string_view sent = sample("accepted");
    BOOST_TEST(service.post("/fhir/Bundle/$validate", sent)->head.status == 200);
    BOOST_TEST(service.post("/fhir/Bundle/$validate?profile=http://a.example/p", sent)->head.status == 400);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_validated_is_refused)
{
    service_at_hand service;
    struct {
        const char* name;
        const char* target;
        std::string body;
        int status;
    } const rows[] = {
        {"no JSON", "/fhir", "{\"resourceType\":", 400},
        {"empty", "/fhir", "", 400},
        {"an array", "/fhir", "[]", 400},
        {"no resource", "/fhir", "{}", 400},
        {"a Claim at the base", "/fhir", "{\"resourceType\":\"Claim\"}", 400},
        {"a Patient at the base", "/fhir", "{\"resourceType\":\"Patient\"}", 400},
        {"a Claim at Procedure", "/fhir/Procedure", "{\"resourceType\":\"Claim\"}", 400},
        {"a Bundle at Claim", "/fhir/Claim", std::string{sample("accepted")}, 400},
        {"a Bundle at Bundle", "/fhir/Bundle", std::string{sample("accepted")}, 400},
        {"Parameters at the base", "/fhir", in_parameters(sample("accepted")), 400},
        {"Parameters without a resource", "/fhir/Claim/$validate", "{\"resourceType\":\"Parameters\"}", 400},
        {"another type in Parameters", "/fhir/Claim/$validate", in_parameters(sample("accepted")), 400},
        {"a profile", "/fhir/Bundle/$validate?profile=http://a", std::string{sample("accepted")}, 400},
    };
    for (const auto& row : rows) {
        const auto made = service.post(row.target, row.body);
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(made->head.status == row.status);
            BOOST_TEST(!made->head.decided);
            BOOST_TEST(made->type() == "OperationOutcome");
            BOOST_TEST(!made->first_text().empty());
        }
    }
    const auto lost = service.post("/fhir/Bundle", sample("accepted"));
    BOOST_TEST(lost->first_text().find("[base]") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(lines_come_as_parameters)
{
    service_at_hand service;
    const auto made = service.post("/fhir/$cpt-lines", sample("accepted"));
    BOOST_TEST(made->head.status == 200);
    BOOST_TEST(made->type() == "Parameters");
    BOOST_TEST(made->root()[name::parameter].items().size() >= 2u);
    const auto wrapped = service.post("/fhir/$cpt-lines", in_parameters(sample("accepted")));
    BOOST_TEST(wrapped->bytes == made->bytes);
}

BOOST_AUTO_TEST_CASE(the_capability_statement_is_that_of_the_version_asked_for)
{
    service_at_hand service;
    struct {
        const char* accept;
        const char* version;
    } const rows[] = {
        {"", "4.0.1"},
        {"application/fhir+json; fhirVersion=4.0", "4.0.1"},
        {"application/fhir+json; fhirVersion=4.3", "4.3.0"},
        {"application/fhir+json; fhirVersion=5.0", "5.0.0"},
    };
    for (const auto& row : rows) {
        const auto made = service.get("/fhir/metadata", row.accept);
        BOOST_TEST_CONTEXT(row.accept)
        {
            BOOST_TEST(made->head.status == 200);
            BOOST_TEST(made->type() == "CapabilityStatement");
            BOOST_TEST(made->bytes.find("\"fhirVersion\":\"" + std::string{row.version} + "\"") != std::string::npos);
            BOOST_TEST(made->bytes.find("Bounds: a few.") != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(findings_and_issues_of_structure_are_code_systems)
{
    service_at_hand service;
    const auto findings = service.get("/fhir/CodeSystem/finding");
    BOOST_TEST(findings->type() == "CodeSystem");
    for (const mappings::finding_row& row : built_in().findings())
        BOOST_TEST(findings->bytes.find("{\"code\":\"" + row.code + "\"") != std::string::npos);
    const auto structure = service.get("/fhir/CodeSystem/structure");
    BOOST_TEST(structure->type() == "CodeSystem");
    BOOST_TEST(structure->root()[name::url].text() == fhir::validate::rules_system);
    for (const fhir::validate::rule_row& row : fhir::validate::all_rules())
        BOOST_TEST(structure->bytes.find("{\"code\":\"" + std::string{row.code} + "\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(code_systems_are_found_by_url)
{
    service_at_hand service;
    struct {
        const char* query;
        std::size_t found;
    } const rows[] = {
        {"", 2},
        {"?url=http%3A%2F%2Fmarrow.example%2Ffhir%2FCodeSystem%2Ffinding", 1},
        {"?url=http://marrow.example/fhir/CodeSystem/structure", 1},
        {"?url=http://other", 0},
    };
    for (const auto& row : rows) {
        const auto made = service.get(std::string{"/fhir/CodeSystem"} + row.query);
        BOOST_TEST_CONTEXT(row.query)
        {
            BOOST_TEST(made->root()[name::total].text() == std::to_string(row.found));
            BOOST_TEST(made->root()[name::entry].items().size() == row.found);
        }
    }
}

BOOST_AUTO_TEST_CASE(versions_that_disagree_are_not_acceptable)
{
    service_at_hand service;
    const auto ask = [&](std::string sent, std::string wanted) {
        return service.ask(
            {.method = method::post, .target = "/fhir", .content_type = std::move(sent), .accept = std::move(wanted)},
            sample("accepted")
        );
    };
    const std::string type = "application/fhir+json; fhirVersion=";
    BOOST_TEST(ask(type + "4.0", type + "5.0")->head.status == 406);
    BOOST_TEST((ask(type + "4.3", type + "4.3")->head.release == fhir::version::r4b));
    BOOST_TEST((ask(type + "4.3", "")->head.release == fhir::version::r4b));
}

BOOST_AUTO_TEST_CASE(pretty_is_honoured_by_decisions_and_by_faults)
{
    service_at_hand service;
    BOOST_TEST(service.post("/fhir?_pretty=true", sample("accepted"))->bytes.starts_with("{\n  "));
    BOOST_TEST(service.get("/fhir/nothing?_pretty=true")->bytes.starts_with("{\n  "));
}

BOOST_AUTO_TEST_CASE(readiness_ends_with_the_drain_and_life_does_not)
{
    service_at_hand service;
    BOOST_TEST(service.get("/readyz")->head.status == 200);
    service.about.draining = true;
    BOOST_TEST(service.get("/readyz")->head.status == 503);
    BOOST_TEST(service.get("/livez")->head.status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
