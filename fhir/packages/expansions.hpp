#pragma once

#include "fhir/definitions/model.hpp"
#include "fhir/packages/package.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace marrow::fhir::packages {

/// What can be told offline of the codes of a value set.
struct expansion {
    definitions::value_set listed;       ///< codes of it, each of which is told
    std::vector<std::string_view> open;  ///< systems of which it has codes that are not told; a code of any other
                                         ///< system is in it only when it is listed
};

/// The codes of the value sets that packages hold: lists of codes, code systems that are held whole, and other such
/// value sets. Systems that are not held and filters leave a set open. A set of the release that is whole does as well.
class expansions {
public:
    /// The packages, the first of which goes before the others, and the release must outlive it.
    expansions(std::span<const package> packages, const definitions::model& release);

    /// By url, with or without |version. Null when no package holds it, or it is not even known of which systems it
    /// has codes. The expansion lives as long as this.
    const expansion* find(std::string_view canonical);

private:
    struct made {
        std::vector<definitions::value_set::code> codes;
        expansion of;
    };

    static constexpr std::size_t most_codes = 500'000;  ///< of one set
    static constexpr unsigned most_parts = 10'000;      ///< includes and excludes of one set and of those within
    static constexpr unsigned most_depth = 16;          ///< sets within sets

    const package::resource* held(std::string_view type, std::string_view canonical) const;
    bool add_set(std::string_view canonical, made& to, unsigned depth);
    bool add_part(const json::value& part, made& to, unsigned depth);
    bool add_concepts(std::string_view system, const json::value& concepts, made& to) const;
    bool add_system(std::string_view canonical, made& to) const;

    std::span<const package> packages_;
    const definitions::model& release_;
    boost::unordered_flat_map<std::string_view, const made*, keyed_hash> known_;
    std::deque<made> made_;
    unsigned parts_left_{};
};

/// Of "url|version".
struct canonical {
    std::string_view url;
    std::string_view version;  ///< empty: any
};

canonical parse_canonical(std::string_view text);

}  // namespace marrow::fhir::packages
