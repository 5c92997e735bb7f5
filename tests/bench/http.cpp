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

/// A server of the program's that makes so much of a body.
class contender {
public:
    contender(const std::string& program, const std::string& only)
        : only_{only},
          process_{{program, "serve", "--only", only, "--store", "none", "--threads", "1", "--listen", "127.0.0.1:0"}},
          url_{"http://127.0.0.1:" + std::to_string(process_.port()) + "/fhir/Bundle/$validate"}
    {
    }

    void run_beside(const load& ceiling, const std::string& folder, const std::string& scripts)
    {
        const load reached = drive(url_, folder, scripts);
        std::printf("%s %.0f a second, p99 %.1f ms\n", only_.c_str(), reached.rate, reached.p99 / 1000);
        rates_.push_back(100 * reached.rate / ceiling.rate);
        tails_.push_back(reached.p99 / ceiling.p99);
    }

    double rate() const { return median(rates_); }
    double tail() const { return median(tails_); }

private:
    std::string only_;
    child process_;
    std::string url_;
    std::vector<double> rates_;
    std::vector<double> tails_;
};

}  // namespace

bool http(const std::string& program, const std::string& folder, const std::string& scripts)
{
    std::ofstream bodies(folder + "/bodies.ndjson", std::ios::binary);
    for (const auto& body : bundles(600)) {
        bodies << body << '\n';
    }
    bodies.close();
    child bare{{"/proc/self/exe", "bare"}};
    contender decision{program, "decision"};
    contender all{program, "all"};
    const std::string theirs = "http://127.0.0.1:" + std::to_string(bare.port()) + "/";
    for (int round = 0; round < rounds; ++round) {
        const load ceiling = drive(theirs, folder, scripts);
        std::printf("bare %.0f a second, p99 %.1f ms\n", ceiling.rate, ceiling.p99 / 1000);
        decision.run_beside(ceiling, folder, scripts);
        all.run_beside(ceiling, folder, scripts);
    }
    std::printf("with the validation %.0f %% of the bare server, p99 %.2f of its\n", all.rate(), all.tail());
    const bool fast = at_least("HTTP decisions a second, % of the bare server that only parses", decision.rate(), 70);
    const bool even = at_most("HTTP 99th percentile over the bare server's", decision.tail(), 1.5);
    return fast && even;
}

}  // namespace marrow::bench
