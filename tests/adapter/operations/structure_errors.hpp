#pragma once

#include "adapter/examiner.hpp"
#include "fhir/path.hpp"

#include <algorithm>
#include <string>

namespace marrow::test {

/// What a resource that we wrote has against the definitions of the release; empty: nothing.
inline std::string structure_errors(std::string_view resource, fhir::version release = fhir::version::r4)
{
    static const mappings::tables none;
    static const mappings::policy weighed;
    adapter::examiner with{none, weighed, {.only = adapter::examiner::scope::structure}};
    const auto read = with.read(resource, release);
    if (!read) return read.error().text;
    std::string out;
    for (const fhir::issue& each : with.decide(**read).issues)
        if (each.level <= fhir::severity::error)
            out +=
                (each.at.empty() ? "" : fhir::path_to((*read)->document, *each.at.front())) + ": " + each.text + "\n";
    return out;
}

}  // namespace marrow::test
