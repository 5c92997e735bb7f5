#pragma once

#include <string>

namespace marrow::bench {

struct load {
    double rate;  ///< requests a second
    double p99;   ///< microseconds
};

/// 64 connections kept alive post the lines of bodies.ndjson in the folder in turn; any answer but 200 is an error.
load drive(const std::string& url, const std::string& folder, const std::string& scripts);

}  // namespace marrow::bench
