#include "tests/bench/accepted.hpp"

#include "adapter/examiner.hpp"
#include "tests/bench/submissions.hpp"

#include <fstream>

namespace marrow::bench {

std::vector<accepted_bundle> accepted(std::size_t of)
{
    const auto known = mappings::tables::load().value();
    const mappings::policy weighed;
    adapter::examiner with{known, weighed, {}};
    std::vector<accepted_bundle> all;
    for (std::string& body : bundles(of)) {
        std::string outcome;
        if (adapter::examine(with, body, outcome) > fhir::severity::error)
            all.push_back({std::move(body), std::move(outcome)});
    }
    return all;
}

void write_bodies(const std::vector<accepted_bundle>& all, const std::string& folder)
{
    std::ofstream out{folder + "/bodies.ndjson", std::ios::binary};
    for (const accepted_bundle& each : all)
        out << each.body << '\n';
}

}  // namespace marrow::bench
