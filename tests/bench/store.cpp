#include "adapter/store/compressed.hpp"
#include "adapter/store/open.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/memory_store.hpp"
#include "tests/adapter/store/postgres_server.hpp"
#include "tests/bench/accepted.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/measure.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <future>
#include <stdexcept>
#include <thread>

namespace marrow::bench {

namespace {

namespace kept = adapter::store;

constexpr int rounds = 3;
constexpr int producers = 64;

/// More are accepted than are kept in a round, so that each is another patient's.
constexpr std::size_t count_of_bundles = 12'000;

struct sample : accepted_bundle {
    kept::ties with{};
};

std::string request(const std::string& body, const std::string& key)
{
    return "POST /fhir HTTP/1.1\r\nHost: here\r\nContent-Type: application/fhir+json\r\nIdempotency-Key: " + key +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// With what is kept with each of them for others, as it is over HTTP.
std::vector<sample> samples_of(const std::vector<accepted_bundle>& all)
{
    test::memory_store store;
    test::kept_server server{store};
    auto client = server.connect();
    for (const accepted_bundle& each : all) {
        client.send(request(each.body, std::to_string(&each - all.data())));
        if (client.read().status != 200) throw std::runtime_error("a Bundle was not answered with 200");
    }
    std::vector<sample> made;
    for (kept::record& one : store.records())
        made.push_back({all[made.size()], std::move(one.with)});
    return made;
}

kept::record record_of(const sample& from, const std::string& id)
{
    return {
        {id, 0, "Bundle", id, {}, {}, kept::digest_of(std::string_view{from.body}), kept::compressed(from.body)},
        {id, 1, 0, 200, fhir::version::r4, 0, "0", "basis", kept::compressed(from.outcome)},
        from.with};
}

/// Records a second that 64 producers get into a new store, each waiting for its own before the next.
double store_alone(const std::vector<sample>& samples, const std::string& name)
{
    constexpr std::chrono::seconds time{5};
    std::atomic<std::uint64_t> count{0};
    std::atomic<std::uint64_t> refused{0};
    std::atomic<bool> ends{false};
    const auto store = std::move(kept::open(name, std::chrono::hours{24}).value());
    std::vector<std::thread> all;
    for (int number = 0; number < producers; ++number) {
        all.emplace_back([&, number] {
            for (std::size_t i = 0; !ends; ++i) {
                std::promise<bool> ended;
                const std::string id = std::to_string(number) + "-" + std::to_string(i);
                const sample& next = samples[(i * producers + static_cast<std::size_t>(number)) % samples.size()];
                store->keep(record_of(next, id), [&](const fhir::result<bool>& how) {
                    ended.set_value(how.has_value() && *how);
                });
                ended.get_future().get() ? ++count : ++refused;
            }
        });
    }
    std::this_thread::sleep_for(time);
    ends = true;
    for (std::thread& one : all)
        one.join();
    if (refused != 0) throw std::runtime_error("the store did not keep a record");
    return static_cast<double>(count) / static_cast<double>(time.count());
}

/// Microseconds until the answer to a Bundle under the key.
double time_of(test::raw_client& client, const std::string& body, const std::string& key)
{
    return 1e6 * seconds([&] {
               client.send(request(body, key));
               if (client.read().status != 200) throw std::runtime_error("a Bundle was not answered with 200");
           });
}

double first_over_replay(std::uint16_t port, const std::vector<sample>& samples)
{
    test::raw_client client{port};
    std::vector<double> first;
    std::vector<double> again;
    const std::size_t some = samples.size() - std::min<std::size_t>(300, samples.size());
    for (std::size_t i = some; i < samples.size(); ++i)
        first.push_back(time_of(client, samples[i].body, std::to_string(i)));
    for (std::size_t i = some; i < samples.size(); ++i)
        again.push_back(time_of(client, samples[i].body, std::to_string(i)));
    std::printf("a first request %.0f us, a replay %.0f us (medians)\n", median(first), median(again));
    return median(first) / median(again);
}

/// `new_name` gives the name of a store that is not there yet.
bool measure(
    const std::vector<sample>& samples,
    const char* kind,
    const std::function<std::string()>& new_name,
    const std::function<load(std::uint16_t)>& drive_at,
    const std::string& program
)
{
    std::vector<double> parts;
    double quicker = 0;
    for (int round = 0; round < rounds; ++round) {
        const double alone = store_alone(samples, new_name());
        child marrow{{program, "serve", "--store", new_name(), "--listen", "127.0.0.1:0"}};
        const std::uint16_t port = marrow.port();
        const load reached = drive_at(port);
        std::printf(
            "%s alone %.0f a second; over HTTP %.0f a second, p99 %.1f ms\n",
            kind,
            alone,
            reached.rate,
            reached.p99 / 1000
        );
        parts.push_back(100 * reached.rate / alone);
        if (round == 0) quicker = first_over_replay(port, samples);
    }
    const std::string of = std::string{" ("} + kind + ")";
    const bool fast = at_least(("durable ingest over HTTP, % of the store alone" + of).c_str(), median(parts), 70);
    const bool replayed = at_least(("a first request over its replay" + of).c_str(), quicker, 5);
    return fast && replayed;
}

}  // namespace

bool store(const std::string& program, const std::string& folder, const std::string& scripts)
{
    const std::vector<accepted_bundle> all = accepted(count_of_bundles);
    const std::vector<sample> samples = samples_of(all);
    write_bodies(all, folder);
    const auto drive_at = [&](std::uint16_t port) {
        return drive("http://127.0.0.1:" + std::to_string(port) + "/fhir", folder, scripts);
    };
    const auto new_file = [&, number = 0]() mutable { return folder + "/" + std::to_string(++number) + ".db"; };
    const bool reached = measure(samples, "SQLite", new_file, drive_at, program);
    if (test::postgres_server::programs().empty()) {
        std::puts("PostgreSQL is not installed (Debian: postgresql): not measured");
        return reached;
    }
    test::postgres_server database;
    const auto new_database = [&] { return database.new_database(); };
    return measure(samples, "PostgreSQL", new_database, drive_at, program) && reached;
}

}  // namespace marrow::bench
