#pragma once

#include "fhir/fault.hpp"

#include <string>

namespace marrow::adapter {

/// The whole of a file. A fault (unreadable) names the file and the reason.
fhir::result<std::string> read_file(const std::string& path);

/// "cannot read PATH: REASON", for the error number at hand.
fhir::fault cannot_read(const std::string& path, int error);

/// "PATH:LINE:COLUMN: ", or "PATH: " without a position.
std::string placed(const std::string& path, const std::optional<fhir::position>& at);

/// The text of a fault that begins with "PATH: ", with its line and column put after the path.
std::string placed(const fhir::fault& failed);

}  // namespace marrow::adapter
