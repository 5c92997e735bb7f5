#include "adapter/http/responder.hpp"

#include "adapter/http/media_type.hpp"
#include "adapter/http/target.hpp"
#include "adapter/log.hpp"
#include "adapter/operations/audited.hpp"
#include "adapter/operations/faces.hpp"

#include <exception>

namespace marrow::adapter::http {

using fhir::fault;
using fhir::fault_kind;

namespace {

fault internal(std::string_view id, const std::exception& thrown)
{
    const std::string text = text_of(thrown);
    log(log_level::error, {.event = "exception", .request_id = id, .text = text});
    return {fault_kind::internal, "The server failed; the request id leads to its log.", text, {}};
}

answer answer_of(reply made)
{
    answer given;
    given.status = made.status;
    given.release = made.release;
    given.errors = made.errors;
    given.location = std::move(made.place);
    given.version = made.version;
    given.replayed = made.replayed;
    given.to_keep = std::move(made.to_keep);
    given.media_type = made.media_type;
    return given;
}

receipt receipt_of(const request& asked)
{
    return {
        asked.decision_id, asked.received, asked.id, asked.key, asked.sent_id, asked.sender, asked.peer, asked.keys};
}

/// Not of the store or of how much is in hand.
bool is_of_the_submission(fault_kind why)
{
    return why != fault_kind::busy && why != fault_kind::out_of_space && why != fault_kind::timed_out;
}

bool is_pretty(std::string_view query)
{
    return !query.empty() && query_value(query, "_pretty") == "true";
}

}  // namespace

answer responder::respond(const request& asked, std::string_view body, examiner& with, std::string& out) const
{
    auto ended = [&]() -> fhir::result<reply> {
        try {
            return run(asked, body, with, out);
        } catch (const std::exception& thrown) {
            return internal(asked.id, thrown);
        }
    }();
    if (ended) return answer_of(std::move(*ended));
    out.clear();
    const target parts = split_target(asked.target);
    answer given = write_fault(ended.error(), asked.id, is_pretty(parts.query), out);
    const route* const to = about_.keeping ? find(asked) : nullptr;
    if (to && takes_submissions(to->run) && is_of_the_submission(ended.error().kind))
        note_refusal(about_, receipt_of(asked), to->type, given.status);
    if (ended.error().kind == fault_kind::not_allowed) given.allow = allowed_methods(routes_, parts.path);
    return given;
}

fhir::result<reply> responder::run(const request& asked, std::string_view body, examiner& with, std::string& out) const
{
    const target parts = split_target(asked.target);
    const auto found = asked.to ? fhir::result<const route*>{asked.to} : find_route(routes_, asked.method, parts.path);
    if (!found) return found.error();
    const route& to = **found;
    const auto wanted = to.speaks_fhir ? negotiate(asked.accept, parts.query) : representation{};
    if (!wanted) return wanted.error();
    std::optional<fhir::version> release = wanted->release;
    std::string query{parts.query};
    if (to.takes_form) {
        if (const auto sent = read_form_type(asked.content_type, asked.content_encoding); !sent) return sent.error();
        query.append(query.empty() || body.empty() ? "" : "&").append(body);
    } else if (asked.method == method::post) {
        const auto sent = read_content_type(asked.content_type, asked.content_encoding, body);
        if (!sent) return sent.error();
        if (release && *sent && *release != **sent) {
            return fault{
                fault_kind::not_acceptable,
                "Content-Type and Accept name different FHIR versions, and nothing is converted here.",
                {},
                {}};
        }
        if (*sent) release = *sent;
    }
    const std::string id = fhir_id(asked.id);
    return to.run(
        {body,
         type_in(to, parts.path),
         query,
         release,
         wanted->pretty,
         id,
         with,
         about_,
         receipt_of(asked),
         segment_in(to, "{id}", parts.path),
         segment_in(to, "{version}", parts.path),
         asked.accept},
        out
    );
}

const route* responder::find(const request& asked) const
{
    const auto found = find_route(routes_, asked.method, split_target(asked.target).path);
    return found ? *found : nullptr;
}

}  // namespace marrow::adapter::http
