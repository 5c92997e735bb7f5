#pragma once

#include "fhir/issue.hpp"
#include "fhir/submission.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace marrow::fhir::validate {

namespace profiles {
class library;
}

struct options {
    std::size_t most_issues = 500;  ///< beyond that the gravest are kept, and one more says how many are not shown
    const profiles::library* known = nullptr;     ///< profiles that meta.profile may name; null: it is not looked at
    std::span<const std::string> profile_urls{};  ///< canonical URLs that the root is held against besides
};

struct result {
    std::vector<issue> issues;               ///< in the order of the submission; empty when nothing was found
    std::vector<const json::value*> broken;  ///< elements with an error, of issues not kept too; in the order met
};

/// Holds a submission against the definitions of its release (validation.html): structure, cardinality, types and
/// values, bindings that can be decided without a terminology server, references, Bundles, narratives, invariants; and
/// against profiles, where some are known.
result validate(const submission& of, const options& asked = {});

}  // namespace marrow::fhir::validate
