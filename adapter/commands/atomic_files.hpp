#pragma once

#include "fhir/fault.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::adapter {

/// Files that appear in a directory whole: each is written and synced under a hidden name, then renamed by commit().
/// Until then nothing in the directory is changed; what was not committed is removed in the end.
class atomic_files {
public:
    explicit atomic_files(std::string directory) : directory_{std::move(directory)} {}
    atomic_files(const atomic_files&) = delete;
    atomic_files& operator=(const atomic_files&) = delete;
    ~atomic_files();

    /// Makes the directory where there is none. A fault of kind unreadable when it cannot be written.
    fhir::result<void> write(const std::string& name, std::string_view bytes);
    fhir::result<void> commit();

private:
    std::string directory_;
    std::vector<std::pair<std::string, std::string>> written_;  ///< path it was written to, path it goes to
};

}  // namespace marrow::adapter
