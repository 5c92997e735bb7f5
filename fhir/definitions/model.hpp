#pragma once

#include "fhir/definitions/value_set.hpp"
#include "fhir/fault.hpp"
#include "fhir/json/arena.hpp"
#include "fhir/json/name.hpp"
#include "fhir/keyed_hash.hpp"
#include "fhir/version.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

/// What the FHIR releases define: types, their elements, invariants and the codes of bindings, from the
/// StructureDefinitions, ValueSets and CodeSystems of the published packages. Immutable, shared by all threads.
namespace marrow::fhir::definitions {

struct type;

enum class strength : std::uint8_t { required, extensible, preferred, example };

struct binding {
    definitions::strength strength;
    const value_set* set;  ///< never null
};

struct invariant {
    std::string_view key;  ///< not unique: a release may have several "inv-1"
    bool is_error;         ///< otherwise a warning
    std::string_view human;
    std::string_view expression;  ///< FHIRPath
    std::uint32_t number;         ///< below model::invariants(); an inherited one has that of the original
};

/// One type an element may have. FHIRPath system types (Element.id: System.String) are told as the FHIR primitive.
struct type_ref {
    const type* of;                             ///< never null
    std::span<const std::string_view> targets;  ///< of Reference, CodeableReference and canonical: names of resource
                                                ///< types, abstract ones among them; none: any
};

struct element {
    std::string_view name;  ///< without [x]: value of value[x]
    json::name member;      ///< the member it stands under; of a choice json::name::none (see type::find)
    std::string_view path;  ///< as the standard spells it: Claim.item.serviced[x]
    std::uint16_t min;
    std::uint16_t max;                      ///< `unbounded` for *
    std::span<const type_ref> types;        ///< never empty, more than one only of a choice; a backbone element and a
                                            ///< content reference name the type that holds the children
    std::span<const invariant> invariants;  ///< beyond those of its types; of a choice they hold whatever the type
    const binding* bound;                   ///< null when there is none
    bool is_choice;
    bool is_modifier;
    bool is_summary;
    bool is_attribute;  ///< in XML: Element.id, Extension.url

    static constexpr std::uint16_t unbounded = std::numeric_limits<std::uint16_t>::max();

    bool is_list() const { return max > 1; }
};

enum class kind : std::uint8_t { primitive, datatype, backbone, resource };

/// A value of the type obeys its invariants and, where it stands, those of the element.
struct type {
    std::string_view name;  ///< "Claim", "HumanName", "code"; of a backbone element its path, "Claim.item"
    kind is;
    bool is_abstract;
    const type* base;                       ///< null for the roots; of a backbone BackboneElement or Element
    std::span<const element> elements;      ///< inherited ones included, in the order of the definition; of a primitive
                                            ///< id and extension, that is what `_birthDate` may hold
    std::span<const invariant> invariants;  ///< inherited ones first; of a backbone those of its element
    std::string_view pattern;               ///< of a primitive, the regular expression of the standard; may be empty
    std::uint32_t max_length;               ///< of a primitive, in characters; 0 when not limited

    struct member {
        const element* of;   ///< null when the type has no such member
        const type_ref* as;  ///< the type the member's name says (valueString: string); never null beside `of`, and
                             ///< the only one where it is no choice
    };

    /// The element a JSON member stands for: resolves choices (valueQuantity). Without the underscore of siblings.
    /// A probe of a hash of integers.
    member find(json::name key) const;

    /// Whether it is the other or derives from it.
    bool derives_from(const type& other) const;

    struct slot {
        json::name name;  ///< none: free
        std::uint16_t element;
        std::uint16_t type_ref;
    };
    std::span<const slot> slots;  ///< for find(): open addressing, a power of two, never full
};

/// The definitions of one release.
class model {
public:
    /// Loaded at the first call (milliseconds), then shared. Throws when the tables in the binary are corrupt.
    static const model& of(version release);

    /// Reads a table (tables/README.md tells its rows), which must outlive the model. A fault of kind usage with the
    /// line when it is corrupt or of another release.
    static result<model> load(version release, std::string_view table);

    /// Resource, data type or primitive, or backbone by its path; null when there is none.
    const type* find(std::string_view name) const;
    const value_set* find_value_set(std::string_view url) const;  ///< url without |version
    std::span<const type> types() const { return types_; }        ///< each after its base
    std::size_t invariants() const { return invariants_; }        ///< how many numbers invariants have

private:
    friend class loader;

    json::arena memory_;
    std::span<const type> types_;
    template <class T>
    using by_text = boost::unordered_flat_map<std::string_view, const T*, keyed_hash>;

    by_text<type> type_by_name_;
    by_text<value_set> set_by_url_;
    std::size_t invariants_{};
};

}  // namespace marrow::fhir::definitions
