#include "adapter/operations/response_writer.hpp"

#include "adapter/instant.hpp"
#include "adapter/operations/echo.hpp"
#include "adapter/operations/x12_codes.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;
using fhir::json::writer;

namespace {

constexpr std::string_view review_action_url =
    "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewAction";
constexpr std::string_view review_code_url =
    "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewActionCode";
constexpr std::string_view trace_number_url =
    "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-itemTraceNumber";
constexpr std::string_view issue_date_url =
    "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-itemPreAuthIssueDate";
constexpr std::string_view error_element_url =
    "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-errorElement";
constexpr std::string_view error_path_url =
    "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-errorPath";

void write_concept(writer& out, std::string_view system, std::string_view code)
{
    out.begin_object().key("coding").begin_array();
    out.begin_object().member("system", system).member("code", code).end_object();
    out.end_array().end_object();
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
        write_profile(out_, sent_.document.root(), "profile-claimresponse");
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
        write_extensions(one);
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

    void write_extensions(const adjudicated_item& one)
    {
        const auto all = (*one.item)[name::extension].items();
        const auto is_trace = [](const value& each) { return each[name::url].text() == trace_number_url; };
        const bool is_issued =
            !is_r5() && one.how == verdict::certified && claim_[name::use].text() == "preauthorization";
        if (!is_issued && std::ranges::none_of(all, is_trace)) return;
        out_.key("extension").begin_array();
        for (const value& each : all)
            if (is_trace(each)) out_.copy(each, sent_.document);
        if (is_issued) {
            constexpr std::size_t day = 10;
            out_.begin_object().member("url", issue_date_url);
            out_.member("valueDate", instant_text(of_.made).substr(0, day)).end_object();
        }
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

}  // namespace

void write_profile(writer& out, const value& sent, std::string_view profile)
{
    constexpr std::string_view pas = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";
    const std::string asked = std::string{pas}.append("profile-pas-request-bundle");
    const auto is_asked = [&](const value& one) { return one.text().substr(0, one.text().find('|')) == asked; };
    if (std::ranges::none_of(sent[name::meta][name::profile].items(), is_asked)) return;
    out.key("meta").begin_object().key("profile").begin_array().string(std::string{pas}.append(profile));
    out.end_array().end_object();
}

void write_response(
    writer& to,
    const examiner::reading& sent,
    const fhir::resource& claim,
    const fhir::json::document& outcome,
    const adjudication& made,
    const decided_claim& of
)
{
    response_writer{to, sent, claim, outcome, made, of}.write();
}

}  // namespace marrow::adapter
