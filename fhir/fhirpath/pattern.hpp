#pragma once

#include <mutex>
#include <optional>
#include <re2/re2.h>
#include <string>
#include <string_view>

namespace marrow::fhir::fhirpath {

/// What RE2 takes for a regular expression of FHIRPath, whose point matches every character.
inline re2::StringPiece as_re2(std::string_view text)
{
    return {text.data(), text.size()};
}

/// One-line mode off, point matches newline, no messages, a bound on memory.
re2::RE2::Options pattern_options();

/// $1 and ${1} of a substitution as RE2 writes them.
std::string as_rewrite(std::string_view substitution);

/// A regular expression in quotes, made when it is first asked for: a release has hundreds, and few are used.
class pattern {
public:
    explicit pattern(std::string_view source) : source_{source} {}

    /// Any thread.
    const re2::RE2& get() const;

private:
    std::string_view source_;
    mutable std::once_flag once_;
    mutable std::optional<re2::RE2> made_;
};

}  // namespace marrow::fhir::fhirpath
