#pragma once

#include "mappings/line.hpp"
#include "mappings/lookup.hpp"
#include "mappings/tables.hpp"

#include <span>
#include <string_view>
#include <tuple>
#include <vector>

namespace marrow::mappings {

/// A line, or a Procedure that makes none, which may be the primary of an add-on line.
struct candidate {
    const line* of{};          ///< null for a Procedure that was named by partOf but not performed
    fhir::resource procedure;  ///< set when `of` is null
};

/// Finds the lines that can be primary, in the order in which they are asked: what partOf names, what
/// Claim.procedure.type calls primary, listed codes, the rest in item order. At most `most` a line: the rest of a claim
/// that long is not looked at, so that the cost stays linear.
class candidates {
public:
    static constexpr std::size_t most = 256;

    candidates(const fhir::submission& of, const tables& known, std::span<const line> lines);

    /// What Procedure.partOf of the line names, of its first 32 elements.
    std::vector<candidate> named(const line& add_on) const;
    /// Lines that stand together with the add-on line.
    std::vector<candidate> beside(const line& add_on);
    /// Lines of the same patient that stand elsewhere.
    std::vector<candidate> elsewhere(const line& add_on);
    /// Whether a line of that code is a candidate, whatever else it is.
    bool can_be_primary(std::string_view add_on, std::string_view code) const;
    /// The line that is a candidate only when nothing else is; null when there is none.
    const line* last_resort(const line& add_on) const;
    /// Whether anything else that stands together with the line is surgical or an add-on.
    bool is_alone(const line& add_on) const;

private:
    struct claim_summary {
        std::vector<const line*> lines;
        const line* last_resort{};
        std::size_t surgical_or_add_on{};
    };

    bool is_surgical_or_add_on(const line& of) const;
    bool is_listed(std::string_view add_on, std::string_view primary) const;
    std::vector<candidate> ranked(std::string_view add_on, std::span<const line* const> among) const;

    const fhir::submission& of_;
    const tables& known_;
    using asked = std::tuple<std::uint32_t, std::string_view>;  ///< claim number or patient; code of the add-on

    std::vector<claim_summary> by_claim_;
    lookup<person_key, std::vector<const line*>> by_patient_;
    lookup<const fhir::json::value*, const line*> by_procedure_;
    lookup<asked, std::vector<candidate>> beside_;
    lookup<asked, std::vector<candidate>> elsewhere_;
};

}  // namespace marrow::mappings
