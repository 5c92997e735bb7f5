#include "adapter/operations/decide_anew.hpp"
#include "tests/adapter/operations/each_store.hpp"
#include "tests/adapter/operations/parts.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <vector>

using namespace marrow;
using namespace marrow::test;

namespace {

const parts& accepted()
{
    static const parts all{adapter::test::sample_named("accepted")};
    return all;
}

/// The Bundle with another text; that must be there.
std::string changed(std::string bundle, std::string_view what, std::string_view by)
{
    const std::size_t at = bundle.find(what);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, what);
    return bundle.replace(at, what.size(), by);
}

/// A professional claim of one line.
std::string
claim_of(const std::string& id, const std::string& code, const std::string& day, const std::string& more = {})
{
    return R"({"resourceType":"Claim","id":")" + id + R"(",)" + more +
           R"("status":"active","use":"claim","type":{"coding":[{"system":)"
           R"("http://terminology.hl7.org/CodeSystem/claim-type","code":"professional"}]},)"
           R"("patient":{"reference":"Patient/1"},"item":[{"sequence":1,"productOrService":{"coding":[{"system":)"
           R"("http://www.ama-assn.org/go/cpt","code":")" +
           code + R"("}]},"servicedDate":")" + day + R"("}]})";
}

std::string cancelled(const std::string& claim)
{
    return changed(claim, "active", "cancelled");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(later_versions)

BOOST_AUTO_TEST_CASE(a_document_that_is_withdrawn_and_one_that_is_mended_is_judged_anew)
{
    const std::string note = accepted().bundle({"note"});
    const std::string withdrawn = changed(note, R"("current")", R"("entered-in-error")");
    in_each_store([&](place& here) {
        here.send(accepted().bundle({"claim"}, true));
        const std::string claim = here.send(accepted().bundle({"claim"}));
        BOOST_TEST(contains(here.settled(claim).body, "\"accepted\""));
        here.send(withdrawn);
        const response second = here.settled(claim);
        BOOST_TEST(second.field("ETag") == "W/\"2\"");
        BOOST_TEST(contains(second.body, "documentation-withdrawn"), second.body);
        here.send(withdrawn);
        BOOST_TEST(here.settled(claim).field("ETag") == "W/\"2\"", "the same again decides nothing");
        here.send(note);
        BOOST_TEST(contains(here.settled(claim).body, "\"accepted\""));
    });
}

BOOST_AUTO_TEST_CASE(a_procedure_that_comes_with_another_status_is_judged_anew)
{
    in_each_store([&](place& here) {
        here.send(accepted().bundle({"claim"}, true));
        const std::string claim = here.send(accepted().bundle({"claim"}));
        here.send(changed(accepted().bundle({"primary"}), R"("completed")", R"("not-done")"));
        BOOST_TEST(contains(here.settled(claim).body, "primary-not-performed"), here.read(claim).body);
    });
}

BOOST_AUTO_TEST_CASE(an_older_surgery_that_comes_second_and_its_end_are_seen)
{
    const std::string older = claim_of("1", "27470", "2026-03-10");
    const std::string corrected = claim_of(
        "9",
        "27470",
        "2025-03-10",
        R"("related":[{"claim":{"reference":"Claim/1"},"relationship":{"coding":[{"code":"prior"}]}}],)"
    );
    in_each_store([&](place& here) {
        for (const std::string& end : {cancelled(older), claim_of("1", "27470", "2025-03-10"), corrected}) {
            const std::string newer = here.send(claim_of("2", "27470", "2026-04-10"), {}, "/fhir/Claim");
            BOOST_TEST(!contains(here.settled(newer).body, "global-period"));
            here.send(older, {}, "/fhir/Claim");
            BOOST_TEST(contains(here.settled(newer).body, "global-period"), here.read(newer).body);
            here.send(end, {}, "/fhir/Claim");
            BOOST_TEST(!contains(here.settled(newer).body, "global-period"), here.read(newer).body);
        }
    });
}

BOOST_AUTO_TEST_CASE(the_primary_of_an_earlier_claim_that_is_cancelled_is_lost)
{
    const std::string primary = claim_of("1", "27470", "2026-03-10");
    in_each_store([&](place& here) {
        here.send(primary, {}, "/fhir/Claim");
        const std::string add_on = here.send(claim_of("2", "20703", "2026-03-10"), {}, "/fhir/Claim");
        BOOST_TEST(contains(here.settled(add_on).body, "primary-on-another-claim"), here.read(add_on).body);
        here.send(cancelled(primary), {}, "/fhir/Claim");
        BOOST_TEST(contains(here.settled(add_on).body, "add-on-without-primary"));
    });
}

BOOST_AUTO_TEST_CASE(a_patient_who_comes_again_makes_nothing_due)
{
    sqlite_place at;
    const auto store = at.open();
    kept_server server{*store, 2, std::chrono::hours{1}};
    server.ask(post("/fhir", accepted().bundle({"claim"}, true)));
    server.ask(post("/fhir", accepted().bundle({"claim"})));
    const auto before = store->take_due(10).value().size();
    server.ask(post("/fhir", accepted().bundle({"patient", "surgeon", "hospital", "coverage"})));
    BOOST_TEST(store->take_due(10).value().size() == before);
    server.ask(post("/fhir", accepted().bundle({"note"})));
    BOOST_TEST(store->take_due(10).value().size() == before + 1);
}

BOOST_AUTO_TEST_CASE(a_name_that_a_message_has_twice_is_waited_for_without_end_of_deciding)
{
    in_each_store([&](place& here) {
        const std::string note = accepted().bundle({"note"});
        std::string twice = note;
        const std::size_t begin = note.find("{\"fullUrl\"");
        twice.insert(begin, note.substr(begin, note.rfind("]}") - begin) + ",");
        here.send(accepted().bundle({"claim", "note"}, true));
        here.send(twice);
        const std::string claim = here.send(accepted().bundle({"claim"}));
        BOOST_TEST(contains(here.settled(claim).body, "documentation-missing"));
        here.send(note);
        BOOST_TEST(contains(here.settled(claim).body, "\"accepted\""));
    });
}

/// What was kept when nothing is due any more is what would be decided now.
BOOST_AUTO_TEST_CASE(whatever_comes_in_whatever_order_nothing_is_left_for_a_replay)
{
    const std::string note = accepted().bundle({"note"});
    const std::vector<std::string> all{
        accepted().bundle({"claim"}),
        accepted().bundle({"claim", "note"}, true),
        note,
        changed(note, R"("current")", R"("superseded")"),
        accepted().bundle({"primary"}),
        changed(accepted().bundle({"primary"}), R"("completed")", R"("not-done")"),
        changed(accepted().bundle({"claim"}), R"("active")", R"("cancelled")"),
        claim_of("1", "27470", "2026-02-10"),
        claim_of("2", "27470", "2026-03-10"),
        claim_of("3", "20703", "2026-03-10"),
        claim_of("1", "27470", "2026-03-10"),
        cancelled(claim_of("1", "27470", "2026-02-10")),
        cancelled(claim_of("2", "27470", "2026-02-10"))};
    static const auto known = mappings::tables::load().value();
    const mappings::policy weighed;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 by{seed};
        place here;
        std::vector<std::string> sent;
        for (int i = 0; i < 20; ++i) {
            const std::string& next = all[by() % all.size()];
            const bool is_claim = next.starts_with(R"({"resourceType":"Claim")");
            sent.push_back(here.send(next, {}, is_claim ? "/fhir/Claim" : "/fhir"));
        }
        here.settle();
        adapter::examiner with{known, weighed, {}};
        for (const std::string& each : sent) {
            const std::string id = each.substr(each.rfind('/') + 1);
            const auto anew = adapter::decide_anew(with, here.server.keeping(), {id}, 1).value();
            BOOST_TEST(!anew.made.has_value(), "seed " << seed << ": " << each);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
