#pragma once

#include "fhir/submission.hpp"
#include "mappings/lookup.hpp"

#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

namespace marrow::mappings {

/// The extension of such a reference to a Claim that names a line, by Claim.item.sequence: the document is for the
/// lines that are named alone.
inline constexpr std::string_view line_item_url = "http://marrow.example/fhir/StructureDefinition/line-item";

/// A document that names something by one of its own references.
struct back_pointer {
    fhir::resource document;
    const fhir::json::value* reference{};
    bool is_guessed{};

    /// Whether it is for an item of the claim that it points to.
    bool is_for(const fhir::json::value& item) const;
};

/// The documents of a submission, and those received earlier, by what they point back to:
/// DocumentReference.context.related, context.encounter, basedOn and event (R5), Composition.event.detail,
/// DiagnosticReport.basedOn and encounter. Built once, in linear time.
class back_pointers {
public:
    explicit back_pointers(const fhir::submission& of);

    /// Those that name this resource.
    const std::vector<back_pointer>& to(const fhir::resource& target) const;

    /// Those that name the same thing as this reference does, in the submission or not.
    const std::vector<back_pointer>& to_same_as(const fhir::json::value& reference, const fhir::resource& from) const;

private:
    void read(const fhir::resource& document);
    void add(const fhir::json::value& references, const fhir::resource& document, const fhir::resource& from);

    const fhir::submission& of_;
    lookup<const fhir::json::value*, std::vector<back_pointer>> by_target_;
    using sender_and_text = std::tuple<std::string_view, std::string_view>;  ///< no sender: an absolute URL

    static sender_and_text text_of(const fhir::json::value& reference, const fhir::resource& from);

    lookup<sender_and_text, std::vector<back_pointer>> by_text_;  ///< of references that lead nowhere
};

}  // namespace marrow::mappings
