#pragma once

#include "adapter/http/answer.hpp"
#include "adapter/http/manners.hpp"
#include "adapter/http/media_type.hpp"
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
    responder(std::span<const route> routes, const service& about, const manners& by)
        : routes_{routes}, about_{about}, by_{by}
    {
    }

    using sent_body = fhir::result<std::string_view>;

    /// Appends the body of the answer to `out`. The body of the request may be a fault, for who asks what takes one.
    answer respond(const request& asked, const sent_body& body, examiner& with, std::string& out) const;

    /// The route that the request goes to; null when there is none.
    const route* find(const request& asked) const;

    std::span<const route> routes() const { return routes_; }

private:
    answer respond_in_json(const request& asked, const sent_body& body, examiner& with, std::string& out) const;
    fhir::result<answer> run(const request& asked, const sent_body& sent, examiner& with, std::string& out) const;
    fhir::result<body_type> read_type(const request& asked, const route& to, const sent_body& sent) const;

    std::span<const route> routes_;
    const service& about_;
    const manners& by_;
};

}  // namespace marrow::adapter::http
