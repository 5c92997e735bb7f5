#include "tests/adapter/operations/late_place.hpp"
#include "tests/adapter/operations/structure_errors.hpp"
#include "tests/fhir/given.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace marrow;
using namespace marrow::test;
using fhir::json::known_name;
using fhir::json::name;
using fhir::json::value;
using tests::given;

namespace {

struct release_row {
    fhir::version release;
    std::string_view number;
    std::string_view full;
};

constexpr release_row releases[] = {
    {fhir::version::r4, "4.0", "4.0.1"}, {fhir::version::r4b, "4.3", "4.3.0"}, {fhir::version::r5, "5.0", "5.0.0"}};

response ask_in(place& here, const std::string& path, std::string_view number)
{
    return here.server.ask(get(path, "Accept: application/fhir+json; fhirVersion=" + std::string{number} + "\r\n"));
}

/// Names and definitions of the operations of a resource type; of none, of the system.
std::vector<std::string> operations_of(const value& statement, std::string_view type)
{
    const value& rest = statement[known_name("rest")].first();
    const value* from = &rest;
    for (const value& each : rest[name::resource].items())
        if (each[name::type].text() == type) from = &each;
    std::vector<std::string> out;
    for (const value& each : (*from)[known_name("operation")].items())
        out.push_back(std::string{each[name::name].text()} + " " + std::string{each[name::definition].text()});
    return out;
}

bool has(const std::vector<std::string>& all, std::string_view one)
{
    return std::ranges::find(all, one) != all.end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(described)

BOOST_AUTO_TEST_CASE(the_capability_statement_is_valid_in_each_release_and_tells_all_operations)
{
    place here;
    here.server.keeping().key_lifetime = std::chrono::hours{24 * 7};
    for (const release_row& row : releases) {
        BOOST_TEST_CONTEXT(row.full)
        {
            const response got = ask_in(here, "/fhir/metadata", row.number);
            BOOST_REQUIRE_EQUAL(got.status, 200);
            BOOST_TEST(structure_errors(got.body, row.release) == "", got.body);
            const given made{got.body};
            BOOST_TEST(made.at("fhirVersion").text() == row.full);
            const auto of_claims = operations_of(made.root(), "Claim");
            BOOST_TEST(has(of_claims, "submit http://hl7.org/fhir/OperationDefinition/Claim-submit"));
            BOOST_TEST(has(of_claims, "validate http://hl7.org/fhir/OperationDefinition/Resource-validate"));
            const auto of_all = operations_of(made.root(), "");
            BOOST_TEST(has(of_all, "cpt-lines http://marrow.example/fhir/OperationDefinition/cpt-lines"));
            BOOST_TEST(
                has(of_all, "process-message http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message")
            );
            BOOST_TEST(has(
                of_all, "submit-attachment http://hl7.org/fhir/us/davinci-cdex/OperationDefinition/submit-attachment"
            ));
            BOOST_TEST(made.at("messaging/0/reliableCache").text() == "10080");
            BOOST_TEST(!made.at("rest/0/security")[known_name("description")].text().empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(the_tag_of_the_capability_statement_goes_with_its_text)
{
    place here;
    const response first = ask_in(here, "/fhir/metadata", "4.0");
    BOOST_TEST(first.field("ETag").starts_with("W/\""));
    BOOST_TEST(ask_in(here, "/fhir/metadata", "4.0").field("ETag") == first.field("ETag"));
    BOOST_TEST(ask_in(here, "/fhir/metadata", "5.0").field("ETag") != first.field("ETag"));
}

BOOST_AUTO_TEST_CASE(the_bounds_on_attachments_stand_with_the_operation)
{
    place here;
    const response got = ask_in(here, "/fhir/metadata", "4.0");
    const given made{got.body};
    const value& rest = made.at("rest/0");
    bool is_told = false;
    for (const value& each : rest[known_name("operation")].items())
        if (each[name::name].text() == "submit-attachment")
            is_told = contains(each[known_name("documentation")].text(), "413");
    BOOST_TEST(is_told);
}

BOOST_AUTO_TEST_CASE(each_definition_is_valid_in_each_release_and_found_by_its_url)
{
    place here;
    for (const release_row& row : releases) {
        const given all{ask_in(here, "/fhir/OperationDefinition", row.number).body};
        BOOST_TEST(all.at("entry").items().size() == 5u);
        BOOST_TEST(structure_errors(all.input, row.release) == "", all.input);
        const response systems = ask_in(here, "/fhir/CodeSystem", row.number);
        BOOST_TEST(structure_errors(systems.body, row.release) == "", row.full);
        for (const value& entry : all.at("entry").items()) {
            const value& resource = entry[name::resource];
            const std::string id{resource[name::id].text()};
            BOOST_TEST_CONTEXT(id << " " << row.full)
            {
                const response got = ask_in(here, "/fhir/OperationDefinition/" + id, row.number);
                BOOST_TEST(got.status == 200);
                BOOST_TEST(structure_errors(got.body, row.release) == "", got.body);
                const std::string url{resource[name::url].text()};
                const given found{here.read("/fhir/OperationDefinition?url=" + url).body};
                BOOST_TEST(found.at("total").text() == "1");
            }
        }
    }
    BOOST_TEST(here.read("/fhir/OperationDefinition/none").status == 404);
    BOOST_TEST(contains(here.read("/fhir/OperationDefinition?url=http://a.example").body, R"("total":0)"));
}

BOOST_AUTO_TEST_CASE(without_a_store_there_is_no_attachment_to_submit)
{
    auto with = test_server::options();
    with.routes = adapter::http::all_routes();
    static const mappings::tables known = mappings::tables::load().value();
    test_server server{with, known};
    const response got = server.ask(get("/fhir/metadata"));
    BOOST_TEST(got.status == 200);
    BOOST_TEST(structure_errors(got.body) == "", got.body);
    BOOST_TEST(!contains(got.body, "submit-attachment"));
    BOOST_TEST(!contains(got.body, "reliableCache"));
    BOOST_TEST(server.ask(post("/fhir/$submit-attachment", "{}")).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
