#pragma once

#include <span>
#include <string_view>

namespace marrow::adapter {

/// A ready-made submission, or another file to begin with; part of the binary. All of them are synthetic.
struct sample {
    std::string_view name;   ///< "no-primary"
    std::string_view about;  ///< what it shows, in a few words
    std::string_view bytes;
};

/// In the order to show them.
std::span<const sample> samples();

}  // namespace marrow::adapter
