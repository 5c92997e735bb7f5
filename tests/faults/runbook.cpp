#include "adapter/store/upkeep.hpp"
#include "tests/adapter/store/postgres_place.hpp"
#include "tests/faults/kept.hpp"
#include "tests/faults/marrow_process.hpp"
#include "tests/faults/outages.hpp"
#include "tests/places.hpp"

#include <filesystem>
#include <fstream>
#include <optional>

using namespace marrow;
using namespace marrow::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* haproxy = "/usr/sbin/haproxy";
const std::string packaging = MARROW_SOURCE_DIR "/adapter/packaging/";

/// What stands between ```sh and ``` under a heading.
std::string commands_under(const std::string& heading)
{
    std::ifstream in{packaging + "runbook.md"};
    std::string under;
    std::string all;
    bool within = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("## ")) under = line.substr(3);
        if (line == "```") within = false;
        if (within && under == heading) all += line + '\n';
        if (line == "```sh") within = true;
    }
    return all;
}

/// A database of its own, and a shell in which the runbook is followed word by word.
class place {
public:
    place()
    {
        postgres_server::give(folder_.path());
        run_sql(server.address(), "CREATE DATABASE marrow");
    }
    ~place() { run(stop_standby); }

    std::string store() const { return server.address("marrow"); }

    /// What the runbook says of a database and its standby.
    std::string both() const
    {
        const std::string one = std::to_string(server.port());
        return replaced_port(one, one + ",127.0.0.1:" + std::to_string(standby_port_));
    }
    std::string standby() const { return replaced_port(std::to_string(server.port()), std::to_string(standby_port_)); }

    void follow(const std::string& heading)
    {
        const std::string commands = commands_under(heading);
        BOOST_REQUIRE(!commands.empty());
        BOOST_TEST(run(commands) == 0, heading << ": " << folder_.read("output"));
    }

    postgres_server server;

private:
    static constexpr const char* stop_standby = R"([ ! -d "$STANDBY" ] || pg_ctl stop -D "$STANDBY" -m immediate)";

    std::string replaced_port(const std::string& port, const std::string& by) const
    {
        std::string made = store();
        return made.replace(made.find(port), port.size(), by);
    }

    int run(const std::string& commands)
    {
        const std::string path = std::filesystem::path{MARROW_PROGRAM}.parent_path().string() + ":" +
                                 postgres_server::programs() + ":/usr/bin:/bin:/usr/sbin:/sbin";
        std::vector<std::string> all{"env", "PATH=" + path, "STORE=" + store(), "PRIMARY=" + server.data()};
        all.push_back("STANDBY=" + folder_.path("standby"));
        all.push_back("STANDBY_PORT=" + std::to_string(standby_port_));
        all.push_back("NEW_STORE=" + standby());
        const std::string user = postgres_server::user();
        if (!user.empty()) all.insert(all.end(), {"runuser", "-u", user, "--"});
        all.insert(all.end(), {"bash", "-c", "exec 2>&1; set -euo pipefail; cd " + folder_.path() + "; " + commands});
        return bench::child{all, folder_.path("output")}.wait().status;
    }

    adapter::test::scratch folder_;
    std::uint16_t standby_port_{bench::free_port()};
};

/// Two servers behind the proxy as it is packaged.
class nodes {
public:
    explicit nodes(const std::string& store) : store_{store}
    {
        const auto is_ready = [this] { return status_of("/readyz") == 200; };
        BOOST_TEST((time_until(is_ready) < 30s));
    }

    const std::atomic<std::uint16_t>& port() const { return port_; }

    int status_of(const std::string& path) const
    {
        raw_client one{port_};
        one.send("GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n");
        return one.read().status;
    }

    void end_both()
    {
        first.reset();
        second.reset();
    }
    void start_both()
    {
        first.emplace(store_, first_port_);
        second.emplace(store_, second_port_);
    }

    /// One after the other, as for an upgrade.
    void start_anew()
    {
        for (auto* const each : {&first, &second}) {
            const std::uint16_t port = (*each)->port();
            (*each)->terminate();
            each->emplace(store_, port);
            std::this_thread::sleep_for(2s);  // the proxy asks each second
        }
    }

private:
    std::string store_;
    std::uint16_t first_port_{bench::free_port()};
    std::uint16_t second_port_{bench::free_port()};
    std::optional<marrow_process> first{std::in_place, store_, first_port_};
    std::optional<marrow_process> second{std::in_place, store_, second_port_};
    std::atomic<std::uint16_t> port_{bench::free_port()};
    bench::child proxy_{
        {"env",
         "MARROW_LISTEN=127.0.0.1:" + std::to_string(port_),
         "MARROW_NODE1=127.0.0.1:" + std::to_string(first_port_),
         "MARROW_NODE2=127.0.0.1:" + std::to_string(second_port_),
         haproxy,
         "-db",
         "-f",
         packaging + "haproxy.cfg"}};
};

/// Eight that send through the proxy until they are told to end.
struct load {
    explicit load(const std::atomic<std::uint16_t>& port)
    {
        for (int i = 0; i < 8; ++i)
            senders.emplace_back(i, port, ends);
    }
    ~load() { ends = true; }

    std::map<std::string, std::string> acknowledged()
    {
        ends = true;
        std::map<std::string, std::string> all;
        for (sender& one : senders)
            all.insert(one.acknowledged().begin(), one.acknowledged().end());
        return all;
    }

    std::atomic<bool> ends{false};
    std::list<sender> senders;
};

boost::test_tools::assertion_result has_haproxy(boost::unit_test::test_unit_id unit)
{
    if (!std::filesystem::exists(haproxy)) {
        boost::test_tools::assertion_result made{false};
        made.message() << "HAProxy is not installed (Debian: haproxy)";
        return made;
    }
    return has_postgres(unit);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(runbook, *boost::unit_test::precondition(has_haproxy))

BOOST_AUTO_TEST_CASE(what_a_backup_has_is_there_again_and_the_rest_is_sent_again)
{
    place at;
    nodes two{at.store()};
    load before{two.port()};
    std::this_thread::sleep_for(500ms);
    const auto in_the_backup = before.acknowledged();
    at.follow("See that it is well");
    load after{two.port()};
    at.follow("Back up");
    const auto later = after.acknowledged();
    two.end_both();
    at.follow("Restore");
    two.start_both();
    BOOST_TEST((time_until([&] { return two.status_of("/readyz") == 200; }) < 10s));
    const std::string body = adapter::test::sample_named("accepted");
    for (const auto& [key, answer] : in_the_backup) {
        raw_client one{two.port()};
        one.send(post_of(key, body));
        BOOST_TEST(one.read().body == answer);
    }
    for (const auto& [key, answer] : later) {
        raw_client one{two.port()};
        one.send(post_of(key, body));
        BOOST_TEST(one.read().status == 200);
    }
    at.follow("Purge");
    const auto found = adapter::store::check(at.store()).value();
    BOOST_TEST(found.wrong.empty());
    BOOST_TEST(found.messages == later.size(), "both senders use the same keys, the second for longer");
}

BOOST_AUTO_TEST_CASE(nothing_acknowledged_is_lost_when_the_database_fails_over_to_its_standby)
{
    place at;
    nodes two{at.both()};
    load all{two.port()};
    at.follow("Standby");
    const auto both_have_it = [&] {
        return run_sql(at.store(), "SELECT sync_state FROM pg_stat_replication") == "sync";
    };
    BOOST_TEST((time_until(both_have_it) < 10s));
    std::this_thread::sleep_for(500ms);
    at.follow("Fail-over");
    BOOST_TEST((time_until([&] { return two.status_of("/readyz") == 200; }) < 30s));
    std::this_thread::sleep_for(500ms);
    all.ends = true;
    BOOST_TEST(is_kept_once(all.senders, at.standby()) > 0u);
}

BOOST_AUTO_TEST_CASE(nothing_is_lost_or_refused_when_one_server_after_the_other_is_started_anew)
{
    place at;
    nodes two{at.store()};
    load all{two.port()};
    two.start_anew();
    all.ends = true;
    BOOST_TEST(is_kept_once(all.senders, at.store()) > 0u);
    for (const char* path : {"/metrics", "/metrics/", "/%6detrics", "/metrics%2f", "/fhir/../metrics"})
        BOOST_TEST(two.status_of(path) == 404);
    for (const sender& one : all.senders) {
        BOOST_TEST(one.refused() == 0);
        BOOST_TEST(one.unexpected() == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
