#include "tests/bench/benches.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/submissions.hpp"

#include <cstdio>
#include <fstream>

namespace marrow::bench {

namespace {

constexpr int rounds = 5;

}  // namespace

bool http(const std::string& program, const std::string& folder, const std::string& scripts)
{
    std::ofstream bodies(folder + "/bodies.ndjson", std::ios::binary);
    for (const auto& body : bundles(600)) {
        bodies << body << '\n';
    }
    bodies.close();
    child bare{{"/proc/self/exe", "bare"}};
    child marrow{{program, "serve", "--store", "none", "--threads", "1", "--listen", "127.0.0.1:0"}};
    const std::string theirs = "http://127.0.0.1:" + std::to_string(bare.port()) + "/";
    const std::string ours = "http://127.0.0.1:" + std::to_string(marrow.port()) + "/fhir/Bundle/$validate";
    std::vector<double> rates;
    std::vector<double> tails;
    for (int round = 0; round < rounds; ++round) {
        const load ceiling = drive(theirs, folder, scripts);
        const load reached = drive(ours, folder, scripts);
        std::printf(
            "bare %.0f a second, p99 %.1f ms; marrow %.0f a second, p99 %.1f ms\n",
            ceiling.rate,
            ceiling.p99 / 1000,
            reached.rate,
            reached.p99 / 1000
        );
        rates.push_back(100 * reached.rate / ceiling.rate);
        tails.push_back(reached.p99 / ceiling.p99);
    }
    const bool fast = at_least("HTTP requests a second, % of the bare server that only parses", median(rates), 70);
    const bool even = at_most("HTTP 99th percentile over the bare server's", median(tails), 1.5);
    return fast && even;
}

}  // namespace marrow::bench
