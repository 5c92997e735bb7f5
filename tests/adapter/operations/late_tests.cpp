#include "tests/adapter/operations/late_place.hpp"
#include "tests/adapter/operations/parts.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <thread>

using namespace marrow;
using namespace marrow::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(late_arrivals)

BOOST_AUTO_TEST_CASE(a_claim_finds_what_came_before_it)
{
    const parts all{adapter::test::sample_named("accepted")};
    place here;
    const response whole = here.read(here.send(all.whole()));
    place there;
    there.send(all.bundle({"claim"}, true));
    const std::string claim = there.send(all.bundle({"claim"}));
    const response read = there.read(claim);
    BOOST_TEST(contains(read.body, "\"accepted\""), read.body);
    BOOST_TEST((findings_of(read.body) == findings_of(whole.body)), read.body);
    BOOST_TEST(there.settled(claim).field("ETag") == "W/\"1\"");
}

BOOST_AUTO_TEST_CASE(a_claim_is_decided_anew_when_what_it_waits_for_comes)
{
    const parts all{adapter::test::sample_named("accepted")};
    place here;
    const std::string claim = here.send(all.bundle({"claim"}));
    const response first = here.read(claim);
    BOOST_TEST(contains(first.body, "documentation-missing"), first.body);
    here.send(all.bundle({"claim"}, true));
    const response second = here.settled(claim);
    BOOST_TEST(second.field("ETag") == "W/\"2\"");
    BOOST_TEST(contains(second.body, "\"accepted\""), second.body);
    BOOST_TEST(here.read(claim + "/_history/1").body == first.body);
    BOOST_TEST(here.read(claim + "/_history/2").body == second.body);
    const response history = here.read(claim + "/_history");
    BOOST_TEST(contains(history.body, R"("total":2)"));
    BOOST_TEST(history.body.find(second.body) < history.body.find(first.body));
    BOOST_TEST(contains(here.read("/fhir/OperationOutcome?finding=accepted").body, second.body));
    BOOST_TEST(!contains(here.read("/fhir/OperationOutcome?finding=documentation-missing").body, first.body));
}

BOOST_AUTO_TEST_CASE(in_whatever_pieces_and_order_it_comes_the_claim_ends_as_if_it_came_at_once)
{
    const parts all{adapter::test::sample_named("accepted")};
    place at_once;
    const auto expected = findings_of(at_once.read(at_once.send(all.whole())).body);
    for (unsigned seed = 1; seed <= 30; ++seed) {
        std::mt19937 by{seed};
        std::map<unsigned, std::vector<std::string>> pieces;
        for (const std::string& id : all.ids())
            pieces[static_cast<unsigned>(by() % 4)].push_back(id);
        place here;
        std::string claim;
        for (const auto& [number, ids] : pieces) {
            const std::string path = here.send(all.bundle(ids));
            if (std::ranges::find(ids, "claim") != ids.end()) claim = path;
        }
        const response last = here.settled(claim);
        BOOST_TEST_CONTEXT("seed " << seed) BOOST_TEST((findings_of(last.body) == expected), last.body);
    }
}

BOOST_AUTO_TEST_CASE(what_is_due_outlives_the_process)
{
    const parts all{adapter::test::sample_named("accepted")};
    sqlite_place at;
    std::string claim;
    {
        const auto store = at.open();
        kept_server server{*store, 2, 1h};
        claim = server.ask(post("/fhir", all.bundle({"claim"}))).field("Content-Location");
        std::this_thread::sleep_for(50ms);
        server.ask(post("/fhir", all.bundle({"claim"}, true)));
        BOOST_TEST(server.ask(get(claim)).field("ETag") == "W/\"1\"");
    }
    const auto store = at.open();
    BOOST_TEST(!store->take_due(10).value().empty());
    kept_server server{*store};
    for (int i = 0; i < 400 && !store->take_due(1).value().empty(); ++i)
        std::this_thread::sleep_for(10ms);
    BOOST_TEST(server.ask(get(claim)).field("ETag") == "W/\"2\"");
}

BOOST_AUTO_TEST_SUITE_END()
