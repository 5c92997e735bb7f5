#include "adapter/http/target.hpp"
#include "adapter/operations/judgement.hpp"

#include <algorithm>

namespace marrow::adapter {

fhir::result<reply> validate(const question& asked, std::string& out)
{
    auto about = payload::of_body_or_parameter(asked);
    if (!about) return about.error();
    std::vector<std::string> profiles{about->profiles().begin(), about->profiles().end()};
    for (std::string& named : http::query_values(asked.query, "profile"))
        if (!named.empty()) profiles.push_back(std::move(named));
    if (!std::ranges::all_of(profiles, [&](const std::string& each) { return asked.with.knows_profile(each); })) {
        return fhir::fault{
            fhir::fault_kind::usage,
            "The profile that is asked for is none that this server holds submissions against: leave the parameter "
            "profile out, or name one of the packages that it has loaded.",
            {},
            {}};
    }
    return judge(asked, *about, out, profiles);
}

}  // namespace marrow::adapter
