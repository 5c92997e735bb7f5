#include "adapter/operations/claim_response.hpp"

#include "adapter/instant.hpp"
#include "adapter/operations/adjudication.hpp"
#include "adapter/operations/echo.hpp"
#include "adapter/operations/response_writer.hpp"
#include "fhir/json/write.hpp"

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
    fhir::json::arena memory;
    const auto outcome = fhir::json::parse(of.outcome, memory, {});
    if (!outcome) return broken_outcome();
    const auto read = with.read(of.body, of.release, of.sender);
    if (!read) return read.error();
    const examiner::reading& sent = **read;
    const auto claim = claim_of(sent.submission);
    if (!claim) return claim.error();
    const adjudication made = adjudicate(with, sent, *claim, *outcome);
    writer to{out, pretty};
    const auto write = [&] { write_response(to, sent, *claim, *outcome, made, of); };
    if (!sent.submission.is_bundle()) {
        write();
        return {};
    }
    const value& root = sent.document.root();
    to.begin_object().member("resourceType", "Bundle").member("id", of.id);
    write_profile(to, root, "profile-pas-response-bundle");
    to.key("identifier");
    if (root[name::identifier].is_object()) {
        to.copy(root[name::identifier], sent.document);
    } else {
        to.begin_object().member("system", "urn:ietf:rfc:3986").member("value", "urn:uuid:" + std::string{of.id});
        to.end_object();
    }
    to.member("type", "collection").member("timestamp", instant_text(of.made));
    to.key("entry").begin_array();
    to.begin_object().member("fullUrl", "urn:uuid:" + std::string{of.id}).key("resource");
    write();
    to.end_object();
    for (const fhir::entry* each : entries_spoken_of(sent.submission, *claim))
        to.begin_object()
            .member("fullUrl", each->full_url)
            .key("resource")
            .copy(*each->resource, sent.document)
            .end_object();
    to.end_array().end_object();
    return {};
}

}  // namespace marrow::adapter
