#pragma once

#include "fhir/fault.hpp"
#include "fhir/packages/expansions.hpp"
#include "fhir/packages/package.hpp"
#include "fhir/validate/profiles/profile.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace marrow::fhir::validate::profiles {

/// The profiles and extensions of packages, compiled. Immutable, shared by all threads.
class library {
public:
    /// A fault of kind usage, with the package and the file, when a StructureDefinition is corrupt. One without a
    /// snapshot is not loaded. Of two packages that give the same url and version the first counts.
    static fhir::result<std::unique_ptr<const library>> load(std::vector<packages::package> from);

    /// By "url" or "url|version"; without a version that of the first package. Null when none is loaded for the
    /// release.
    const profile* find(std::string_view canonical, version release) const;

    /// What the URL leads to: a profile, a type of the standard, or nothing known.
    link look_up(std::string_view canonical, version release) const;

    /// Whether some release has it.
    bool holds(std::string_view canonical) const;

private:
    library() = default;

    std::optional<fault> add(const packages::package& from);
    packages::expansions& sets_of(version release);
    void link_all();

    std::vector<packages::package> packages_;
    std::array<std::unique_ptr<packages::expansions>, 3> sets_;
    std::vector<std::unique_ptr<profile>> all_;
    boost::unordered_flat_map<std::string_view, std::vector<const profile*>, keyed_hash, std::equal_to<>> by_url_;
};

}  // namespace marrow::fhir::validate::profiles
