#pragma once

#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/keyed_hash.hpp"
#include "fhir/submission.hpp"
#include "fhir/validate/report.hpp"
#include "fhir/validate/schema.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <bitset>
#include <functional>
#include <optional>
#include <string_view>

namespace marrow::fhir::validate {

/// Goes over a submission once, element by element, against the definitions of its release. One kind of check a file.
class walk {
public:
    walk(const submission& of, const schema& with, report& out);

    void go();

private:
    static constexpr std::size_t most_elements = 256;

    using texts = boost::unordered_flat_set<std::string_view, keyed_hash, std::equal_to<>>;

    /// An object on the way, with what is known of it.
    struct level {
        const json::value& at;
        const type_plan& plan;
        std::bitset<most_elements> seen;  ///< elements of the type that stand in it
        std::size_t last{};               ///< number of the one met last
    };

    // walk.cpp
    void resource(const json::value& at, const definitions::element* in);
    void object(
        const json::value& at,
        const type_plan& plan,
        const definitions::element* in,
        const definitions::type_ref* as = nullptr
    );
    void member(level& in, const json::value& at);
    void element(level& in, const json::value& at, const definitions::type::member& as);
    void too_often(const json::value& parent, const json::value& at, const definitions::element& of);
    void order(level& in, const json::value& at, const definitions::element& of, std::size_t number);
    void one(const json::value& parent, const json::value& at, const definitions::type::member& as);
    void missing(const level& in);

    // primitive.cpp
    void primitive(const json::value& at, const definitions::type::member& as, const type_plan& plan);
    bool was_escaped(std::string_view text) const;
    void no_value(const json::value& parent, const json::value& at, const definitions::element& as);
    void sibling(level& in, const json::value& at);
    const json::value& sibling_of(const json::value& parent, const json::value& at) const;

    // unknown.cpp
    void unknown(const level& in, const json::value& at);

    // binding.cpp
    void codes(const json::value& at, const definitions::element& as, const definitions::type& type);

    // invariant.cpp
    void rules(const fhirpath::node& at, const type_plan& plan, const definitions::element* in);
    void rule(const fhirpath::node& at, const ready_rule& each);

    // special.cpp
    void special(
        const json::value& at, const type_plan& plan, const definitions::element* in, const definitions::type_ref* as
    );
    void extension(const json::value& at, const type_plan& plan, const definitions::element* in);
    void narrative(const json::value& at);
    bool has_element(std::string_view id);
    void own_id(const json::value& at);

    // attachment.cpp
    void attachment(const json::value& at);

    // contained.cpp
    void contained(const json::value& resource);

    // references.cpp
    void reference(const json::value& at, const definitions::element* in, const definitions::type_ref* as);
    const definitions::type* resource_named(std::string_view name) const;
    const definitions::type* resolved_type(const json::value& at, const literal_reference& literal) const;
    std::optional<validate::rule>
    form_fault(std::string_view text, const literal_reference& literal, bool names_type) const;

    // bundle.cpp
    void bundle(const json::value& at);
    void full_url(const json::value& entry, bool is_optional);
    void search_results(const json::value& bundle);
    void batch_reference(const json::value& at);
    void held(const json::value& references, const fhir::resource& from, std::string_view kind);
    void held_of_sections(const fhir::resource& composition);

    fhirpath::environment environment();
    const fhir::entry* entry_of(const json::value& resource);
    const type_plan& plan_of(const definitions::type& type) const { return with_.plan_of(type); }

    const submission& of_;
    const schema& with_;
    report& out_;
    const bool is_xml_;
    fhirpath::environment outside_;
    fhirpath::evaluator evaluator_;
    fhirpath::node resource_{};  ///< the resource at hand
    fhirpath::node root_{};      ///< that which contains it, or itself
    std::size_t next_entry_{};
    const fhir::entry* owner_{};          ///< the entry it stands in
    const fhir::entry* told_of_batch_{};  ///< the last entry that was told of for what it refers to
    bool is_batch_{};
    bool has_base_{};              ///< whether its fullUrl tells what relative references are relative to
    texts ids_;                    ///< of elements of the resource at hand
    std::optional<texts> places_;  ///< ids of elements of root_, once a narrative has asked for them
};

}  // namespace marrow::fhir::validate
