#pragma once

#include "fhir/fault.hpp"
#include "fhir/json/arena.hpp"
#include "fhir/json/value.hpp"

#include <cstdint>
#include <string_view>

namespace marrow::fhir::json {

struct limits {
    std::uint32_t depth = 64;        ///< containers within containers; the root object is at depth 1
    std::uint32_t bytes = 1u << 30;  ///< size of the input; no more than this is taken whatever is asked
    bool as_fhir = true;  ///< refuse what RFC 8259 lets pass and FHIR does not: duplicate member names, U+0000
};

/// Parses strict JSON (RFC 8259) in UTF-8 into a tree with the place of each value.
/// Refused, with the position: what is not JSON, depth over the limit, duplicate member names, invalid UTF-8,
/// lone surrogates, U+0000, more than 60,000 different names that FHIR does not know, anything after the value, UTF-16
/// and UTF-32. A UTF-8 byte order mark is skipped. Numbers keep their text. Time and memory are linear in the input;
/// the stack is constant. The input and the arena must outlive the document.
result<document> parse(std::string_view input, arena& memory, const limits& bounds = {});

}  // namespace marrow::fhir::json
