#pragma once

#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/fhirpath/names.hpp"
#include "fhir/keyed_hash.hpp"
#include "fhir/submission.hpp"
#include "fhir/validate/profiles/library.hpp"
#include "fhir/validate/profiles/profile.hpp"
#include "fhir/validate/report.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace marrow::fhir::validate::profiles {

/// Holds the resources of a submission against the profiles that they claim and those that are asked for, and each
/// extension against its definition. What the base walk tells is not told again.
class walk {
public:
    walk(const submission& of, const library& known, report& out);

    /// The profiles asked for are those of the root, as canonical URLs.
    void go(std::span<const std::string> asked);

private:
    static constexpr unsigned most_trials = 16;

    using node = fhirpath::node;
    using pair = std::tuple<const json::value*, const profile*>;

    /// How far a value is known to fit a slice, or what an element says of it.
    enum class verdict : std::uint8_t { nothing, no, unknown, yes };

    /// The resource at hand, what contains it (or itself), and the entry both stand in.
    struct context {
        node resource;
        node root;
        const fhir::entry* owner{};
    };

    /// A type on the way from the resource at hand, and the element of it that the way goes on with.
    struct step {
        const definitions::type* type;  ///< null when it is not known
        std::string_view element;
    };

    /// What a discriminator's path leads to; none when it cannot be followed.
    using selection = std::optional<std::vector<node>>;

    /// What came of one slicing.
    struct sorting {
        std::vector<std::uint32_t> counts;       ///< of each slice
        std::vector<bool> doubtful;              ///< whether some value may be of it
        std::vector<const json::value*> latest;  ///< of each slice
        std::size_t last{};                      ///< the slice of the value before
        bool is_behind{};                        ///< a value of no slice has been met
    };

    // walk.cpp
    void claimed(const node& at, std::string_view canonical, const json::value& place);
    void asked_for(const node& at, std::string_view canonical);
    void hold(const node& at, const profile& to);
    std::size_t errors_against(const node& at, const profile& to);
    bool conforms(const node& at, const profile& to) { return errors_against(at, to) == 0; }
    context entered(const node& resource, bool is_contained) const;
    void not_loaded(std::string_view canonical, const json::value& at, bool is_told);
    wording told(const element& by) const;
    fhirpath::environment environment();

    // scan.cpp
    void scan(const json::value& at, const definitions::type* type, bool is_contained);
    void scan_resource(const json::value& at, const definitions::type& type, bool is_contained);
    void scan_members(const json::value& at, const definitions::type* type);
    void extensions(const json::value& holder, const definitions::type* type, const json::value& all);
    bool may_stand(const extension_context& at, const json::value& holder, const definitions::type& type) const;
    bool stands_at(std::string_view expression, const definitions::type& type) const;

    // elements.cpp
    void none_fits(const node& at, const type_limit& as, const element& by);
    void at_element(const node& at, const element& by);
    void content(const node& at, const element& by);
    void profiles_of(const node& at, const type_limit& as, const element& by);
    void codes(const node& at, const element& by);
    verdict is_of(const node& at, const packages::expansion& set) const;
    void reference(const node& at, const type_limit& as, const element& by);
    bool conforms_there(const fhir::resource& target, const definitions::type& type, const profile& to);
    void child(const node& parent, const element& by);

    // values.cpp
    std::vector<node> values_of(const node& parent, const element& by) const;
    void add_values(
        const json::value& all, const json::value& siblings, const definitions::type* type, std::vector<node>& to
    ) const;
    void add_choices(
        const json::value& parent, const definitions::type& type, std::string_view name, std::vector<node>& to
    ) const;

    // slices.cpp
    void slices(const node& parent, const std::vector<node>& values, const element& of);
    const element* sort(const node& at, const element& of, sorting& so_far);
    void count(const node& parent, const element& of, const sorting& met);
    std::vector<selection> select(const node& at, const element& of);
    verdict fits(const std::vector<selection>& selected, const element& slice, const element& of);
    verdict meets(const std::vector<node>& found, const criterion& what, const discriminator& by);
    verdict has_content(const criterion& what, const std::vector<node>& found);
    verdict says(const element& what, const node& at);
    verdict is_of_type(const criterion& what, const node& at) const;
    verdict has_profile(const criterion& what, const node& at);

    const submission& of_;
    std::span<const std::string> asked_;
    const definitions::model& model_;
    const library& known_;
    report* out_;
    unsigned trials_{};  ///< within each other; nothing is told of them
    fhirpath::document_names names_;
    fhirpath::environment outside_;
    fhirpath::evaluator evaluator_;
    context here_;
    std::vector<step> way_;   ///< of the scan
    const profile* by_{};     ///< the profile at hand
    std::vector<pair> open_;  ///< what is being held, from the outermost on
    boost::unordered_flat_set<pair, keyed_hash, std::equal_to<>> held_;
    boost::unordered_flat_map<pair, std::size_t, keyed_hash, std::equal_to<>> tried_;  ///< errors
    boost::unordered_flat_set<std::string_view, keyed_hash, std::equal_to<>> missing_;
};

}  // namespace marrow::fhir::validate::profiles
