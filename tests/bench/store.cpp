#include "adapter/examiner.hpp"
#include "adapter/store/compressed.hpp"
#include "adapter/store/sqlite/sqlite_store.hpp"
#include "tests/adapter/http/raw_client.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/submissions.hpp"

#include <atomic>
#include <cstdio>
#include <fstream>
#include <future>
#include <stdexcept>
#include <thread>

namespace marrow::bench {

namespace {

namespace kept = adapter::store;

constexpr int rounds = 3;
constexpr int producers = 64;

struct sample {
    std::string body;
    std::string outcome;
};

/// Those of the Bundles that are answered with 200.
std::vector<sample> accepted()
{
    const auto known = mappings::tables::load().value();
    const mappings::policy weighed;
    adapter::examiner with{known, weighed, {}};
    std::vector<sample> all;
    for (std::string& body : bundles(600)) {
        std::string outcome;
        if (adapter::examine(with, body, outcome) > fhir::severity::error)
            all.push_back({std::move(body), std::move(outcome)});
    }
    return all;
}

kept::record record_of(const sample& from, const std::string& id)
{
    return {
        {id, 0, "Bundle", id, {}, {}, kept::digest_of(std::string_view{from.body}), kept::compressed(from.body)},
        {id, 1, 0, 200, fhir::version::r4, 0, "0", "basis", kept::compressed(from.outcome)}};
}

/// Records a second that 64 producers get into a new store, each waiting for its own before the next.
double store_alone(const std::vector<sample>& samples, const std::string& file)
{
    constexpr std::chrono::seconds time{5};
    std::atomic<std::uint64_t> count{0};
    std::atomic<std::uint64_t> refused{0};
    std::atomic<bool> ends{false};
    const auto store = std::move(kept::open_sqlite({file}).value());
    std::vector<std::thread> all;
    for (int number = 0; number < producers; ++number) {
        all.emplace_back([&, number] {
            for (std::size_t i = 0; !ends; ++i) {
                std::promise<bool> ended;
                const std::string id = std::to_string(number) + "-" + std::to_string(i);
                store->keep(record_of(samples[i % samples.size()], id), [&](const fhir::result<bool>& how) {
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
    const std::string request = "POST /fhir HTTP/1.1\r\nHost: here\r\nContent-Type: application/fhir+json\r\n"
                                "Idempotency-Key: " +
                                key + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    return 1e6 * seconds([&] {
               client.send(request);
               if (client.read().status != 200) throw std::runtime_error("a Bundle was not answered with 200");
           });
}

double first_over_replay(std::uint16_t port, const std::vector<sample>& samples)
{
    test::raw_client client{port};
    std::vector<double> first;
    std::vector<double> again;
    for (std::size_t i = 0; i < samples.size(); ++i)
        first.push_back(time_of(client, samples[i].body, std::to_string(i)));
    for (std::size_t i = 0; i < samples.size(); ++i)
        again.push_back(time_of(client, samples[i].body, std::to_string(i)));
    std::printf("a first request %.0f us, a replay %.0f us (medians)\n", median(first), median(again));
    return median(first) / median(again);
}

}  // namespace

bool store(const std::string& program, const std::string& folder, const std::string& scripts)
{
    const std::vector<sample> samples = accepted();
    std::ofstream bodies(folder + "/bodies.ndjson", std::ios::binary);
    for (const sample& each : samples)
        bodies << each.body << '\n';
    bodies.close();
    std::vector<double> parts;
    double quicker = 0;
    for (int round = 0; round < rounds; ++round) {
        const std::string number = std::to_string(round);
        const double alone = store_alone(samples, folder + "/alone-" + number + ".db");
        child marrow{{program, "serve", "--store", folder + "/served-" + number + ".db", "--listen", "127.0.0.1:0"}};
        const std::uint16_t port = marrow.port();
        const load reached = drive("http://127.0.0.1:" + std::to_string(port) + "/fhir", folder, scripts);
        std::printf(
            "store alone %.0f a second; over HTTP %.0f a second, p99 %.1f ms\n", alone, reached.rate, reached.p99 / 1000
        );
        parts.push_back(100 * reached.rate / alone);
        if (round == 0) quicker = first_over_replay(port, samples);
    }
    const bool fast = at_least("durable ingest over HTTP, % of the store alone", median(parts), 70);
    const bool replayed = at_least("a first request over its replay", quicker, 5);
    return fast && replayed;
}

}  // namespace marrow::bench
