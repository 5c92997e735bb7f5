#pragma once

#include <span>
#include <string>

namespace marrow::test {

/// A request that two readers could take for different things, or that is none, and the status it is refused with.
/// Each is followed on the wire by a request of its own, which must never be answered.
struct framing_row {
    const char* name;
    std::string bytes;
    int status;
};

std::span<const framing_row> framing_rows();

/// Requests at the edge that are well formed, and pass.
struct passing_row {
    const char* name;
    std::string bytes;
    int status;
};

std::span<const passing_row> passing_rows();

}  // namespace marrow::test
