#pragma once

#include "adapter/http/answer.hpp"
#include "adapter/http/request.hpp"
#include "adapter/operations/operation.hpp"

#include <span>
#include <string>
#include <string_view>

namespace marrow::adapter::http {

/// From a request to its answer, without a socket: route, media types, the operation, and the fault if it comes to
/// that. Never throws but for want of memory; an exception of the operation is a fault (internal), logged.
class responder {
public:
    responder(std::span<const route> routes, const service& about) : routes_{routes}, about_{about} {}

    /// Appends the body of the answer to `out`.
    answer respond(const request& asked, std::string_view body, examiner& with, std::string& out) const;

    /// The route that the request goes to; null when there is none.
    const route* find(const request& asked) const;

    std::span<const route> routes() const { return routes_; }

private:
    fhir::result<reply> run(const request& asked, std::string_view body, examiner& with, std::string& out) const;

    std::span<const route> routes_;
    const service& about_;
};

}  // namespace marrow::adapter::http
