#include "adapter/operations/claim_response.hpp"

#include "adapter/instant.hpp"
#include "adapter/operations/adjudication.hpp"
#include "adapter/operations/echo.hpp"
#include "adapter/operations/x12_codes.hpp"
#include "fhir/json/write.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::fault;
using fhir::fault_kind;
using fhir::json::name;
using fhir::json::value;
using fhir::json::writer;

namespace {

#define PAS "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/"
constexpr std::string_view review_action_url = PAS "extension-reviewAction";
constexpr std::string_view review_code_url = PAS "extension-reviewActionCode";
constexpr std::string_view trace_number_url = PAS "extension-itemTraceNumber";
constexpr std::string_view error_element_url = PAS "extension-errorElement";
constexpr std::string_view error_path_url = PAS "extension-errorPath";
constexpr std::string_view request_bundle_profile = PAS "profile-pas-request-bundle";
constexpr std::string_view response_bundle_profile = PAS "profile-pas-response-bundle";
constexpr std::string_view response_profile = PAS "profile-claimresponse";
#undef PAS

bool asks_for_pas(const value& bundle)
{
    return std::ranges::any_of(bundle[name::meta][name::profile].items(), [](const value& one) {
        return one.text().substr(0, one.text().find('|')) == request_bundle_profile;
    });
}

void write_concept(writer& out, std::string_view system, std::string_view code)
{
    out.begin_object().key("coding").begin_array();
    out.begin_object().member("system", system).member("code", code).end_object();
    out.end_array().end_object();
}

void write_profile(writer& out, std::string_view profile)
{
    out.key("meta").begin_object().key("profile").begin_array().string(profile).end_array().end_object();
}

/// Writes one ClaimResponse.
class response_writer {
public:
    response_writer(
        writer& to,
        const examiner::reading& sent,
        const fhir::resource& claim,
        const fhir::json::document& outcome,
        const adjudication& made,
        const decided_claim& of
    )
        : out_{to}, sent_{sent}, claim_{claim}, outcome_{outcome}, made_{made}, of_{of}
    {
    }

    void write()
    {
        out_.begin_object().member("resourceType", "ClaimResponse").member("id", of_.id);
        if (asks_for_pas(sent_.document.root())) write_profile(out_, response_profile);
        out_.key("identifier").begin_array().begin_object().member("system", "urn:ietf:rfc:3986");
        out_.member("value", "urn:uuid:" + std::string{of_.id}).end_object().end_array();
        out_.member("status", "active");
        for (const std::string_view each : {"type", "subType", "use"})
            if (const value& sent = claim_[fhir::json::known_name(each)]) out_.key(each).copy(sent, sent_.document);
        write_reference("patient", claim_[name::patient]);
        out_.member("created", instant_text(of_.made));
        if (claim_[name::insurer] || !is_r5()) write_reference("insurer", claim_[name::insurer]);
        if (claim_[name::provider]) write_reference("requestor", claim_[name::provider]);
        write_request();
        out_.member("outcome", made_.has_errors ? "error" : "complete");
        write_disposition();
        write_items();
        write_notes();
        write_errors();
        out_.end_object();
    }

private:
    bool is_r5() const { return of_.release == fhir::version::r5; }

    void write_reference(std::string_view member, const value& reference)
    {
        out_.key(member);
        write_response_reference(out_, sent_.submission, claim_, reference);
    }

    void write_request()
    {
        const bool is_bundle = sent_.submission.is_bundle();
        const std::string_view url = claim_.owner->full_url;
        const std::string literal = is_bundle ? std::string{url} : of_.is_kept ? "Claim/" + std::string{of_.id} : "";
        const value& identifier = claim_[name::identifier].first();
        if (literal.empty() && !identifier.is_object()) return;
        out_.key("request").begin_object();
        if (!literal.empty()) out_.member("reference", literal);
        if (identifier.is_object()) out_.key("identifier").copy(identifier, sent_.document);
        out_.end_object();
    }

    void write_disposition()
    {
        std::size_t counts[review_codes.size()]{};
        for (const adjudicated_item& each : made_.items)
            ++counts[static_cast<std::size_t>(each.how)];
        std::string text = "Checked for add-on codes, their primary and documentation. Lines: ";
        text += std::to_string(made_.items.size());
        for (const review_code& each : review_codes)
            text.append("; ")
                .append(each.words)
                .append(": ")
                .append(std::to_string(counts[static_cast<std::size_t>(each.of)]));
        out_.member("disposition", text + ".");
    }

    void write_items()
    {
        const auto has_sequence = [](const adjudicated_item& one) { return (*one.item)[name::sequence].is_number(); };
        if (std::ranges::none_of(made_.items, has_sequence)) return;
        out_.key("item").begin_array();
        for (const adjudicated_item& each : made_.items)
            if (has_sequence(each)) write_item(each);
        out_.end_array();
    }

    void write_item(const adjudicated_item& one)
    {
        out_.begin_object();
        write_trace_numbers(*one.item);
        out_.key("itemSequence").number((*one.item)[name::sequence].text());
        if (is_r5() && !(*one.item)[name::traceNumber].items().empty())
            out_.key("traceNumber").copy((*one.item)[name::traceNumber], sent_.document);
        if (!one.notes.empty()) {
            out_.key("noteNumber").begin_array();
            for (const std::size_t which : one.notes)
                out_.number(static_cast<std::int64_t>(which + 1));
            out_.end_array();
        }
        const review_code& code = review_code_of(one.how);
        if (is_r5() && !code.decision.empty()) {
            out_.key("reviewOutcome").begin_object().key("decision");
            write_concept(out_, "http://hl7.org/fhir/claim-decision", code.decision);
            out_.end_object();
        }
        write_adjudication(code);
        out_.end_object();
    }

    void write_trace_numbers(const value& item)
    {
        const auto all = item[name::extension].items();
        const auto is_trace = [](const value& one) { return one[name::url].text() == trace_number_url; };
        if (std::ranges::none_of(all, is_trace)) return;
        out_.key("extension").begin_array();
        for (const value& each : all)
            if (is_trace(each)) out_.copy(each, sent_.document);
        out_.end_array();
    }

    void write_adjudication(const review_code& code)
    {
        out_.key("adjudication").begin_array().begin_object();
        if (!is_r5()) {
            out_.key("extension").begin_array().begin_object();
            out_.key("extension").begin_array().begin_object().member("url", review_code_url);
            out_.key("valueCodeableConcept");
            write_concept(out_, x12_review_system, code.action);
            out_.end_object().end_array().member("url", review_action_url).end_object().end_array();
        }
        out_.key("category");
        write_concept(out_, "http://terminology.hl7.org/CodeSystem/adjudication", "submitted");
        out_.end_object().end_array();
    }

    void write_notes()
    {
        if (made_.notes.empty()) return;
        out_.key("processNote").begin_array();
        for (std::size_t i = 0; i < made_.notes.size(); ++i) {
            const value& issue = *made_.notes[i].issue;
            out_.begin_object().key("number").number(static_cast<std::int64_t>(i + 1));
            out_.key("type");
            is_r5() ? write_concept(out_, "http://hl7.org/fhir/note-type", "display") : void(out_.string("display"));
            std::string text{issue[name::details][name::text].text()};
            if (const std::string_view mend = issue[name::diagnostics].text(); !mend.empty())
                text.append(" ").append(mend);
            out_.member("text", text).end_object();
        }
        out_.end_array();
    }

    void write_errors()
    {
        if (!made_.has_errors) return;
        out_.key("error").begin_array();
        for (std::size_t i = 0; i < made_.notes.size(); ++i)
            if (made_.notes[i].is_error) write_error(made_.notes[i], static_cast<std::int64_t>(i + 1));
        out_.end_array();
    }

    void write_error(const told_note& one, std::int64_t number)
    {
        const value& paths = (*one.issue)[name::expression];
        out_.begin_object();
        out_.key("extension").begin_array();
        out_.begin_object().key("extension").begin_array();
        out_.begin_object().member("url", "processNote").key("valuePositiveInt").number(number).end_object();
        out_.end_array().member("url", error_element_url).end_object();
        if (!paths.items().empty() && !is_r5())
            out_.begin_object().member("url", error_path_url).member("valueString", paths.first().text()).end_object();
        out_.end_array();
        if (one.item && (*one.item)[name::sequence].is_number())
            out_.key("itemSequence").number((*one.item)[name::sequence].text());
        write_code((*one.issue)[name::details]);
        if (!paths.items().empty() && is_r5()) out_.key("expression").copy(paths, outcome_);
        out_.end_object();
    }

    void write_code(const value& details)
    {
        const auto codings = details[name::coding].items();
        const std::string_view ours = codings.empty() ? std::string_view{} : codings.front()[name::code].text();
        out_.key("code").begin_object().key("coding").begin_array();
        out_.begin_object().member("system", x12_reject_system).member("code", reject_code_of(ours)).end_object();
        for (const value& each : codings)
            out_.copy(each, outcome_);
        out_.end_array().member("text", details[name::text].text()).end_object();
    }

    writer& out_;
    const examiner::reading& sent_;
    const fhir::resource& claim_;
    const fhir::json::document& outcome_;
    const adjudication& made_;
    const decided_claim& of_;
};

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
    for (const name each : {name::type, name::use, name::patient})
        if (!claim[each])
            return refused(
                "The Claim has no " + std::string{fhir::json::known_spelling(each)} + ", which its answer repeats.",
                *claim.node,
                of.path_of(*claim.node)
            );
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
    response_writer response{to, sent, *claim, *outcome, made, of};
    if (!sent.submission.is_bundle()) {
        response.write();
        return {};
    }
    const value& root = sent.document.root();
    to.begin_object().member("resourceType", "Bundle").member("id", of.id);
    if (asks_for_pas(root)) write_profile(to, response_bundle_profile);
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
    response.write();
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
