#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/fhirpath/expression.hpp"
#include "fhir/json/value.hpp"
#include "fhir/packages/expansions.hpp"
#include "fhir/validate/schema.hpp"
#include "fhir/version.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A StructureDefinition that constrains a type, compiled from its snapshot (profiling.html). Immutable once linked,
/// shared by all threads. The views lead into the package it is from.
namespace marrow::fhir::validate::profiles {

struct profile;

/// What a canonical URL of a profile leads to.
struct link {
    std::string_view url;             ///< with |version, as written
    const profile* known{};           ///< null when no package gives it
    const definitions::type* type{};  ///< when it is a type of the standard, to which nothing is added

    const definitions::type* target() const;  ///< the type it is about; null when that is not known
    bool is_loaded() const { return known || type; }
};

/// One type that the element may have.
struct type_limit {
    const definitions::type* of;
    std::vector<link> profiles;  ///< one of them holds
    std::vector<link> targets;   ///< what a reference leads to conforms to one of them
};

struct discriminator {
    enum class how : std::uint8_t { value, exists, type, profile };

    how by{};
    std::string_view path;
    std::optional<fhirpath::expression> select;  ///< of the path; none when it is no FHIRPath
};

struct element;

/// What a slice says of a discriminator's path.
struct criterion {
    std::vector<const element*> at;  ///< where the path ends in the definition; empty: nothing is known
    bool of_targets{};               ///< it ends in resolve(): what counts is the targets of those elements
    std::string_view extension_url;  ///< that of the slice's extension, for the path url; may be empty
};

enum class openness : std::uint8_t { open, closed, open_at_end };

/// An element of a snapshot with those below it. What its type says already is not repeated.
struct element {
    std::string_view path;
    std::string_view slice_name;  ///< empty unless it is a slice
    std::string_view name;        ///< the last of the path, without [x]
    json::name member{};          ///< the member of that name; none for a choice
    std::uint32_t min{};
    std::uint32_t max{};
    bool narrows_min{};  ///< it says more than the type does
    bool narrows_max{};
    bool narrows_types{};
    bool states{};  ///< it, or one below it, says what a value must be
    const json::value* fixed{};
    const json::value* pattern{};
    const packages::expansion* bound{};  ///< codes of a required or extensible binding; null when they are not known
    bool is_required{};                  ///< the binding is
    std::vector<type_limit> types;
    std::vector<const ready_rule*> rules;
    std::vector<element*> children;
    std::string_view reference;  ///< path of the element whose children are those of this one
    const element* same_as{};    ///< that element
    const element* sliced{};     ///< of a slice, the element it is a slice of

    std::vector<discriminator> discriminators;
    openness rest{};
    bool is_ordered{};
    std::vector<element*> slices;
    std::vector<criterion> criteria;  ///< of a slice, by number of the discriminator of what it slices

    /// The children, wherever the snapshot has put them; empty when there are none.
    const std::vector<element*>& inner() const;
};

/// Where an extension may stand.
struct extension_context {
    enum class how : std::uint8_t { element, extension, other };

    how by{};
    std::string expression;  ///< path or type of an element, without [x]; url of an extension
};

struct profile {
    std::string_view url;
    std::string_view version;
    fhir::version release;
    const definitions::type* type;            ///< that it constrains
    std::vector<extension_context> contexts;  ///< of an extension; none: anywhere
    element* root;
    std::deque<element> elements;
    std::deque<definitions::invariant> invariants;
    std::deque<ready_rule> rules;
};

inline const definitions::type* link::target() const
{
    return known ? known->type : type;
}

}  // namespace marrow::fhir::validate::profiles
