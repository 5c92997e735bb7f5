#include "adapter/operations/marks.hpp"
#include "adapter/operations/operation.hpp"
#include "adapter/operations/operation_rows.hpp"
#include "adapter/version.hpp"
#include "fhir/json/write.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

namespace marrow::adapter {

namespace {

using fhir::json::writer;

std::string_view full_version(fhir::version release)
{
    switch (release) {
    case fhir::version::r4:
        return "4.0.1";
    case fhir::version::r4b:
        return "4.3.0";
    case fhir::version::r5:
        return "5.0.0";
    }
    return {};
}

void write_software(writer& out)
{
    out.key("software").begin_object().member("name", "Marrow").member("version", version()).end_object();
    out.key("implementation").begin_object();
    out.member("description", "Maps Claims and Procedures to CPT lines and checks add-on codes against their primary.");
    out.end_object();
}

void write_interactions(writer& out, std::initializer_list<std::string_view> codes)
{
    out.key("interaction").begin_array();
    for (const std::string_view code : codes)
        out.begin_object().member("code", code).end_object();
    out.end_array();
}

/// By the definition that all know, where there is one; what is taken here is told by our own.
void write_operation(writer& out, const operation_row& row, const service& of)
{
    const std::string own = std::string{operation_base}.append(row.id);
    out.begin_object().member("name", row.code).member("definition", row.base.empty() ? own : row.base);
    std::string text{row.text};
    text.append(" Parameters: [base]/OperationDefinition/").append(row.id).append(".");
    if (row.is_large) text.append(" ").append(of.bounds);
    out.member("documentation", text).end_object();
}

/// Those of a resource type; of none, of the system. What cannot be without a store is left out without one.
void write_operations(writer& out, std::string_view type, const service& of)
{
    const auto is_here = [&](const operation_row& one) {
        const bool is_of_type = type.empty() ? one.at_system : std::ranges::find(one.types, type) != one.types.end();
        return is_of_type && (!one.needs_store || of.keeping);
    };
    if (std::ranges::none_of(operation_rows(), is_here)) return;
    out.key("operation").begin_array();
    for (const operation_row& each : operation_rows())
        if (is_here(each)) write_operation(out, each, of);
    out.end_array();
}

void write_resource(writer& out, std::string_view type, std::string_view documentation, const service& of)
{
    const bool is_kept = of.keeping != nullptr;
    out.begin_object().member("type", type).member("documentation", documentation);
    if (is_kept && type == "Bundle") write_interactions(out, {"read", "vread"});
    if (is_kept && type != "Bundle") write_interactions(out, {"create", "read", "vread"});
    if (!is_kept && type != "Bundle") write_interactions(out, {"create"});
    out.member("versioning", is_kept ? "versioned" : "no-version");
    out.key("referencePolicy").begin_array().string("literal").string("logical").end_array();
    write_operations(out, type, of);
    out.end_object();
}

/// What can be read and looked up by its URL.
void write_published(writer& out, std::string_view type)
{
    out.begin_object().member("type", type);
    write_interactions(out, {"read", "search-type"});
    out.key("searchParam").begin_array();
    out.begin_object().member("name", "url").member("type", "uri").end_object();
    out.end_array().end_object();
}

void write_responses(writer& out)
{
    out.begin_object().member("type", "ClaimResponse");
    out.member("documentation", "A decision on a Claim, with its versions, by the id that it has as OperationOutcome.");
    write_interactions(out, {"read", "vread"});
    out.member("versioning", "versioned").end_object();
}

void write_search_parameter(writer& out, std::string_view name, std::string_view type, std::string_view text)
{
    out.begin_object().member("name", name).member("type", type).member("documentation", text).end_object();
}

void write_decisions(writer& out)
{
    out.begin_object().member("type", "OperationOutcome");
    out.member(
        "documentation",
        "The decisions that were kept. What is decided anew, since something came late, is a later version. POST "
        "[base]/OperationOutcome/_search takes the parameters as a form, so that no identifier stands in a URL."
    );
    write_interactions(out, {"read", "vread", "history-instance", "search-type"});
    out.member("versioning", "versioned").key("searchParam").begin_array();
    for (const mark_parameter& each : mark_parameters())
        write_search_parameter(out, each.name, "token", each.documentation);
    write_search_parameter(out, "received", "date", "When the submission came.");
    out.end_array().end_object();
}

void write_security(writer& out, const service& of)
{
    out.key("security").begin_object();
    if (of.scripts_may_ask) out.key("cors").boolean(true);
    out.member(
        "description",
        "Senders are known to the proxy before the server, which ends TLS and says in Marrow-Sender who sends; the "
        "server itself asks for no token."
    );
    out.end_object();
}

void write_bundles(writer& out, bool is_kept)
{
    const std::string carried_out =
        "Entries may be POST of any type, PUT to Type/id or to what a search finds, GET and HEAD of what is served "
        "here; not DELETE, PATCH or operations. ifNoneExist, conditional references and conditional updates are looked "
        "for by one identifier with its system, ifMatch by version. ";
    const std::string_view read_again =
        is_kept ? "What was created is read where location says, what was put under its own id." : "Nothing is kept.";
    out.key("interaction").begin_array();
    for (const auto& [code, text] :
         {std::pair{"batch", "Always 200: each entry has its status, and what was found in it as its outcome. "},
          std::pair{"transaction", "All or nothing: one OperationOutcome when a request or the decision fails it. "}})
        out.begin_object()
            .member("code", code)
            .member("documentation", text + carried_out + std::string{read_again})
            .end_object();
    out.end_array();
}

std::string kept(const service& of)
{
    return of.keeping ? "It is sent when submission and decision are kept. A submission sent again under its key "
                        "(Idempotency-Key, else Bundle.identifier or MessageHeader.id) gets the same answer. "
                      : "Nothing is kept. ";
}

void write_rest(writer& out, const service& of)
{
    out.begin_object().member("mode", "server");
    out.member(
        "documentation",
        "POST a Bundle of any type to [base], a Claim to [base]/Claim, a Procedure to [base]/Procedure. The answer is "
        "an OperationOutcome: 200 without errors, 422 with them, 400 when the body cannot be read; for a batch or "
        "transaction a Bundle of responses. " +
            kept(of) + of.bounds
    );
    write_security(out, of);
    out.key("resource").begin_array();
    write_resource(out, "Bundle", "Post to [base], not to [base]/Bundle.", of);
    write_resource(out, "Claim", "Decided at once.", of);
    write_resource(out, "Procedure", "Decided at once.", of);
    if (of.keeping) write_responses(out);
    if (of.keeping) write_decisions(out);
    write_published(out, "CodeSystem");
    write_published(out, "OperationDefinition");
    out.end_array();
    write_bundles(out, of.keeping != nullptr);
    write_operations(out, {}, of);
    out.end_object();
}

void write_messaging(writer& out, const service& of)
{
    out.key("messaging").begin_array().begin_object();
    if (of.keeping) {
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(of.keeping->key_lifetime).count();
        out.key("reliableCache").number(std::min<std::int64_t>(minutes, INT32_MAX));
    }
    out.member(
        "documentation",
        "POST a Bundle of type message to [base]/$process-message. Any event is taken that brings a Claim or "
        "Procedure; "
        "the answer is a message with the OperationOutcome, and nothing is sent later."
    );
    out.end_object().end_array();
}

}  // namespace

fhir::result<reply> capabilities(const question& asked, std::string& out)
{
    const fhir::version release = asked.release.value_or(fhir::version::r4);
    writer made{out, asked.pretty};
    made.begin_object().member("resourceType", "CapabilityStatement");
    made.member("name", "Marrow").member("title", "Marrow, checks of add-on codes");
    made.member("status", "active").member("date", asked.of.started).member("kind", "instance");
    write_software(made);
    made.member("fhirVersion", full_version(release));
    made.key("format").begin_array();
    for (const std::string_view each : {"application/fhir+json", "application/fhir+xml", "json", "xml"})
        made.string(each);
    made.end_array();
    made.key("rest").begin_array();
    write_rest(made, asked.of);
    made.end_array();
    write_messaging(made, asked.of);
    made.end_object();
    return reply{200, release, 0};
}

}  // namespace marrow::adapter
