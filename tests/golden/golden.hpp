#pragma once

#include <compare>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
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
    std::vector<told> findings;                                   ///< sorted
    std::map<std::string, std::vector<std::string>> expressions;  ///< all of each finding, by its code
    std::vector<std::string> strays;  ///< findings with a place that is none of the submission
    std::string outcome;              ///< the OperationOutcome, pretty, with a line break at its end
};

/// Names of the submissions of a folder of tests/golden, without ".json", sorted.
std::vector<std::string> names_in(const std::string& folder);

/// A file of a folder of tests/golden.
std::filesystem::path file_of(const std::string& folder, const std::string& name, const std::string& ending);
std::string text_of(const std::filesystem::path& file);

/// Judges a submission with the built-in tables and, where there is one, the policy NAME.policy.toml, after `earlier`:
/// payloads that were received before, as NDJSON; empty: none. Issues of structure are left out: other tests look at
/// those.
judgement
judge(const std::string& folder, const std::string& name, std::string_view bytes, const std::string& earlier = {});

/// NAME.earlier.ndjson; empty when there is none.
std::string earlier_of(const std::string& folder, const std::string& name);

/// The findings that NAME.expected.json asks for, sorted.
std::vector<told> expected_of(const std::string& folder, const std::string& name);

/// For some findings of NAME.expected.json, all their expressions.
std::map<std::string, std::vector<std::string>> expressions_of(const std::string& folder, const std::string& name);

/// The same submission with the entries of the Bundle in reverse order, and how many there are.
std::pair<std::string, std::size_t> reversed(std::string_view bytes);

/// One finding a line, "-" before those that are missing, "+" before those that are too many; and why the file stands.
std::string difference(const std::vector<told>& expected, const std::vector<told>& got);

/// The lines in which two texts differ, with those around them that agree left out.
std::string difference(const std::string& expected, const std::string& got);

}  // namespace marrow::golden
