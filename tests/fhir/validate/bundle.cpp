#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

namespace {

std::string entry(const std::string& url, const std::string& resource, const std::string& more = {})
{
    return "{'fullUrl':'" + url + "','resource':" + resource + more + "}";
}

const std::string base = "http://a.example/fhir/";

}  // namespace

BOOST_AUTO_TEST_SUITE(validate_bundle)

BOOST_AUTO_TEST_CASE(a_full_url_is_that_of_its_resource)
{
    const validated rows[]{
        {"of a server", bundle("collection", entry(base + "Patient/1", patient("'id':'1'"))), ""},
        {"a uuid", bundle("collection", entry("urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11", patient(""))), ""},
        {"relative",
         bundle("collection", entry("Patient/1", patient("'id':'1'"))),
         "error full-url-not-absolute Bundle.entry[0]"},
        {"without id",
         bundle("collection", entry(base + "Patient/1", patient(""))),
         "error full-url-without-id Bundle.entry[0]"},
        {"of another id",
         bundle("collection", entry(base + "Patient/1", patient("'id':'2'"))),
         "error full-url-of-another Bundle.entry[0]"},
        {"of another type",
         bundle("collection", entry(base + "Group/1", patient("'id':'1'"))),
         "error full-url-of-another Bundle.entry[0]"},
        {"none in a collection",
         bundle("collection", "{'resource':" + patient("'id':'1'") + "}"),
         "error full-url-missing Bundle.entry[0]"},
        {"none in a batch",
         bundle("batch", "{'resource':" + patient("") + ",'request':{'method':'POST','url':'Patient'}}"),
         ""},
        {"twice",
         bundle(
             "collection",
             entry(base + "Patient/1", patient("'id':'1'")) + "," + entry(base + "Patient/1", patient("'id':'1'"))
         ),
         "error rule-broken Bundle"},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(results_of_a_search_have_ids_and_modes)
{
    const std::string outcome =
        resource_with("OperationOutcome", "'issue':[{'severity':'information','code':'informational'}]");
    const std::string mode = ",'search':{'mode':'outcome'}";
    const validated rows[]{
        {"with id", bundle("searchset", entry(base + "Patient/1", patient("'id':'1'"))), ""},
        {"without id",
         bundle("searchset", entry("urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11", patient(""))),
         "error search-result-without-id Bundle.entry[0].resource"},
        {"an outcome",
         bundle("searchset", entry("urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11", outcome, mode)),
         "warning search-passed-over Bundle"},
        {"no outcome",
         bundle("searchset", entry(base + "Patient/1", patient("'id':'1'"), mode)),
         "warning search-passed-over Bundle; error search-outcome-expected Bundle.entry[0].resource"},
        {"two next links",
         "{'resourceType':'Bundle','type':'searchset','link':[{'relation':'next','url':'http://a.example/1'},"
         "{'relation':'next','url':'http://a.example/2'}]}",
         "error link-twice Bundle.link[1]"},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(entries_of_a_batch_refer_to_none_that_it_creates)
{
    const auto two = [](const std::string& type, const std::string& method, const std::string& reference) {
        const auto request = [](const std::string& how, const std::string& url) {
            return ",'request':{'method':'" + how + "','url':'" + url + "'}";
        };
        const std::string basic = resource_with(
            "Basic",
            "'code':{'text':'t'},'subject':{'reference':'" + reference + "'},'author':{'reference':'" + reference + "'}"
        );
        const std::string url = method == "POST" ? "Patient" : "Patient/1";
        return bundle(
            type,
            "{'resource':" + basic + request("POST", "Basic") + "}," +
                entry(base + "Patient/1", patient("'id':'1'"), request(method, url))
        );
    };
    const std::string told = "warning batch-reference Bundle.entry[0].resource.subject";
    const validated rows[]{
        {"in a batch, once an entry", two("batch", "POST", base + "Patient/1"), told},
        {"to what is put", two("batch", "PUT", base + "Patient/1"), ""},
        {"to what is elsewhere", two("batch", "POST", base + "Patient/2"), ""},
        {"in a transaction", two("transaction", "POST", base + "Patient/1"), ""},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(a_document_holds_what_its_composition_names)
{
    const auto document = [](const std::string& subject, const std::string& more) {
        return resource_with(
            "Bundle",
            "'type':'document','identifier':{'system':'urn:ietf:rfc:3986','value':'urn:uuid:7f0a3a66-5b19-4b0e-9c59-"
            "0c9b2f6f2a11'},"
            "'timestamp':'2026-03-01T00:00:00Z','entry':[" +
                entry(
                    base + "Composition/1",
                    resource_with(
                        "Composition",
                        "'id':'1','status':'final','type':{'text':'t'},'subject':{'reference':'" + subject +
                            "'},'date':'2026-03-01','author':[{'display':'d'}],'title':'t'"
                    )
                ) +
                more + "]"
        );
    };
    const std::string held = "," + entry(base + "Patient/1", patient("'id':'1'"));
    const validated rows[]{
        {"held", document("Patient/1", held), ""},
        {"not held", document("Patient/2", held), "error bundle-reference-not-found Bundle.entry[0].resource.subject"},
        {"held twice",
         document("Patient/1", held + held),
         "error rule-broken Bundle; error bundle-reference-ambiguous Bundle.entry[0].resource.subject"},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(invariants_of_bundles_hold)
{
    const validated rows[]{
        {"bdl-1: a total", "{'resourceType':'Bundle','type':'collection','total':1}", "error rule-broken Bundle"},
        {"bdl-1: a total of a search", "{'resourceType':'Bundle','type':'searchset','total':1}", ""},
        {"bdl-3: a request missing",
         bundle("transaction", entry(base + "Patient/1", patient("'id':'1'"))),
         "error rule-broken Bundle"},
        {"bdl-5: an empty entry",
         bundle("collection", "{'link':[{'relation':'self','url':'http://a.example'}]}"),
         "error rule-broken Bundle.entry[0]; error full-url-missing Bundle.entry[0]"},
    };
    check(rows);
}

BOOST_AUTO_TEST_SUITE_END()
