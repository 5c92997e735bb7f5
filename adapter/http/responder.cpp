#include "adapter/http/responder.hpp"

#include "adapter/http/coding.hpp"
#include "adapter/http/echo.hpp"
#include "adapter/http/finish.hpp"
#include "adapter/http/prefer.hpp"
#include "adapter/http/spoken.hpp"
#include "adapter/http/target.hpp"
#include "adapter/http/text.hpp"
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
    given.refused = made.refused;
    given.location = std::move(made.place);
    given.version = made.version;
    given.modified = made.modified;
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

fault no_sender()
{
    return {
        fault_kind::usage,
        "Marrow-Sender is one name of at most 255 characters, all of printable ASCII. Send such a one, or none.",
        {},
        {}};
}

fault no_errors_as()
{
    return {
        fault_kind::usage,
        "Marrow-Errors-As is http, for findings of severity error to make the status 422, or body, for 200.",
        {},
        {}};
}

fault other_release()
{
    return {
        fault_kind::not_acceptable,
        "Content-Type and Accept name different FHIR versions, and nothing is converted here.",
        {},
        {}};
}

fhir::result<void> look_at_fields(const request& asked)
{
    if (asked.sender_is_none) return no_sender();
    if (!asked.errors_as.empty() && !same(asked.errors_as, "http") && !same(asked.errors_as, "body"))
        return no_errors_as();
    return {};
}

/// What to do about a status, for a machine to read.
void add_cure(const request& asked, answer& to)
{
    if (to.status != 415) return;
    if (!coding_of_body(asked.content_encoding)) {
        add_field(to, "Accept-Encoding", known_codings);
    } else {
        add_field(to, "Accept-Post", "application/fhir+json, application/fhir+xml, application/json, application/xml");
    }
}

}  // namespace

answer responder::respond(const request& asked, const sent_body& body, examiner& with, std::string& out) const
{
    answer given = respond_in_json(asked, body, with, out);
    try {
        const bool pretty = is_pretty(split_target(asked.target).query);
        put_into(form_of_answer(asked, body ? *body : std::string_view{}), pretty, given, out);
        return given;
    } catch (const std::exception& thrown) {
        out.clear();
        return write_fault(internal(asked.id, thrown), asked.id, false, out);
    }
}

answer responder::respond_in_json(const request& asked, const sent_body& body, examiner& with, std::string& out) const
{
    auto ended = [&]() -> fhir::result<answer> {
        try {
            return run(asked, body, with, out);
        } catch (const std::exception& thrown) {
            return internal(asked.id, thrown);
        }
    }();
    if (ended) return std::move(*ended);
    out.clear();
    const target parts = split_target(asked.target);
    answer given = write_fault(ended.error(), asked.id, is_pretty(parts.query), out);
    const route* const to = about_.keeping ? find(asked) : nullptr;
    if (to && takes_submissions(to->run) && is_of_the_submission(ended.error().kind))
        note_refusal(about_, receipt_of(asked), to->type, given.status);
    if (ended.error().kind == fault_kind::not_allowed) given.allow = allowed_methods(routes_, parts.path);
    add_cure(asked, given);
    return given;
}

fhir::result<answer> responder::run(const request& asked, const sent_body& body, examiner& with, std::string& out) const
{
    const target parts = split_target(asked.target);
    const auto found = asked.to ? fhir::result<const route*>{asked.to} : find_route(routes_, asked.method, parts.path);
    const bool is_options = asked.method == method::options;
    if (!found && is_options && found.error().kind == fault_kind::not_allowed)
        return options_of(asked, allowed_methods(routes_, parts.path), by_);
    if (!found) return found.error();
    const route& to = **found;
    if (const auto fine = look_at_fields(asked); !fine) return fine.error();
    const auto wanted = to.speaks_fhir ? negotiate(asked.accept, parts.query) : representation{};
    if (!wanted) return wanted.error();
    const preferences prefer = read_prefer(asked.prefer);
    std::string query{parts.query};
    const auto type = read_type(asked, to, body);
    if (!type) return type.error();
    const std::string_view sent = body ? *body : std::string_view{};
    if (to.takes_form) query.append(query.empty() || sent.empty() ? "" : "&").append(sent);
    if (prefer.how == preferences::handling::strict)
        if (const auto known = refuse_unknown_parameters(query, to); !known) return known.error();
    if (wanted->release && type->release && *wanted->release != *type->release) return other_release();
    const std::string id = fhir_id(asked.id);
    const question put{
        sent,
        type_in(to, parts.path),
        query,
        type->release ? type->release : wanted->release,
        wanted->pretty,
        id,
        with,
        about_,
        receipt_of(asked),
        segment_in(to, "{id}", parts.path),
        segment_in(to, "{version}", parts.path),
        asked.accept,
        prefer};
    auto made = to.run(put, out);
    if (!made) return made.error();
    answer given = answer_of(std::move(*made));
    if (const auto finished = finish({asked, to, put, type->is_guessed}, by_, given, out); !finished)
        return finished.error();
    return given;
}

fhir::result<body_type> responder::read_type(const request& asked, const route& to, const sent_body& sent) const
{
    if (asked.method != method::post) return body_type{};
    if (const auto in = coding_of_body(asked.content_encoding); !in) return in.error();
    if (!sent) return sent.error();
    if (!to.takes_form) return read_content_type(asked.content_type, *sent, by_.strict_media_types);
    if (const auto form = read_form_type(asked.content_type); !form) return form.error();
    return body_type{};
}

const route* responder::find(const request& asked) const
{
    const auto found = find_route(routes_, asked.method, split_target(asked.target).path);
    return found ? *found : nullptr;
}

}  // namespace marrow::adapter::http
