#pragma once

#include "adapter/store/store.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter::store {

/// What is done to the file of a store from outside, also while a server uses it. A fault is of kind usage when the
/// path leads to no store of this version, unreadable when the work could not be done.

struct soundness {
    std::uint64_t messages{};
    std::uint64_t decisions{};
    std::vector<std::string> wrong;  ///< what is broken, with ids at most, the first hundred; empty: nothing
};

/// The structure of the file, and that each body is whole and is what was received, and each outcome is whole.
fhir::result<soundness> check_sqlite(const std::string& path);

/// Writes a copy, whole in itself, to a file (readable for its owner alone) that is not there yet. What is kept
/// meanwhile is in it whole or not at all.
fhir::result<void> back_up_sqlite(const std::string& path, const std::string& to);

/// A message with its body as received and one of its decisions with the outcome as answered.
struct exported {
    record what;
    std::string body;
    std::string outcome;
};

/// Gives each message, in the order in which they were kept, once for each decision, until `to` returns false.
fhir::result<void> export_sqlite(const std::string& path, const std::function<bool(const exported&)>& to);

/// Deletes messages received before that time (milliseconds since 1970), with their decisions and keys, and overwrites
/// them in the file. Returns how many. The file keeps its size and fills again.
fhir::result<std::uint64_t> purge_sqlite(const std::string& path, std::int64_t before);

}  // namespace marrow::adapter::store
