#pragma once

#include <string>
#include <vector>

namespace marrow::adapter::http {

/// What an operator settles of how the server speaks.
struct manners {
    bool strict_media_types{};  ///< a body of no media type of FHIR is refused, not looked into
    bool errors_in_body{};      ///< findings of severity error do not show in the status, unless a request asks
    std::vector<std::string> origins{};  ///< of scripts in browsers that may ask, as in Origin; "*": any
};

}  // namespace marrow::adapter::http
