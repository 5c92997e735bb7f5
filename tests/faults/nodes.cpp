#include "adapter/store/upkeep.hpp"
#include "tests/adapter/operations/parts.hpp"
#include "tests/adapter/store/postgres_place.hpp"
#include "tests/faults/marrow_process.hpp"
#include "tests/faults/outages.hpp"
#include "tests/faults/sender.hpp"

#include <optional>

using namespace marrow;
using namespace marrow::test;
using namespace std::chrono_literals;

namespace {

constexpr int cases_of_a_round = 8;

/// The accepted sample with names and a patient that no other case has.
parts case_of(int number)
{
    constexpr std::string_view name = "urn:uuid:";
    constexpr std::size_t before_node = 24;  // of the 36 characters of a UUID
    constexpr std::string_view identifier = "TEST-";
    const std::string node = std::to_string(100'000'000'000 + number);
    std::string text = adapter::test::sample_named("accepted");
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
        text.replace(at + name.size() + before_node, node.size(), node);
    for (std::size_t at = text.find(identifier); at != std::string::npos; at = text.find(identifier, at + 1))
        text.insert(at + identifier.size(), node);
    return parts{std::move(text)};
}

/// Sends it under a key until it is decided; where the decision can be read.
std::string send(std::uint16_t port, const std::string& key, const std::string& bundle)
{
    std::string place;
    const auto is_decided = [&] {
        raw_client one{port};
        if (!one.connected() || !one.send(post_of(key, bundle))) return false;
        const response made = one.read();
        place = made.field("Content-Location");
        return made.status == 200 || made.status == 422;
    };
    BOOST_TEST((time_until(is_decided) < 1min));
    return place;
}

/// As if a minute were over.
void expire_leases(const std::string& at)
{
    run_sql(at, "UPDATE marrow.due SET leased_until = '-infinity'");
}

/// Two servers and the cases that were sent to them.
struct place {
    postgres_place at;
    marrow_process stays{at.address()};
    std::optional<marrow_process> other{at.address()};
    std::vector<std::string> claims;

    /// Claims to the one, and what they wait for to the other and back.
    void send_cases()
    {
        const int first = static_cast<int>(claims.size());
        for (int number = first; number < first + cases_of_a_round; ++number)
            claims.push_back(send(port(number), "claim-" + std::to_string(number), case_of(number).bundle({"claim"})));
        for (int number = first; number < first + cases_of_a_round; ++number)
            send(stays.port(), "rest-" + std::to_string(number), case_of(number).bundle({"claim"}, true));
    }

    std::uint16_t port(int number) const { return number % 2 == 0 ? stays.port() : other->port(); }

    void each_is_decided_anew_once()
    {
        const auto nothing_is_due = [&] {
            expire_leases(at.address());
            return run_sql(at.address(), "SELECT count(*) FROM marrow.due") == "0";
        };
        BOOST_TEST((time_until(nothing_is_due) < 1min));
        for (const std::string& each : claims) {
            const response history = stays.ask("GET " + each + "/_history HTTP/1.1\r\nHost: here\r\n\r\n");
            BOOST_TEST(history.body.find(R"("total":2)") != std::string::npos, history.body);
            const response last = stays.ask("GET " + each + " HTTP/1.1\r\nHost: here\r\n\r\n");
            BOOST_TEST(last.body.find(R"("accepted")") != std::string::npos, last.body);
        }
        BOOST_TEST(adapter::store::check(at.address()).value().wrong.empty());
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(nodes, *boost::unit_test::precondition(has_postgres))

BOOST_AUTO_TEST_CASE(each_case_is_decided_anew_once_when_one_of_two_servers_is_killed)
{
    place two;
    std::mt19937 random{20260104};
    for (int i = 0; i < count_of_outages(); ++i) {
        two.send_cases();
        pause_at_random(random);
        two.other->kill();
        two.other.emplace(two.at.address());
    }
    two.each_is_decided_anew_once();
}

BOOST_AUTO_TEST_CASE(each_case_is_decided_anew_once_when_one_of_two_servers_is_paused)
{
    place two;
    std::mt19937 random{20260105};
    for (int i = 0; i < count_of_outages(); ++i) {
        two.send_cases();
        pause_at_random(random);
        two.other->pause();
        pause_at_random(random);
        expire_leases(two.at.address());
        pause_at_random(random);
        two.other->resume();
    }
    two.each_is_decided_anew_once();
}

BOOST_AUTO_TEST_SUITE_END()
