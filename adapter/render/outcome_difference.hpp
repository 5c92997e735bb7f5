#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace marrow::adapter {

/// An issue as people are told of it.
struct told_issue {
    std::string severity;
    std::string code;        ///< of the first coding, or of the type of issue
    std::string expression;  ///< the first; may be empty
    std::string text;
    friend auto operator<=>(const told_issue&, const told_issue&) = default;
};

/// The issues of an OperationOutcome in JSON, in its order; none when it is none.
std::optional<std::vector<told_issue>> issues_told(std::string_view outcome);

/// What one decision says that another does not. An issue that is told twice counts twice.
struct outcome_difference {
    std::vector<told_issue> gone;  ///< in the order of the former
    std::vector<told_issue> come;  ///< in the order of the latter
    std::size_t same{};
};

outcome_difference difference_of(const std::vector<told_issue>& before, const std::vector<told_issue>& after);

/// For people: what went with a minus, what came with a plus, how many stayed; in lines of at most `width` columns.
std::string difference_text(const outcome_difference& of, unsigned width);

}  // namespace marrow::adapter
