#pragma once

#include "adapter/commands/command.hpp"
#include "adapter/commands/setup.hpp"
#include "adapter/examiner.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace marrow::adapter {

/// What the files of --earlier hold: payloads, in the order of the arguments the oldest first, and the lines that each
/// makes by itself. Any thread, once it is loaded.
class received_files {
public:
    static constexpr std::size_t most_bytes = 256u << 20;  ///< together

    /// Reads FILE|DIR|-...; NDJSON has a payload on each line. A fault (unreadable, or what the examiner refuses) names
    /// the file. `by` must outlive it.
    static fhir::result<std::unique_ptr<const received_files>>
    load(const std::vector<std::string>& arguments, const setup& by, console& at);

    std::span<const fhir::entry> entries() const { return entries_; }
    std::span<const mappings::earlier_line> lines() const { return lines_; }

private:
    struct payload {
        payload(const setup& by, std::string text) : bytes{std::move(text)}, with{by.known, by.weighed, by.bounds} {}

        std::string bytes;
        examiner with;
        std::unique_ptr<examiner::reading> read;
    };

    fhir::result<void> add(const setup& by, std::string bytes);
    void add_lines(const payload& of);

    std::deque<payload> payloads_;
    std::vector<fhir::entry> entries_;
    std::vector<mappings::earlier_line> lines_;
};

/// Those files, as the decision on one submission asks for them: all are found at once.
class received final : public earlier_messages {
public:
    explicit received(const received_files& in) : in_{in} {}

    fhir::result<bool> find(std::span<const std::string> names) override;
    std::vector<fhir::entry> entries() const override;
    fhir::result<std::vector<mappings::earlier_line>> lines_of(std::span<const std::string> patients) override;

private:
    const received_files& in_;
    bool is_found_{};
};

}  // namespace marrow::adapter
