#include "adapter/operations/marks.hpp"
#include "adapter/operations/operation.hpp"
#include "adapter/version.hpp"
#include "fhir/json/write.hpp"

namespace marrow::adapter {

namespace {

using fhir::json::writer;

constexpr std::string_view validate_definition = "http://hl7.org/fhir/OperationDefinition/Resource-validate";
constexpr std::string_view lines_definition = "http://marrow.example/fhir/OperationDefinition/cpt-lines";

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

void write_operation(writer& out, std::string_view name, std::string_view definition, std::string_view text)
{
    out.begin_object().member("name", name).member("definition", definition).member("documentation", text).end_object();
}

void write_validate(writer& out)
{
    out.key("operation").begin_array();
    write_operation(
        out,
        "validate",
        validate_definition,
        "200 whatever is found. Takes the resource, or Parameters around it; profile is one of the packages that the "
        "server has loaded."
    );
    out.end_array();
}

void write_resource(writer& out, std::string_view type, std::string_view documentation, bool is_kept)
{
    out.begin_object().member("type", type).member("documentation", documentation);
    if (is_kept && type == "Bundle") write_interactions(out, {"read", "vread"});
    if (is_kept && type != "Bundle") write_interactions(out, {"create", "read", "vread"});
    if (!is_kept && type != "Bundle") write_interactions(out, {"create"});
    out.member("versioning", is_kept ? "versioned" : "no-version");
    write_validate(out);
    out.end_object();
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
        "an "
        "OperationOutcome: 200 without errors, 422 with them, 400 when the body cannot be read. " +
            kept(of) + of.bounds
    );
    out.key("resource").begin_array();
    const bool is_kept = of.keeping != nullptr;
    write_resource(out, "Bundle", "Post to [base], not to [base]/Bundle.", is_kept);
    write_resource(out, "Claim", "Decided at once.", is_kept);
    write_resource(out, "Procedure", "Decided at once.", is_kept);
    if (is_kept) write_decisions(out);
    out.begin_object().member("type", "CodeSystem");
    write_interactions(out, {"read", "search-type"});
    out.key("searchParam").begin_array();
    out.begin_object().member("name", "url").member("type", "uri").end_object();
    out.end_array().end_object().end_array();
    out.key("operation").begin_array();
    write_operation(out, "cpt-lines", lines_definition, "The CPT lines of a submission, as Parameters. " + of.bounds);
    out.end_array().end_object();
}

}  // namespace

fhir::result<reply> capabilities(const question& asked, std::string& out)
{
    const fhir::version release = asked.release.value_or(fhir::version::r4);
    writer made{out, asked.pretty};
    made.begin_object().member("resourceType", "CapabilityStatement");
    made.member("status", "active").member("date", asked.of.started).member("kind", "instance");
    write_software(made);
    made.member("fhirVersion", full_version(release));
    made.key("format").begin_array().string("application/fhir+json").string("json").end_array();
    made.key("rest").begin_array();
    write_rest(made, asked.of);
    made.end_array().end_object();
    return reply{200, release, 0};
}

}  // namespace marrow::adapter
