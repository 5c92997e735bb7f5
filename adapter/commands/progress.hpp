#pragma once

#include "adapter/commands/command.hpp"

#include <chrono>
#include <cstddef>

namespace marrow::adapter {

/// "123 of 4000 files" on one line of the terminal that standard error is; nothing where it is none, for few files, or
/// when told to be silent. Drawn at most ten times a second.
class progress {
public:
    static constexpr std::size_t few = 20;

    progress(console& at, std::size_t files, bool silent);

    void step();
    void clear();

private:
    console& at_;
    std::size_t files_;
    std::size_t done_{};
    bool silent_;
    bool drawn_{};
    std::chrono::steady_clock::time_point last_;
};

}  // namespace marrow::adapter
