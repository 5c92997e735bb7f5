#include "adapter/operations/judgement.hpp"

namespace marrow::adapter {

fhir::result<reply> submit(const question& asked, std::string& out)
{
    const auto about = payload::of_body(asked);
    if (!about) return about.error();
    reply made = judge(asked, *about, out);
    if (made.errors != 0) made.status = 422;
    return made;
}

fhir::result<reply> point_to_base(const question&, std::string&)
{
    return fhir::fault{
        fhir::fault_kind::usage,
        "A Bundle posted to [base]/Bundle would be kept, not processed. Post it to [base] itself (without /Bundle), or "
        "to [base]/Bundle/$validate.",
        {},
        {}};
}

}  // namespace marrow::adapter
