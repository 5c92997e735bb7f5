#pragma once

#include <compare>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace marrow::golden {

/// A finding as the golden files write it.
struct told {
    std::string at;  ///< the first expression
    std::string severity;
    std::string code;

    friend auto operator<=>(const told&, const told&) = default;
};

/// What was made of a submission.
struct judgement {
    std::vector<told> findings;  ///< sorted
    std::string outcome;         ///< the OperationOutcome, pretty, with a line break at its end
};

/// Names of the submissions of a folder of tests/golden, without ".json", sorted.
std::vector<std::string> names_in(const std::string& folder);

/// A file of a folder of tests/golden.
std::filesystem::path file_of(const std::string& folder, const std::string& name, const std::string& ending);
std::string text_of(const std::filesystem::path& file);

/// Judges NAME.json with the built-in tables and, where there is one, the policy NAME.policy.toml.
judgement judge(const std::string& folder, const std::string& name);

/// The findings that NAME.expected.json asks for, sorted.
std::vector<told> expected_of(const std::string& folder, const std::string& name);

/// One finding a line, "-" before those that are missing, "+" before those that are too many; and why the file stands.
std::string difference(const std::vector<told>& expected, const std::vector<told>& got);

/// The lines in which two texts differ, with those around them that agree left out.
std::string difference(const std::string& expected, const std::string& got);

}  // namespace marrow::golden
