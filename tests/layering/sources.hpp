#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace marrow::tests {

struct source_line {
    std::string file;  ///< from the root of the repository
    std::size_t number;
    std::string text;
};

/// The lines of all sources and headers below a folder of the repository, sorted by file.
std::vector<source_line> lines_below(const std::filesystem::path& folder);

/// What stands between "" or <> of an include line; empty for any other line.
std::string included_by(const source_line& line);

/// The CPT or HCPCS codes that the line holds, as text literals or numbers, comments apart.
std::vector<std::string> codes_in(const std::string& line);

}  // namespace marrow::tests
