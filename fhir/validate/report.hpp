#pragma once

#include "fhir/validate/rules.hpp"
#include "fhir/wording.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace marrow::fhir::validate {

/// Where the validator puts what it finds.
class report {
public:
    explicit report(std::size_t most) : most_{most} {}

    /// `at` is the element whose path is told; `place`, when given, is where line and column are taken from instead
    /// (an element that has no path of its own, such as an unknown member).
    void add(rule which, const json::value& at, wording with = {}, const json::value* place = nullptr);

    /// What was found, in the order of the submission. Beyond `most` the gravest are kept, and one more says how many
    /// are not shown.
    std::vector<issue> take(const json::value& root);

    /// The elements of all errors, of those not kept too, in the order they were found.
    std::vector<const json::value*> take_broken() { return std::move(broken_); }

private:
    std::size_t most_;
    std::size_t left_off_{};
    std::vector<issue> found_;
    std::vector<const json::value*> broken_;
};

}  // namespace marrow::fhir::validate
