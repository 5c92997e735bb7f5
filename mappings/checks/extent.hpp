#pragma once

#include "fhir/json/value.hpp"

#include <cstdint>

namespace marrow::mappings {

/// Byte offsets from the first to the last value within an element.
struct extent {
    std::uint32_t first{};
    std::uint32_t end{};

    static extent of(const fhir::json::value& element)
    {
        const fhir::json::value* last = &element;
        while (!last->items().empty())
            last = &last->items().back();
        return {element.offset(), last->offset() + 1};
    }

    /// Of the element alone, without what stands in it.
    static extent of_itself(const fhir::json::value& element) { return {element.offset(), element.offset() + 1}; }
};

}  // namespace marrow::mappings
