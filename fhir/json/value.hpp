#pragma once

#include "fhir/fault.hpp"
#include "fhir/json/name.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace marrow::fhir::json {

enum class kind : std::uint8_t { missing, null, boolean, number, string, array, object };

/// One value of the tree, and the member name it stands under. Trivial, immutable after the parse, and packed into 16
/// bytes, for it is the memory that a large submission waits for. An address has 48 bits, a name 16, a place 31, a
/// size 30: parse() holds the input to that. Reading never fails: what is absent or of another kind reads as the
/// missing value, empty text, no items.
class value {
public:
    constexpr value() = default;

    kind type() const { return static_cast<kind>(kind_); }
    bool is_object() const { return type() == kind::object; }
    bool is_array() const { return type() == kind::array; }
    bool is_string() const { return type() == kind::string; }
    bool is_number() const { return type() == kind::number; }

    /// Whether the value was sent at all (null counts as sent).
    explicit operator bool() const { return type() != kind::missing; }

    /// A string decoded, a number or boolean as it was written; otherwise empty.
    std::string_view text() const
    {
        const bool has_text = type() >= kind::boolean && type() <= kind::string;
        return has_text ? std::string_view{reinterpret_cast<const char*>(address_), size_} : std::string_view{};
    }

    bool is_true() const { return type() == kind::boolean && size_ == 4; }

    /// Byte offset of the value's first byte in the input.
    std::uint32_t offset() const { return static_cast<std::uint32_t>(offset_); }

    /// The member name it stands under; name::none for the root and for items of an array.
    name key() const { return static_cast<name>(key_); }

    /// Items of an array, or members of an object in the order sent.
    std::span<const value> items() const
    {
        if (type() < kind::array) return {};
        return {reinterpret_cast<const value*>(address_), size_};
    }

    /// The items of an array; of any other value that was sent, the value itself. So that an element
    /// which one version repeats and another does not is read by one loop.
    std::span<const value> each() const
    {
        if (type() == kind::array) return items();
        return type() == kind::missing ? std::span<const value>{} : std::span<const value>{this, 1};
    }

    /// The member of that name; the missing value when there is none or this is no object.
    const value& operator[](name member) const;

    /// The first item of an array, or the value itself (see each()); the missing value when empty.
    const value& first() const;

private:
    friend class builder;

    void refer_to(const void* text_or_items, std::size_t size)
    {
        address_ = reinterpret_cast<std::uintptr_t>(text_or_items) & ((std::uintptr_t{1} << 48) - 1);
        size_ = size & ((std::size_t{1} << 30) - 1);
    }

    std::uint64_t address_ : 48 {};  ///< of the text, or of the items
    std::uint64_t key_ : 16 {};
    std::uint64_t offset_ : 31 {};
    std::uint64_t size_ : 30 {};
    std::uint64_t kind_ : 3 {};
};

static_assert(sizeof(value) == 16 && sizeof(void*) == 8);

/// The value that stands for everything that was not sent.
extern const value missing;

/// Line and column of a byte offset of a text; walks the text up to it. A byte order mark has no column.
position locate(std::string_view input, std::uint32_t offset);

/// A parsed input. Refers to the input's bytes and to the arena: both must outlive it, unmoved.
class document {
public:
    const value& root() const { return *root_; }
    std::string_view input() const { return input_; }

    /// The spelling of a member name of this document (names FHIR does not know included).
    std::string_view spelling(name member) const;

    /// The spellings of the names of this document that FHIR does not know: of name::first_unknown and on.
    std::span<const std::string_view> unknown_names() const { return unknown_names_; }

    /// Line and column of a byte offset; walks the input up to it.
    position locate(std::uint32_t offset) const { return json::locate(input_, offset); }

private:
    friend class builder;

    const value* root_{&missing};
    std::string_view input_;
    std::span<const std::string_view> unknown_names_;  ///< spellings of names from name::first_unknown on
};

}  // namespace marrow::fhir::json
