#pragma once

#include "mappings/checks/context.hpp"
#include "mappings/documents/back_pointers.hpp"
#include "mappings/documents/document.hpp"
#include "mappings/lookup.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace marrow::mappings {

/// A document as one add-on line reaches it.
struct reached {
    std::uint32_t number{};  ///< of the document in the collector
    bool by_primary{};       ///< linked to the primary's Procedure, by its report or by pointing back
};

/// What one add-on line reaches.
struct collection {
    std::vector<reached> documents;                     ///< each once, in order of arrival
    std::vector<const fhir::json::value*> information;  ///< entries of supportingInfo that led to one, or should have
};

/// Finds the documents of add-on lines, in this order: what the item points to; what the claim holds and no item points
/// to; what the primary's item points to; what the Procedures of line and primary name; what points back to them.
/// Tells documentation-not-found and reference-guessed. Each reference is resolved once for all lines. So that hostile
/// submissions stay linear, lines look at a million references together, and at 64 each from then on.
class collector {
public:
    explicit collector(context& with);

    collection collect(const add_on_line& add_on);

    const document& at(std::uint32_t number) const { return documents_[number]; }
    std::size_t size() const { return documents_.size(); }

private:
    static constexpr std::uint32_t nothing = UINT32_MAX;

    struct mark {
        std::uint32_t line{};   ///< the last line that reached it, from 1
        std::uint32_t place{};  ///< in that line's collection
    };

    std::uint32_t number_of(const fhir::resource& resource, const fhir::json::value* information);
    std::uint32_t
    behind(const fhir::json::value& reference, const fhir::resource& from, const fhir::json::value* information);
    std::uint32_t
    resolve(const fhir::json::value& reference, const fhir::resource& from, const fhir::json::value* information);
    std::uint32_t behind_information(const fhir::json::value& entry, const fhir::resource& claim);
    const std::vector<const fhir::json::value*>& loose_information(const fhir::resource& claim);

    bool may_look();
    void reach(std::uint32_t number, bool by_primary);
    void reach_information(const std::vector<const fhir::json::value*>& entries, const fhir::resource& claim);
    void reach_reports(const line& of, bool by_primary);
    void reach_back(const std::vector<back_pointer>& pointers, const fhir::json::value& target, bool by_primary);
    void reach_claim_back(const line& of, const line* primary);
    void reach_pointing_back(const line& of, bool by_primary);

    context& with_;
    back_pointers pointing_;
    std::vector<document> documents_;
    std::vector<mark> marks_;                                                        ///< by number
    lookup<const fhir::json::value*, std::uint32_t> numbers_;                        ///< by root
    lookup<const fhir::json::value*, std::uint32_t> led_;                            ///< by reference element
    lookup<const fhir::json::value*, std::vector<const fhir::json::value*>> loose_;  ///< by claim
    std::uint32_t line_{};
    std::size_t looks_left_{1'000'000};
    std::size_t own_looks_left_{};
    values about_;  ///< the line at hand
    collection now_;
};

}  // namespace marrow::mappings
