#include "adapter/render/outcome_difference.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/operations/parts.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <thread>

using namespace marrow;
using namespace marrow::test;
using namespace std::chrono_literals;

namespace {

/// A server over a store of its own, with what these tests ask.
struct place {
    sqlite_place at;
    std::unique_ptr<adapter::store::message_store> store{at.open()};
    kept_server server{*store};

    /// Where the decision can be read.
    std::string send(const std::string& bundle)
    {
        const response made = server.ask(post("/fhir", bundle));
        BOOST_TEST((made.status == 200 || made.status == 422));
        return made.field("Content-Location");
    }

    response read(const std::string& path) { return server.ask(get(path)); }

    /// The decision when nothing is due any more.
    response settled(const std::string& path)
    {
        for (int i = 0; i < 400 && !store->take_due(1).value().empty(); ++i)
            std::this_thread::sleep_for(10ms);
        return read(path);
    }
};

/// Code and severity of what the decision says, not of the structure.
std::multimap<std::string, std::string> findings_of(const std::string& outcome)
{
    std::multimap<std::string, std::string> out;
    const auto told = adapter::issues_told(outcome).value();
    for (const adapter::told_issue& each : told)
        out.emplace(each.code, each.severity);
    std::erase_if(out, [](const auto& each) { return each.first.starts_with("reference-"); });
    return out;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace

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
