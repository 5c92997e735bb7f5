#pragma once

#include "adapter/http/answer.hpp"
#include "adapter/http/manners.hpp"
#include "adapter/http/request.hpp"

#include <string>

namespace marrow::adapter::http {

/// A request that was answered by its operation.
struct answered {
    const request& asked;
    const route& to;
    const question& put;
    bool is_guessed{};  ///< the media type of its body was
};

/// What HTTP makes of an answer: a media type that had to be guessed is told, a resource that is created has a
/// Location, findings show in the status or do not, and what Prefer asks for is done and said,
/// and a read of what the sender has is 304. A fault when it could
/// not be.
fhir::result<void> finish(const answered& of, const manners& by, answer& given, std::string& out);

}  // namespace marrow::adapter::http
