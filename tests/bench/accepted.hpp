#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace marrow::bench {

struct accepted_bundle {
    std::string body;
    std::string outcome;
};

/// Those of the first so many Bundles of one group that are answered with 200.
std::vector<accepted_bundle> accepted(std::size_t of);

/// Writes them for drive().
void write_bodies(const std::vector<accepted_bundle>& all, const std::string& folder);

}  // namespace marrow::bench
