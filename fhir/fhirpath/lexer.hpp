#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace marrow::fhir::fhirpath {

struct token {
    enum class kind : std::uint8_t {
        end,
        wrong,       ///< text: what was expected
        identifier,  ///< keywords too; text: as written
        delimited,   ///< `...`; text: the inside, escapes as written
        string,      ///< '...', and "..." as some invariants of FHIR have it; likewise
        number,
        date,  ///< text: without the @
        date_time,
        time,     ///< text: without the @T
        special,  ///< $this, $index, $total
        symbol    ///< text: one or two characters
    };

    kind type{kind::end};
    std::string_view text;
    std::uint32_t offset{};
};

/// Splits an expression into tokens; white space and comments are passed over.
class lexer {
public:
    explicit lexer(std::string_view text) : text_{text} {}

    token next();

private:
    bool skip_blanks();
    token make(token::kind type, std::size_t start, std::size_t skipped_front = 0, std::size_t skipped_back = 0) const;
    token quoted(char quote, token::kind type);
    token number();
    token date();
    token word();
    token symbol();
    char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
    void skip_digits();

    std::string_view text_;
    std::size_t at_{};
};

/// Appends the inside of a string or delimited identifier with its escapes replaced; never longer than what it
/// replaces. False for an escape that is none.
bool append_unescaped(std::string& out, std::string_view inside);

}  // namespace marrow::fhir::fhirpath
