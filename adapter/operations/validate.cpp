#include "adapter/operations/judgement.hpp"

namespace marrow::adapter {

namespace {

bool names_profile(std::string_view query)
{
    return query.starts_with("profile=") || query.find("&profile=") != std::string_view::npos;
}

}  // namespace

fhir::result<reply> validate(const question& asked, std::string& out)
{
    const auto about = payload::of_body_or_parameter(asked);
    if (!about) return about.error();
    if (about->names_profile() || names_profile(asked.query)) {
        return fhir::fault{
            fhir::fault_kind::usage, "No profile is known here: leave the parameter profile out.", {}, {}};
    }
    return judge(asked, *about, out);
}

}  // namespace marrow::adapter
