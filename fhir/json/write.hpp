#pragma once

#include "fhir/json/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace marrow::fhir::json {

/// Appends JSON to a string: one form for equal content (members in the order written, no space, or two-space
/// indentation when pretty; control characters, quote and backslash escaped, all else as UTF-8).
class writer {
public:
    explicit writer(std::string& out, bool pretty = false) : out_{out}, pretty_{pretty} {}

    writer& begin_object();
    writer& end_object();
    writer& begin_array();
    writer& end_array();
    writer& key(std::string_view name);
    writer& string(std::string_view text);     ///< text must be valid UTF-8
    writer& number(std::string_view literal);  ///< a JSON number, written as it is
    writer& number(std::int64_t value);
    writer& boolean(bool value);
    writer& null();
    writer& raw(std::string_view json);  ///< a value that is JSON already, as it is

    /// A member with a string value.
    writer& member(std::string_view name, std::string_view text) { return key(name).string(text); }

    /// A value of a parsed document, members in the order they were sent, numbers with their text.
    writer& copy(const value& source, const document& of);

private:
    void separate();
    void newline();

    std::string& out_;
    bool pretty_;
    bool first_{true};  ///< nothing stands yet in the container at hand
    bool after_key_{false};
    std::uint32_t depth_{};
};

}  // namespace marrow::fhir::json
