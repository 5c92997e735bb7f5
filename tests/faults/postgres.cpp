#include "adapter/store/upkeep.hpp"
#include "tests/adapter/store/postgres_place.hpp"
#include "tests/faults/cutting_proxy.hpp"
#include "tests/faults/kept.hpp"
#include "tests/faults/marrow_process.hpp"
#include "tests/faults/outages.hpp"

#include <csignal>
#include <set>

using namespace marrow;
using namespace marrow::test;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;
using cut = cutting_proxy::cut;

namespace {

/// Through a proxy.
std::string address_by(const std::string& address, std::uint16_t port)
{
    const std::string before = std::to_string(postgres_server::shared().port());
    return std::string{address}.replace(address.find(before), before.size(), std::to_string(port));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres, *boost::unit_test::precondition(has_postgres))

BOOST_AUTO_TEST_CASE(what_became_of_a_commit_is_looked_up_when_the_connection_is_lost)
{
    postgres_place at;
    cutting_proxy between{postgres_server::shared().port()};
    const auto store = std::move(adapter::store::open_postgres({address_by(at.address(), between.port())}).value());
    const int count = 3 * count_of_outages();
    for (int i = 0; i < count; ++i) {
        between.cut_at_next_commit(std::array{cut::before, cut::after, cut::late}[static_cast<std::size_t>(i % 3)]);
        const auto how = keep(*store, whole_record_of(i));
        BOOST_REQUIRE_MESSAGE(how.has_value(), how.error().log);
        BOOST_TEST(*how);
        BOOST_TEST(between.cuts() == i + 1);
    }
    std::this_thread::sleep_for(500ms);
    const auto found = adapter::store::check(at.address()).value();
    BOOST_TEST(found.wrong.empty());
    BOOST_TEST(found.messages == static_cast<std::uint64_t>(count));
    BOOST_TEST(found.decisions == static_cast<std::uint64_t>(count));
}

BOOST_AUTO_TEST_CASE(a_session_that_still_waits_to_commit_is_ended_before_what_it_did_is_looked_up)
{
    postgres_place at;
    cutting_proxy between{postgres_server::shared().port()};
    const auto store = std::move(adapter::store::open_postgres({address_by(at.address(), between.port())}).value());
    const auto waiting = [&] {
        return run_sql(at.address(), "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    };
    std::promise<fhir::result<bool>> end;
    {
        const standing_in_line others{at.address()};
        store->keep(whole_record_of(1), [&](fhir::result<bool> how) { end.set_value(std::move(how)); });
        BOOST_TEST((time_until([&] { return waiting() == "1"; }) < 2s));
        between.cut_clients();
        std::this_thread::sleep_for(300ms);
        BOOST_TEST(waiting() == "1", "the new session waits, and the old one is gone");
    }
    BOOST_TEST(end.get_future().get().value());
    BOOST_TEST(adapter::store::check(at.address()).value().messages == 1u);
}

BOOST_AUTO_TEST_CASE(nothing_acknowledged_is_lost_or_doubled_when_connections_are_lost_during_commit)
{
    postgres_place at;
    cutting_proxy between{postgres_server::shared().port()};
    marrow_process server{address_by(at.address(), between.port())};
    const std::atomic<std::uint16_t> port{server.port()};
    std::atomic<bool> ends{false};
    std::list<sender> senders;
    for (int i = 0; i < 8; ++i)
        senders.emplace_back(i, port, ends);
    std::mt19937 random{20260101};
    for (int i = 0; i < count_of_outages(); ++i) {
        pause_at_random(random);
        between.cut_at_next_commit(std::array{cut::before, cut::after, cut::late}[random() % 3]);
        BOOST_TEST((time_until([&] { return between.cuts() > i; }) < 30s));
    }
    pause_at_random(random);
    ends = true;
    const std::size_t acknowledged = is_kept_once(senders, at.address());
    BOOST_TEST(acknowledged > static_cast<std::size_t>(count_of_outages()));
    for (const sender& one : senders) {
        BOOST_TEST(one.unexpected() == 0);
        BOOST_TEST(one.refused() == 0, "each commit whose end is not known is settled before it is answered for");
        BOOST_TEST(one.replayed() == 0);
    }
    BOOST_TEST_MESSAGE(acknowledged << " acknowledged over " << count_of_outages() << " connections lost at COMMIT");
}

BOOST_AUTO_TEST_CASE(nothing_acknowledged_is_lost_or_doubled_when_the_database_restarts_or_crashes)
{
    postgres_server& database = postgres_server::shared();
    postgres_place at;
    marrow_process server{at.address()};
    const std::atomic<std::uint16_t> port{server.port()};
    std::atomic<bool> ends{false};
    std::list<sender> senders;
    for (int i = 0; i < 8; ++i)
        senders.emplace_back(i, port, ends);
    std::mt19937 random{20260102};
    clock_type::duration slowest{};
    const std::string body = adapter::test::sample_named("accepted");
    for (int i = 0; i < 3 * count_of_outages(); ++i) {
        pause_at_random(random);
        if (i % 3 == 2) {
            database.kill_backends();
        } else {
            database.stop(i % 3 == 0 ? SIGINT : SIGQUIT);
            const response refused = server.ask(post_of("outage-" + std::to_string(i), body));
            BOOST_TEST(refused.status == 503);
            BOOST_TEST(!refused.field("Retry-After").empty());
            BOOST_TEST((time_until([&] { return server.status_of("/readyz") == 503; }) < 5s));
            BOOST_TEST(server.status_of("/livez") == 200);
            database.start();
        }
        slowest = std::max(slowest, time_until([&] { return server.status_of("/readyz") == 200; }));
    }
    BOOST_TEST((slowest < 30s));
    pause_at_random(random);
    ends = true;
    const std::size_t acknowledged = is_kept_once(senders, at.address());
    BOOST_TEST(acknowledged > static_cast<std::size_t>(3 * count_of_outages()));
    int refused = 0;
    for (const sender& one : senders) {
        BOOST_TEST(one.unexpected() == 0);
        refused += one.refused();
    }
    BOOST_TEST(refused > 0);
    BOOST_TEST_MESSAGE(
        acknowledged << " acknowledged over " << 3 * count_of_outages() << " outages; slowest recovery "
                     << std::chrono::duration_cast<std::chrono::milliseconds>(slowest).count() << " ms"
    );
}

BOOST_AUTO_TEST_CASE(a_full_disk_of_the_database_is_told_and_when_it_is_not_full_any_more_it_goes_on)
{
    postgres_place at;
    const marrow_process server{at.address()};
    const std::string body = adapter::test::sample_named("accepted");
    run_sql(at.address(), R"(CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER full_disk BEFORE INSERT ON marrow.message EXECUTE FUNCTION full_disk();
        CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON marrow.probe EXECUTE FUNCTION full_disk())");
    BOOST_TEST(server.ask(post_of("one", body)).status == 507);
    BOOST_TEST((time_until([&] { return server.status_of("/readyz") == 503; }) < 5s));
    BOOST_TEST(server.ask(post_of("two", body)).status == 507);
    run_sql(at.address(), "DROP FUNCTION full_disk CASCADE");
    BOOST_TEST((time_until([&] { return server.status_of("/readyz") == 200; }) < 5s));
    const response first = server.ask(post_of("one", body));
    BOOST_TEST(first.status == 200);
    BOOST_TEST(first.field("Idempotent-Replayed").empty());
    BOOST_TEST(adapter::store::check(at.address()).value().messages == 1u);
}

BOOST_AUTO_TEST_CASE(nothing_acknowledged_is_lost_or_doubled_when_one_of_two_servers_is_killed)
{
    postgres_place at;
    marrow_process stays{at.address()};
    std::optional<marrow_process> killed;
    killed.emplace(at.address());
    const std::atomic<std::uint16_t> first{stays.port()};
    std::atomic<std::uint16_t> second{killed->port()};
    std::atomic<bool> ends{false};
    std::list<sender> senders;
    for (int i = 0; i < 8; ++i)
        senders.emplace_back(i, i % 2 == 0 ? first : second, ends);
    std::mt19937 random{20260103};
    for (int i = 0; i < count_of_outages(); ++i) {
        pause_at_random(random);
        killed->kill();
        killed.emplace(at.address());
        second = killed->port();
    }
    pause_at_random(random);
    ends = true;
    BOOST_TEST(is_kept_once(senders, at.address()) > static_cast<std::size_t>(count_of_outages()));
    for (const sender& one : senders)
        BOOST_TEST(one.unexpected() == 0);
}

BOOST_AUTO_TEST_CASE(a_key_sent_a_hundred_times_at_once_to_two_servers_makes_one_decision)
{
    postgres_place at;
    const marrow_process servers[]{marrow_process{at.address()}, marrow_process{at.address()}};
    for (int round = 0; round < count_of_outages(); ++round) {
        const std::string request = post_of("key-" + std::to_string(round), adapter::test::sample_named("accepted"));
        std::mutex guard;
        std::set<std::string> answers;
        std::set<int> statuses;
        std::vector<std::thread> all;
        for (int i = 0; i < 100; ++i)
            all.emplace_back([&, i] {
                for (response made{}; made.status != 200;) {
                    made = servers[i % 2].ask(request);
                    const std::scoped_lock lock{guard};
                    statuses.insert(made.status);
                    if (made.status == 200) answers.insert(made.body);
                }
            });
        for (std::thread& one : all)
            one.join();
        BOOST_TEST(answers.size() == 1u);
        statuses.erase(409);
        BOOST_TEST((statuses == std::set{200}));
    }
    const auto found = adapter::store::check(at.address()).value();
    BOOST_TEST(found.wrong.empty());
    BOOST_TEST(found.messages == static_cast<std::uint64_t>(count_of_outages()));
    BOOST_TEST(found.decisions == found.messages);
}

BOOST_AUTO_TEST_SUITE_END()
