#include "fhir/validate/validate.hpp"

#include "fhir/validate/profiles/walk.hpp"
#include "fhir/validate/walk.hpp"

namespace marrow::fhir::validate {

result validate(const submission& of, const options& asked)
{
    report out{asked.most_issues};
    walk{of, schema::of(of.release()), out}.go();
    if (asked.known) profiles::walk{of, *asked.known, out}.go(asked.profile_urls);
    return {out.take(of.root()), out.take_broken()};
}

}  // namespace marrow::fhir::validate
