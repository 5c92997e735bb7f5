#pragma once

#include <span>
#include <string_view>

namespace marrow::fhir::definitions {

struct value_set {
    struct code {
        std::string_view system;
        std::string_view value;
    };
    std::string_view url;
    std::span<const code> codes;  ///< sorted by value, then system; empty when not whole
    bool whole;                   ///< every code is known offline; otherwise nothing can be said against a code

    bool contains(std::string_view value) const;
    bool contains(std::string_view system, std::string_view value) const;
};

}  // namespace marrow::fhir::definitions
