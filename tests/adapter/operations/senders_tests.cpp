#include "tests/adapter/operations/each_store.hpp"
#include "tests/adapter/operations/parts.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>
#include <vector>

using namespace marrow;
using namespace marrow::test;

namespace {

void replace_all(std::string& in, const std::string& what, const std::string& by)
{
    for (std::size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + by.size()))
        in.replace(at, what.size(), by);
}

/// The Bundle without fullUrl: its resources go by type and id alone, and by no identifier.
std::string in_short(std::string bundle)
{
    const parts whole{bundle};
    const std::string full_url = R"("fullUrl": ")";
    for (std::size_t at = bundle.find(full_url); at != std::string::npos; at = bundle.find(full_url)) {
        const std::size_t begin = at + full_url.size();
        const std::string url = bundle.substr(begin, bundle.find('"', begin) - begin);
        bundle.erase(at, bundle.find('\n', at) - at);
        const auto text_after = [&](const std::string& key) {
            const std::size_t value = bundle.find(key, at) + key.size();
            return bundle.substr(value, bundle.find('"', value) - value);
        };
        replace_all(bundle, url, text_after(R"("resourceType": ")") + "/" + text_after(R"("id": ")"));
    }
    replace_all(bundle, R"("identifier")", R"("_identifier")");
    return bundle;
}

/// A professional claim of one surgery.
std::string surgery(const std::string& id, const std::string& day, const std::string& patient)
{
    return R"({"resourceType":"Claim","id":")" + id +
           R"(","status":"active","use":"claim","type":{"coding":[{"system":)"
           R"("http://terminology.hl7.org/CodeSystem/claim-type","code":"professional"}]},"patient":{"reference":")" +
           patient +
           R"("},"item":[{"sequence":1,"productOrService":{"coding":[{"system":)"
           R"("http://www.ama-assn.org/go/cpt","code":"27470"}]},"servicedDate":")" +
           day + R"("}]})";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(senders)

BOOST_AUTO_TEST_CASE(what_one_sends_under_type_and_id_alone_serves_no_other)
{
    const parts all{in_short(adapter::test::sample_named("accepted"))};
    BOOST_TEST(!contains(all.whole(), "urn:uuid"));
    in_each_store([&](place& here) {
        here.send(all.bundle({"claim"}, true), "ward-1");
        const std::string own = here.send(all.bundle({"claim"}), "ward-1");
        BOOST_TEST(contains(here.settled(own).body, "\"accepted\""));

        const std::string claim = here.send(all.bundle({"claim"}), "ward-2");
        BOOST_TEST(contains(here.settled(claim).body, "documentation-missing"));
        here.send(all.bundle({"claim"}, true));
        BOOST_TEST(contains(here.settled(claim).body, "documentation-missing"), "nobody is another sender, too");
        here.send(all.bundle({"claim"}, true), "ward-2");
        BOOST_TEST(contains(here.settled(claim).body, "\"accepted\""));
    });
}

BOOST_AUTO_TEST_CASE(what_goes_by_a_name_of_the_world_serves_all)
{
    const parts all{adapter::test::sample_named("accepted")};
    in_each_store([&](place& here) {
        here.send(all.bundle({"claim"}, true), "ward-1");
        const std::string claim = here.send(all.bundle({"claim"}), "ward-2");
        BOOST_TEST(contains(here.settled(claim).body, "\"accepted\""));
    });
}

BOOST_AUTO_TEST_CASE(lines_of_a_patient_under_type_and_id_alone_are_of_one_sender)
{
    const std::string later = surgery("2", "2026-03-20", "Patient/1");
    in_each_store([&](place& here) {
        here.send(surgery("1", "2026-03-10", "Patient/1"), "ward-1", "/fhir/Claim");
        const std::string other = here.send(later, "ward-2", "/fhir/Claim");
        BOOST_TEST(!contains(here.settled(other).body, "global-period"));
        const std::string own = here.send(later, "ward-1", "/fhir/Claim");
        BOOST_TEST(contains(here.settled(own).body, "global-period"));
    });
}

BOOST_AUTO_TEST_CASE(a_claim_that_comes_again_replaces_that_of_its_sender_alone)
{
    const std::string patient = "http://hospital.example.org/fhir/Patient/1";
    in_each_store([&](place& here) {
        std::string cancelled = surgery("1", "2026-03-10", patient);
        replace_all(cancelled, "active", "cancelled");
        here.send(surgery("1", "2026-03-10", patient), "ward-1", "/fhir/Claim");
        here.send(cancelled, "ward-2", "/fhir/Claim");
        const std::string one = here.send(surgery("2", "2026-03-20", patient), "ward-3", "/fhir/Claim");
        BOOST_TEST(contains(here.settled(one).body, "global-period"));
        here.send(cancelled, "ward-1", "/fhir/Claim");
        const std::string two = here.send(surgery("3", "2026-03-20", patient), "ward-3", "/fhir/Claim");
        BOOST_TEST(!contains(here.settled(two).body, "27470 of 2026-03-10"));
    });
}

BOOST_AUTO_TEST_CASE(the_source_of_a_message_is_its_sender_where_the_request_names_none)
{
    const parts all{in_short(adapter::test::sample_named("accepted"))};
    const auto message = [&](const std::string& source, bool others) {
        std::string bundle = all.bundle({"claim"}, others);
        replace_all(
            bundle,
            R"("type":"collection","entry":[)",
            R"("type":"message","entry":[{"resource":{"resourceType":)"
            R"("MessageHeader","source":{"endpoint":")" +
                source + R"("}}},)"
        );
        return bundle;
    };
    in_each_store([&](place& here) {
        here.send(message("urn:ward-1", true));
        BOOST_TEST(!contains(here.settled(here.send(message("urn:ward-2", false))).body, "\"accepted\""));
        BOOST_TEST(contains(here.settled(here.send(message("urn:ward-1", false))).body, "\"accepted\""));
        BOOST_TEST(contains(here.settled(here.send(all.bundle({"claim"}), "urn:ward-1")).body, "\"accepted\""));
    });
}

BOOST_AUTO_TEST_SUITE_END()
