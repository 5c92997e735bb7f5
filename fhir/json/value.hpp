#pragma once

#include "fhir/fault.hpp"
#include "fhir/json/name.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace marrow::fhir::json {

enum class kind : std::uint8_t { missing, null, boolean, number, string, array, object };

/// One value of the tree, and the member name it stands under. Trivial, 24 bytes, immutable after the parse.
/// Reading never fails: what is absent or of another kind reads as the missing value, empty text, no items.
class value {
public:
    constexpr value() = default;

    kind type() const { return kind_; }
    bool is_object() const { return kind_ == kind::object; }
    bool is_array() const { return kind_ == kind::array; }
    bool is_string() const { return kind_ == kind::string; }
    bool is_number() const { return kind_ == kind::number; }

    /// Whether the value was sent at all (null counts as sent).
    explicit operator bool() const { return kind_ != kind::missing; }

    /// A string decoded, a number or boolean as it was written; otherwise empty.
    std::string_view text() const
    {
        return kind_ >= kind::boolean && kind_ <= kind::string ? std::string_view{text_, size_} : std::string_view{};
    }

    bool is_true() const { return kind_ == kind::boolean && size_ == 4; }

    /// Byte offset of the value's first byte in the input.
    std::uint32_t offset() const { return offset_; }

    /// The member name it stands under; name::none for the root and for items of an array.
    name key() const { return key_; }

    /// Items of an array, or members of an object in the order sent.
    std::span<const value> items() const
    {
        return kind_ >= kind::array ? std::span<const value>{children_, size_} : std::span<const value>{};
    }

    /// The items of an array; of any other value that was sent, the value itself. So that an element
    /// which one version repeats and another does not is read by one loop.
    std::span<const value> each() const
    {
        if (kind_ == kind::array) return items();
        return kind_ == kind::missing ? std::span<const value>{} : std::span<const value>{this, 1};
    }

    /// The member of that name; the missing value when there is none or this is no object.
    const value& operator[](name member) const;

    /// The first item of an array, or the value itself (see each()); the missing value when empty.
    const value& first() const;

private:
    friend class builder;

    union {
        const char* text_{};
        const value* children_;
    };
    std::uint32_t size_{};
    std::uint32_t offset_{};
    name key_{name::none};
    kind kind_{kind::missing};
};

static_assert(sizeof(value) == 24);

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
