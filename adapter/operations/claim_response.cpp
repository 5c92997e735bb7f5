#include "adapter/operations/claim_response.hpp"

#include "adapter/instant.hpp"
#include "adapter/operations/adjudication.hpp"
#include "adapter/operations/echo.hpp"
#include "adapter/operations/response_writer.hpp"
#include "fhir/json/write.hpp"

#include <functional>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;
using fhir::json::value;
using fhir::json::writer;

namespace {

fault broken_outcome()
{
    return {fault_kind::internal, "The decision cannot be read.", "an outcome of ours is no JSON", {}};
}

/// A decision that was read.
struct adjudicated {
    const examiner::reading& sent;
    const fhir::resource& claim;
    std::function<void()> write;  ///< the ClaimResponse
};

template <class Write>
fhir::result<void> adjudicate_and(examiner& with, const decided_claim& of, bool pretty, std::string& out, Write write)
{
    fhir::json::arena memory;
    const auto outcome = fhir::json::parse(of.outcome, memory, {});
    if (!outcome) return broken_outcome();
    const auto sent = with.read(of.body, of.release, of.sender);
    if (!sent) return sent.error();
    const auto claim = claim_of((*sent)->submission);
    if (!claim) return claim.error();
    const adjudication made = adjudicate(with, **sent, *claim, *outcome);
    writer to{out, pretty};
    write(to, adjudicated{**sent, *claim, [&] { write_response(to, **sent, *claim, *outcome, made, of); }});
    return {};
}

void write_bundle(writer& to, const adjudicated& made, const decided_claim& of)
{
    const fhir::json::document& sent = made.sent.document;
    const std::string urn = "urn:uuid:" + std::string{of.id};
    to.begin_object().member("resourceType", "Bundle").member("id", of.id);
    write_profile(to, sent.root(), "profile-pas-response-bundle");
    to.key("identifier");
    if (const value& own = sent.root()[name::identifier]; own.is_object()) {
        to.copy(own, sent);
    } else {
        to.begin_object().member("system", "urn:ietf:rfc:3986").member("value", urn).end_object();
    }
    to.member("type", "collection").member("timestamp", instant_text(of.made));
    to.key("entry").begin_array().begin_object().member("fullUrl", urn).key("resource");
    made.write();
    to.end_object();
    for (const fhir::entry* each : entries_spoken_of(made.sent.submission, made.claim)) {
        to.begin_object().member("fullUrl", each->full_url).key("resource").copy(*each->resource, sent);
        to.end_object();
    }
    to.end_array().end_object();
}

}  // namespace

fhir::result<fhir::resource> claim_of(const fhir::submission& of)
{
    const auto entries = of.entries();
    const std::string_view type = of.root()[name::type].text();
    const auto refused = [&](std::string text, const value& at, std::string path) {
        return fault{fault_kind::not_fhir, std::move(text), {}, of.source().locate(at.offset()), std::move(path)};
    };
    if (of.is_bundle() && (type == "batch" || type == "transaction"))
        return refused(
            "A Bundle of interactions goes to [base]. Send one of type collection.",
            of.root()[name::type],
            "Bundle.type"
        );
    if (entries.empty() || entries.front().type != "Claim") {
        const bool is_empty = entries.empty();
        return refused(
            of.is_bundle() ? "The first entry of the Bundle is no Claim. Send the Claim first, then what it refers to."
                           : "This address takes a Claim, or a Bundle that begins with one.",
            is_empty ? of.root() : *entries.front().node,
            of.is_bundle() && !is_empty ? "Bundle.entry[0]" : std::string{of.root()[name::resourceType].text()}
        );
    }
    const fhir::resource claim{entries.front().resource, &entries.front()};
    for (const name each : {name::type, name::use, name::patient}) {
        const value& sent = claim[each];
        if (each == name::use ? sent.is_string() : sent.is_object()) continue;
        return refused(
            "The Claim has no " + std::string{fhir::json::known_spelling(each)} + ", which its answer repeats.",
            *claim.node,
            of.path_of(*claim.node)
        );
    }
    return claim;
}

fhir::result<void> write_claim_response(examiner& with, const decided_claim& of, bool pretty, std::string& out)
{
    return adjudicate_and(with, of, pretty, out, [](writer&, const adjudicated& made) { made.write(); });
}

fhir::result<void> write_submit_answer(examiner& with, const decided_claim& of, bool pretty, std::string& out)
{
    return adjudicate_and(with, of, pretty, out, [&](writer& to, const adjudicated& made) {
        made.sent.submission.is_bundle() ? write_bundle(to, made, of) : made.write();
    });
}

}  // namespace marrow::adapter
