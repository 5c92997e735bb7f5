#pragma once

#include "fhir/json/write.hpp"
#include "fhir/submission.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace marrow::adapter {

/// What a resource that was sent is given when it is kept.
struct given_meta {
    std::string_view type;
    std::string_view id;
    std::string_view version;
    std::int64_t received{};  ///< milliseconds since 1970
};

/// Type/id that an entry of the same Bundle was put to; empty: nowhere.
using place_of_entry = std::function<std::string(const fhir::entry&)>;

/// Writes a resource of the submission as this server has it: with id and meta of its own, all else as it was sent but
/// for references that lead to entries with a place. An empty function: all as it was sent.
void write_as_kept(
    fhir::json::writer& to,
    const fhir::resource& sent,
    const fhir::submission& in,
    const given_meta& with,
    const place_of_entry& places = {}
);

}  // namespace marrow::adapter
