#pragma once

#include "adapter/operations/payload.hpp"

namespace marrow::adapter {

/// Decides, and writes the OperationOutcome. The status is 200.
reply judge(const question& asked, const payload& about, std::string& out);

}  // namespace marrow::adapter
