#pragma once

#include "fhir/definitions/model.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::fhir::definitions {

/// A table, row by row, before one row is looked up for another. Views into the text; tables/README.md tells the rows.
struct rows {
    /// Those that belong to one row, in the vector of all.
    struct range {
        std::size_t first{};
        std::size_t count{};
    };

    struct set {
        std::string_view url;
        bool whole{};
        range codes;
    };

    struct element {
        std::uint32_t line{};
        std::string_view name;
        std::uint16_t min{};
        std::uint16_t max{};
        std::string_view types;
        std::string_view flags;
        std::string_view strength;
        std::string_view set;
        range rules;
    };

    struct type {
        std::uint32_t line{};
        std::string_view name;
        kind is{};
        std::string_view base;
        std::uint32_t inherits{};  ///< how many of its elements are the first ones of the base
        bool is_abstract{};
        std::string_view pattern;
        std::uint32_t max_length{};
        range rules;
        range elements;
    };

    std::string_view release;
    std::vector<set> sets;
    std::vector<value_set::code> codes;
    std::vector<type> types;
    std::vector<element> elements;
    std::vector<invariant> rules;
};

/// A fault with the line when a row is none of the kinds, stands at the wrong place or has a wrong field.
result<rows> read_rows(std::string_view table);

fault table_fault(std::uint32_t line, std::string_view what);

}  // namespace marrow::fhir::definitions
