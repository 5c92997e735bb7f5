#pragma once

#include "fhir/hash_index.hpp"
#include "fhir/reference.hpp"
#include "fhir/resource.hpp"

#include <span>
#include <string_view>
#include <tuple>
#include <vector>

namespace marrow::fhir {

/// What the entries of a submission answer to. Each look-up ends as found, ambiguous or not_found, and costs the same
/// however many entries there are, or answer. Identifiers are read when first asked for, so: one thread at a time.
class entry_index {
public:
    /// Of a lone resource only what it contains can be found; an entry without a resource answers to nothing.
    explicit entry_index(bool is_bundle) : is_bundle_{is_bundle} {}

    /// The next entry of an array, while what it refers to is at hand. It must stay where it is.
    void add(const entry& next);

    /// To be called once, after the last add() and before the first look-up.
    void order();

    /// By Bundle.entry.fullUrl. With a version, by meta.versionId as well; an entry without one answers to any.
    resolved by_full_url(std::string_view url, std::string_view version) const;

    resolved by_type_and_id(std::string_view type, std::string_view id) const;

    /// By an identifier of the entry's resource. An empty type is any.
    resolved by_identifier(std::string_view type, const identifier_token& asked);

    /// By the id of a resource that the entry's resource contains.
    resolved contained(const entry& owner, std::string_view id) const;

private:
    struct contained_row {
        const json::value* node;
        const entry* owner;
        std::string_view id;
    };

    struct identifier_row {
        const entry* of;
        std::string_view system;
        std::string_view value;
    };

    /// Type, system, value, and whether any system will do: an identifier as it can be asked for, in three forms.
    using identifier_key = std::tuple<std::string_view, std::string_view, std::string_view, bool>;
    static constexpr std::uint32_t forms = 3;

    /// Of the row at number / forms.
    identifier_key identifier_key_of(std::uint32_t number) const;

    void add_contained(const entry& owner);
    std::uint32_t row_of(const entry& owner) const { return static_cast<std::uint32_t>(&owner - entries_.data()); }
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
