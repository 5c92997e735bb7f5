#pragma once

#include "fhir/fault.hpp"

#include <cstdint>
#include <deque>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace marrow::adapter {

enum class input_form : std::uint8_t { automatic, json, ndjson };

/// The bytes of one submission: a file, standard input, or a line of NDJSON.
struct sent {
    std::uint64_t number{};  ///< from 0, over all inputs
    std::string name;        ///< of the file, as given; "stdin" for "-"
    std::uint32_t line{1};   ///< of the file, at which it begins
    bool is_line{};          ///< of NDJSON
    std::string bytes;
    std::optional<fhir::fault> unreadable;  ///< then there are no bytes
};

/// The submissions of FILE|DIR|-..., one after another, with no more in memory than the one at hand. A directory is all
/// *.json, *.xml, *.ndjson and *.jsonl below it, in the order of their paths. NDJSON is what is named so, said to be
/// so, or has a first line that is a whole object with another after it; its empty lines are skipped with a warning.
class inputs {
public:
    static constexpr std::size_t longest_line = 256u << 20;  ///< bytes of a line of NDJSON; a longer one is unreadable

    inputs(std::vector<std::string> arguments, input_form form, std::istream& standard_input, std::ostream& warnings);
    ~inputs();

    /// Whether the arguments name exactly one file (or standard input).
    bool is_one_file() const { return is_one_file_; }

    /// Whether all there is is NDJSON, and the output should be as well. Reads ahead in a single input to know.
    bool is_stream();

    /// Files found so far, NDJSON counting as one.
    std::size_t files() const { return files_; }

    std::optional<sent> next();

private:
    struct file {
        std::string path;
        std::string name;
        input_form form{input_form::automatic};
        std::optional<fhir::fault> unreadable;
    };
    struct stream;

    void expand(const std::string& argument);
    void expand_directory(const std::string& directory);
    void add(const std::string& path);
    void open_next();
    std::optional<sent> next_line();
    sent whole();
    sent numbered(sent one);

    input_form form_;
    std::istream& standard_input_;
    std::ostream& warnings_;
    std::deque<file> waiting_;
    std::unique_ptr<stream> open_;
    std::uint64_t number_{};
    std::size_t files_{};
    bool is_one_file_{};
};

}  // namespace marrow::adapter
