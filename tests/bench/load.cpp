#include "tests/bench/load.hpp"

#include "tests/bench/child.hpp"

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace marrow::bench {

load drive(const std::string& url, const std::string& folder, const std::string& scripts)
{
    const std::string result = folder + "/wrk.txt";
    const std::vector<std::string> arguments{
        "wrk", "-t1", "-c64", "-d5s", "-s", scripts + "/post.lua", url, "--", folder + "/bodies.ndjson"};
    const auto ended = child{arguments, result}.wait();
    std::ifstream in(result);
    for (std::string line; std::getline(in, line);) {
        load seen{};
        unsigned long errors = 0;
        if (std::sscanf(line.c_str(), "figures %lf %lf %lu", &seen.rate, &seen.p99, &errors) == 3) {
            if (errors > 0) {
                throw std::runtime_error(url + " had " + std::to_string(errors) + " errors");
            }
            return seen;
        }
    }
    throw std::runtime_error("wrk ended with " + std::to_string(ended.status) + " and no figures");
}

}  // namespace marrow::bench
