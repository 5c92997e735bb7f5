#pragma once

#include "adapter/http/answer.hpp"
#include "adapter/http/manners.hpp"
#include "adapter/http/request.hpp"

#include <string>
#include <string_view>

namespace marrow::adapter::http {

/// The fields of an answer that come from the request alone, each with CRLF before it: X-Correlation-Id as it was sent,
/// or else the X-Request-Id that was not taken as it was; traceparent; and leave for a script of an allowed origin to
/// read the answer.
std::string echo_of(const request& asked, const manners& by);

/// The trace that the request is part of, if it is one (W3C Trace Context); otherwise empty.
std::string_view trace_of(const request& asked);

/// The answer to OPTIONS, and to a script that asks before it sends.
answer options_of(const request& asked, std::string methods, const manners& by);

}  // namespace marrow::adapter::http
