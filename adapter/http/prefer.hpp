#pragma once

#include "adapter/http/router.hpp"
#include "adapter/preferences.hpp"
#include "fhir/fault.hpp"

#include <string>
#include <string_view>

namespace marrow::adapter::http {

/// Reads Prefer, all fields of the name joined. Of what is said twice the first counts; what is not known does not.
preferences read_prefer(std::string_view field);

/// A fault (usage) when the query has a parameter that the route does not know.
fhir::result<void> refuse_unknown_parameters(std::string_view query, const route& of);

/// Adds one more to what Preference-Applied says.
void add_applied(std::string_view preference, std::string& applied);

}  // namespace marrow::adapter::http
