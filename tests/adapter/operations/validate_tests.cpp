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

std::string id_in(const std::string& path)
{
    return path.substr(path.rfind('/') + 1);
}

std::string asking(std::string_view mode, std::string_view resource = "")
{
    std::string out =
        R"({"resourceType":"Parameters","parameter":[{"name":"mode","valueCode":")" + std::string{mode} + "\"}";
    if (!resource.empty()) out.append(R"(,{"name":"resource","resource":)").append(resource).append("}");
    return out + "]}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validate)

BOOST_AUTO_TEST_CASE(what_is_kept_is_validated_by_its_id)
{
    place here;
    const std::string id = id_in(here.send(sample_named("no-documentation")));
    const std::string at = "/fhir/Bundle/" + id + "/$validate";
    for (const std::string& request :
         {get(at), post(at, ""), post(at, asking("create")), post(at + "?mode=create", "")}) {
        const response got = here.server.ask(request);
        BOOST_TEST(got.status == 200);
        BOOST_TEST(structure_errors(got.body) == "", got.body);
        BOOST_TEST(contains(got.body, "documentation-missing"), got.body);
    }
    BOOST_TEST(here.read("/fhir/OperationOutcome/" + id).field("ETag") == "W/\"1\"", "nothing is kept of it");
}

BOOST_AUTO_TEST_CASE(its_own_lines_are_no_others)
{
    place here;
    const std::string id = id_in(here.send(sample_named("accepted")));
    const response got = here.server.ask(get("/fhir/Bundle/" + id + "/$validate"));
    BOOST_TEST(contains(got.body, "\"accepted\""), got.body);
    BOOST_TEST(contains(got.field("Marrow-Verdict"), "accepted"));
}

BOOST_AUTO_TEST_CASE(each_mode_asks_what_it_says)
{
    place here;
    const std::string id = id_in(here.send(sample_named("accepted")));
    const std::string instance = "/fhir/Bundle/" + id + "/$validate";
    const std::string type = "/fhir/Bundle/$validate";
    const std::string body = sample_named("accepted");
    const std::string renamed = [&] {
        std::string out = body;
        return out.insert(out.find('{') + 1, "\"id\":\"" + id + "\",");
    }();
    const struct {
        const char* name;
        std::string request;
        int status;
        std::string_view text;
    } rows[] = {
        {"create", post(type + "?mode=create", body), 200, "\"accepted\""},
        {"create in Parameters", post(type, asking("create", body)), 200, "\"accepted\""},
        {"update", post(instance, asking("update", renamed)), 200, "\"accepted\""},
        {"update of another", post(instance, asking("update", body)), 200, "no update of it"},
        {"update of a type", post(type + "?mode=update", body), 400, "asked of an instance"},
        {"delete", post(instance + "?mode=delete", ""), 200, "Nothing is deleted"},
        {"delete in Parameters", post(instance, asking("delete")), 200, "Nothing is deleted"},
        {"delete of a type", post(type, asking("delete", body)), 400, "asked of an instance"},
        {"profile without one", post(type + "?mode=profile", body), 400, "needs the parameter profile"},
        {"a mode that is none", post(type + "?mode=patch", body), 400, "mode is create"},
        {"a profile that is not known", post(type + "?profile=http://a.example/p", body), 400, "none that this server"},
        {"nothing", post(type, ""), 400, ""},
        {"Parameters of nothing", post(type, asking("create")), 400, "named resource"},
        {"nobody", get("/fhir/Bundle/none/$validate"), 404, "is kept"},
        {"of another type", get("/fhir/Claim/" + id + "/$validate"), 404, "is kept"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const response got = here.server.ask(row.request);
            BOOST_TEST(got.status == row.status);
            BOOST_TEST(contains(got.body, "OperationOutcome"));
            BOOST_TEST(contains(got.body, row.text), got.body);
            BOOST_TEST(structure_errors(got.body) == "", got.body);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
