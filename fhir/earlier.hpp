#pragma once

#include "fhir/entry_index.hpp"
#include "fhir/keyed_hash.hpp"
#include "fhir/resource.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace marrow::fhir {

/// Resources of payloads received before a submission, found by name (names.hpp), and what was asked for in vain.
/// Names are read when one is first asked for: a submission that resolves by itself does not pay for them.
class earlier_resources {
public:
    static constexpr std::size_t most_missed = 1'024;  ///< references whose names are remembered

    /// Both must outlive this, and stay where they are. Of earlier ones the oldest come first.
    earlier_resources(std::span<const entry> earlier, std::span<const entry> own);

    bool empty() const { return earlier_.empty(); }
    std::span<const entry> entries() const { return earlier_; }

    /// Whether it is one of the earlier entries.
    bool holds(const entry* owner) const;

    /// What answers to the first name that anything answers to: the newest, own entries being the newest of all. A
    /// resource of an earlier payload gives way to a newer one with its location, unless a version was asked for.
    /// Ambiguous when the newest payload has several.
    resolved find(const json::value& reference, const resource& from);

    /// Of what an earlier resource contains.
    resolved contained(const entry& owner, std::string_view id);

    /// Remembers that a reference led nowhere.
    void miss(const json::value& reference, const resource& from);
    std::vector<std::string> missed() const;

    /// Remembers by which element of the submission an earlier resource was first come to.
    void come_to(const entry& by_name, const json::value& by);

    /// That element, for an element of an earlier resource; null for any other.
    const json::value* way_to(const json::value& element) const;

private:
    struct answer {
        const entry* newest{};
        bool is_doubled{};  ///< in the newest payload
    };
    struct extent {
        const json::value* end{};
        const json::value* by{};
    };

    void read_names();
    void add_name(std::string name, const entry& of);
    const entry& newest_of(const entry& found) const;

    std::span<const entry> earlier_;
    std::span<const entry> own_;
    std::optional<entry_index> index_;  ///< of what earlier resources contain
    bool names_read_{};
    boost::unordered_flat_map<std::string, answer, keyed_hash, std::equal_to<>> names_;
    boost::unordered_flat_set<const json::value*, keyed_hash> seen_;
    std::vector<std::pair<const json::value*, resource>> missed_;
    boost::unordered_flat_set<const entry*, keyed_hash> come_to_;
    std::map<const json::value*, extent, std::less<>> ways_;  ///< values that lie side by side, by the first
};

}  // namespace marrow::fhir
