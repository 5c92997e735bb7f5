#pragma once

#include "adapter/operations/interactions.hpp"
#include "fhir/fault.hpp"
#include "fhir/json/parse.hpp"
#include "fhir/json/write.hpp"

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace marrow::adapter {

/// The Bundle that a batch or transaction is answered with: an entry of each, in the order sent, with the issues that
/// lie in it. What is said of the Bundle itself stands in Bundle.issues; in R4, which has no such, or where that takes
/// no errors, with the first entry.
class response_bundle {
public:
    response_bundle(std::size_t entries, fhir::version release) : parts_(entries), release_{release} {}

    /// The issues of an OperationOutcome, or nothing of an empty text. A fault (internal) when it is none.
    fhir::result<void> add(std::string outcome);

    /// Whether an error lies in the entry.
    bool has_errors(std::size_t entry) const { return parts_[entry].has_errors; }

    /// What a GET of the entry gave.
    void give(std::size_t entry, std::string resource) { parts_[entry].resource = std::move(resource); }

    struct heading {
        bool of_transaction{};
        bool pretty{};
        std::int64_t at{};  ///< milliseconds since 1970
    };
    void write(const heading& with, std::span<const interaction> entries, std::string& out) const;

private:
    using issues = std::vector<std::pair<const fhir::json::document*, const fhir::json::value*>>;

    struct part {
        issues said;
        bool has_errors{};
        std::string resource;  ///< that was asked for
    };
    struct outcome {
        std::string text;
        fhir::json::arena memory;
        fhir::json::document read;
    };

    void add_issue(const outcome& of, const fhir::json::value& issue);
    void write_entry(fhir::json::writer& to, const part& of, const interaction& one, std::int64_t at) const;

    std::vector<part> parts_;
    fhir::version release_;
    issues of_the_whole_;
    std::deque<outcome> outcomes_;
};

}  // namespace marrow::adapter
