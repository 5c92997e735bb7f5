#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/fhirpath/date_time.hpp"
#include "fhir/fhirpath/decimal.hpp"
#include "fhir/fhirpath/quantity.hpp"
#include "fhir/json/value.hpp"

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace marrow::fhir::fhirpath {

/// An element of a document. A primitive may have a value, or a sibling (`_birthDate`) with id and extensions, or both.
struct node {
    const json::value* value{};       ///< null for a primitive that has a sibling alone
    const json::value* sibling{};     ///< null when there is none
    const definitions::type* type{};  ///< null for what the release does not define

    /// What to point at: never null for a node that stands for something.
    const json::value* place() const { return value ? value : sibling; }
};

/// The type reported by type(): {namespace, name}.
struct type_name {
    std::string_view name;
    bool is_system;
};

enum class kind : std::uint8_t { boolean, integer, decimal, string, date, date_time, time, quantity, type_name, node };

/// One item of a collection: an element, or a value that was computed. Trivial, 32 bytes. Texts and quantities belong
/// to the expression, the document or the evaluator.
class item {
public:
    constexpr item() : item{false} {}
    constexpr item(bool value) : boolean_{value}, kind_{kind::boolean} {}
    constexpr item(std::int64_t value) : integer_{value}, kind_{kind::integer} {}
    constexpr item(const decimal& value) : decimal_{value}, kind_{kind::decimal} {}
    constexpr item(std::string_view value) : string_{value}, kind_{kind::string} {}
    constexpr item(const quantity* value) : quantity_{value}, kind_{kind::quantity} {}
    constexpr item(type_name value) : type_{value}, kind_{kind::type_name} {}
    constexpr item(const node& value) : node_{value}, kind_{kind::node} {}
    constexpr item(const date_time& value, kind of) : time_{value}, kind_{of} {}
    item(const char*) = delete;

    kind type() const { return kind_; }
    bool is(kind wanted) const { return kind_ == wanted; }
    bool is_node() const { return kind_ == kind::node; }

    // Each is asked only when type() says so.
    bool boolean() const { return boolean_; }
    std::int64_t integer() const { return integer_; }
    const decimal& number() const { return decimal_; }
    std::string_view string() const { return string_; }
    const fhirpath::date_time& time() const { return time_; }  ///< of a date, date_time or time
    const fhirpath::quantity& quantity() const { return *quantity_; }
    const fhirpath::type_name& named() const { return type_; }
    const fhirpath::node& element() const { return node_; }

private:
    union {
        bool boolean_;
        std::int64_t integer_;
        fhirpath::decimal decimal_;
        std::string_view string_;
        fhirpath::date_time time_;
        const fhirpath::quantity* quantity_;
        fhirpath::type_name type_;
        fhirpath::node node_;
    };
    kind kind_;
};

static_assert(sizeof(item) == 32 && std::is_trivially_copyable_v<item>);

/// The name of a System type (Boolean, DateTime, ...).
std::string_view system_name(kind of);

/// The system value of a primitive element that has one, as its type says (code: String, instant: DateTime, ...); a
/// value that its type does not allow reads as String, Decimal or Integer. Any other item as it is.
item system_value(const item& of);

/// The element is a Quantity, or of a type made of it.
bool is_quantity_node(const item& of);

/// The quantity of such an element: the code of UCUM, else the unit; the UCUM units of calendar time stand as keywords.
/// None when it has no value or a comparator.
std::optional<quantity> quantity_of(const node& element);

}  // namespace marrow::fhir::fhirpath
