#pragma once

#include "fhir/hash_index.hpp"
#include "fhir/reference.hpp"
#include "fhir/resource.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace marrow::fhir {

/// What the entries of a submission answer to. Each look-up ends as found, ambiguous or not_found, and costs the same
/// however many entries there are, or answer. Refers to the entries, which must stay where they are.
class entry_index {
public:
    /// Of a lone resource only what it contains can be found; an entry without a resource answers to nothing.
    entry_index(std::span<const entry> entries, bool is_bundle);

    /// By Bundle.entry.fullUrl. With a version, by meta.versionId as well; an entry without one answers to any.
    resolved by_full_url(std::string_view url, std::string_view version) const;

    resolved by_type_and_id(std::string_view type, std::string_view id) const;

    /// By an identifier of the entry's resource. An empty type is any. One thread at a time: the identifiers are
    /// read when first asked for.
    resolved by_identifier(std::string_view type, const identifier_token& asked);

    /// By the id of a resource that the entry's resource contains.
    resolved contained(const entry& owner, std::string_view id) const;

private:
    struct contained_row {
        const json::value* node;
        const entry* owner;
        std::string_view id;
    };

    /// An identifier as it can be asked for: with and without the type, with and without the system.
    struct identifier_row {
        std::string_view type;
        std::string_view system;
        std::string_view value;
        bool any_system;
        const entry* of;

        auto operator<=>(const identifier_row&) const = default;
    };

    void add_contained(const entry& owner);
    void add_identifiers(const entry& of);
    void read_identifiers();

    std::span<const entry> entries_;
    bool is_bundle_;
    hash_index urls_;
    hash_index ids_;
    hash_index contained_;
    hash_index identifiers_;
    std::vector<contained_row> contained_rows_;
    std::vector<identifier_row> identifier_rows_;
    bool identifiers_read_{};
};

}  // namespace marrow::fhir
