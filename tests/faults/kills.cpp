#include "adapter/store/compressed.hpp"
#include "adapter/store/sqlite/upkeep.hpp"
#include "tests/adapter/commands/marrow.hpp"
#include "tests/adapter/http/raw_client.hpp"
#include "tests/bench/child.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdlib>
#include <list>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <thread>

using namespace marrow;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

namespace {

/// MARROW_KILLS says how many; the size for a release is 1,000.
int count_of_kills()
{
    const char* const asked = std::getenv("MARROW_KILLS");
    return asked ? std::atoi(asked) : 30;
}

std::string request(const std::string& key, const std::string& body)
{
    return "POST /fhir HTTP/1.1\r\nHost: here\r\nContent-Type: application/fhir+json\r\nIdempotency-Key: " + key +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// Sends one submission after another, each again and again under its key until it is acknowledged.
class sender {
public:
    sender(int number, const std::atomic<std::uint16_t>& port, const std::atomic<bool>& ends)
        : name_{"sender-" + std::to_string(number) + "-"}, port_{port}, ends_{ends}, thread_{[this] { run(); }}
    {
    }

    const std::map<std::string, std::string>& acknowledged()
    {
        if (thread_.joinable()) thread_.join();
        return acknowledged_;
    }

private:
    void run()
    {
        for (int i = 0; !ends_; ++i) {
            const std::string key = name_ + std::to_string(i);
            while (!is_acknowledged(key)) {
            }
        }
    }

    bool is_acknowledged(const std::string& key)
    {
        if (!client_ || !client_->connected()) client_.emplace(port_.load());
        const bool sent = client_->connected() && client_->send(request(key, body_));
        const test::response made = sent ? client_->read() : test::response{};
        if (made.status == 200) {
            acknowledged_[key] = made.body;
            return true;
        }
        if (made.status == 0) client_.reset();
        std::this_thread::sleep_for(5ms);
        return false;
    }

    std::string name_;
    const std::atomic<std::uint16_t>& port_;
    const std::atomic<bool>& ends_;
    std::string body_{adapter::test::sample_named("accepted")};
    std::optional<test::raw_client> client_;
    std::map<std::string, std::string> acknowledged_;
    std::thread thread_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(kills)

BOOST_AUTO_TEST_CASE(nothing_acknowledged_is_lost_or_doubled_when_the_process_is_killed)
{
    const adapter::test::scratch folder;
    const std::string file = folder.path("marrow.db");
    std::atomic<std::uint16_t> port{0};
    std::atomic<bool> ends{false};
    std::optional<bench::child> server;
    clock_type::duration slowest{};
    const auto start = [&] {
        const auto began = clock_type::now();
        server.emplace(std::vector<std::string>{MARROW_PROGRAM, "serve", "--store", file, "--listen", "127.0.0.1:0"});
        port = server->port();
        test::raw_client probe{port};
        probe.send("GET /readyz HTTP/1.1\r\nHost: here\r\n\r\n");
        BOOST_TEST(probe.read().status == 200);
        slowest = std::max(slowest, clock_type::now() - began);
    };
    start();
    std::list<sender> senders;
    for (int i = 0; i < 8; ++i)
        senders.emplace_back(i, port, ends);
    std::mt19937 random{20260101};
    std::uniform_int_distribution<int> pause{10, 400};
    for (int i = 0; i < count_of_kills(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{pause(random)});
        server->kill();
        start();
    }
    ends = true;
    std::map<std::string, std::string> acknowledged;
    for (sender& one : senders)
        acknowledged.insert(one.acknowledged().begin(), one.acknowledged().end());
    server.reset();

    std::set<std::string> answers;
    for (const auto& [key, answer] : acknowledged)
        answers.insert(answer);
    BOOST_TEST(answers.size() == acknowledged.size(), "each answer has the id of its own decision");
    const auto found = adapter::store::check_sqlite(file).value();
    BOOST_TEST(found.wrong.empty());
    BOOST_TEST(found.messages == acknowledged.size(), "none is lost, none is doubled");
    BOOST_TEST(found.decisions == acknowledged.size());
    const auto is_kept = [&](const adapter::store::exported& one) { return answers.erase(one.outcome) == 1; };
    BOOST_TEST(adapter::store::export_sqlite(file, is_kept).has_value());
    BOOST_TEST(answers.empty(), answers.size() << " acknowledged decisions are lost");
    BOOST_TEST((slowest < 5s));
    BOOST_TEST(acknowledged.size() > static_cast<std::size_t>(count_of_kills()));
    BOOST_TEST_MESSAGE(
        acknowledged.size() << " acknowledged over " << count_of_kills() << " kills; slowest start "
                            << std::chrono::duration_cast<std::chrono::milliseconds>(slowest).count() << " ms"
    );
}

BOOST_AUTO_TEST_SUITE_END()
