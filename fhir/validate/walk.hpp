#pragma once

#include "fhir/fhirpath/evaluator.hpp"
#include "fhir/submission.hpp"
#include "fhir/validate/report.hpp"
#include "fhir/validate/schema.hpp"

#include <bitset>

namespace marrow::fhir::validate {

/// Goes over a submission once, element by element, against the definitions of its release. One kind of check a file.
class walk {
public:
    walk(const submission& of, const schema& with, report& out);

    void go();

private:
    static constexpr std::size_t most_elements = 256;

    /// An object on the way, with what is known of it.
    struct level {
        const json::value& at;
        const type_plan& plan;
        std::bitset<most_elements> seen;  ///< elements of the type that stand in it
    };

    // walk.cpp
    void resource(const json::value& at, const definitions::element* in);
    void object(const json::value& at, const type_plan& plan, const definitions::element* in);
    void member(level& in, const json::value& at);
    void element(level& in, const json::value& at, const definitions::type::member& as);
    void one(const json::value& parent, const json::value& at, const definitions::type::member& as);
    void missing(const level& in);

    // primitive.cpp
    void primitive(const json::value& at, const definitions::type::member& as, const type_plan& plan);
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
    void special(const json::value& at, const type_plan& plan, const definitions::element* in);

    const type_plan& plan_of(const definitions::type& type) const { return with_.plan_of(type); }

    const submission& of_;
    const schema& with_;
    report& out_;
    fhirpath::environment outside_;
    fhirpath::evaluator evaluator_;
    fhirpath::node resource_{};  ///< the resource at hand
    fhirpath::node root_{};      ///< that which contains it, or itself
};

}  // namespace marrow::fhir::validate
