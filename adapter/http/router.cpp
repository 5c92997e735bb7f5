#include "adapter/http/router.hpp"

#include "adapter/http/target.hpp"
#include "adapter/operations/faces.hpp"

#include <algorithm>

namespace marrow::adapter::http {

namespace {

using fhir::fault;
using fhir::fault_kind;

constexpr route table[] = {
    {method::post, "/fhir", submit, "Bundle"},
    {method::post, "/fhir/Claim", submit, "Claim"},
    {method::post, "/fhir/Procedure", submit, "Procedure"},
    {method::post, "/fhir/Bundle", point_to_base, {}},
    {method::post, "/fhir/Bundle/$validate", validate, "Bundle", true, false, "mode profile"},
    {method::post, "/fhir/Bundle/{id}/$validate", validate, "Bundle", true, false, "mode profile"},
    {method::get, "/fhir/Bundle/{id}/$validate", validate, "Bundle", true, false, "mode profile"},
    {method::post, "/fhir/Claim/$validate", validate, "Claim", true, false, "mode profile"},
    {method::post, "/fhir/Claim/{id}/$validate", validate, "Claim", true, false, "mode profile"},
    {method::get, "/fhir/Claim/{id}/$validate", validate, "Claim", true, false, "mode profile"},
    {method::post, "/fhir/Procedure/$validate", validate, "Procedure", true, false, "mode profile"},
    {method::post, "/fhir/Procedure/{id}/$validate", validate, "Procedure", true, false, "mode profile"},
    {method::get, "/fhir/Procedure/{id}/$validate", validate, "Procedure", true, false, "mode profile"},
    {method::post, "/fhir/Claim/$submit", submit_claim, "Claim"},
    {method::post, "/fhir/$process-message", process_message, "Bundle", true, false, "async response-url"},
    {method::post, "/fhir/$submit-attachment", submit_attachment, "Parameters"},
    {method::post, "/fhir/$cpt-lines", cpt_lines, {}},
    {method::get, "/fhir/Bundle/{id}", read_submission, "Bundle"},
    {method::get, "/fhir/Claim/{id}", read_submission, "Claim"},
    {method::get, "/fhir/Procedure/{id}", read_submission, "Procedure"},
    {method::get, "/fhir/Bundle/{id}/_history/{version}", read_submission, "Bundle"},
    {method::get, "/fhir/Claim/{id}/_history/{version}", read_submission, "Claim"},
    {method::get, "/fhir/Procedure/{id}/_history/{version}", read_submission, "Procedure"},
    {method::get, "/fhir/ClaimResponse/{id}", read_claim_response, {}},
    {method::get, "/fhir/ClaimResponse/{id}/_history/{version}", read_claim_response, {}},
    {method::get, "/fhir/OperationOutcome", search_decisions, {}, true, false, "*"},
    {method::post, "/fhir/OperationOutcome/_search", search_decisions, {}, true, true, "*"},
    {method::get, "/fhir/OperationOutcome/{id}", read_decision, {}},
    {method::get, "/fhir/OperationOutcome/{id}/_history", history_of_decision, {}},
    {method::get, "/fhir/OperationOutcome/{id}/_history/{version}", read_decision, {}},
    {method::get, "/fhir/metadata", capabilities, {}, true, false, "mode", true},
    {method::get, "/fhir/OperationDefinition", search_operation_definitions, {}, true, false, "url", true},
    {method::get, "/fhir/OperationDefinition/{id}", read_operation_definition, {}, true, false, {}, true},
    {method::get, "/fhir/CodeSystem", search_code_systems, {}, true, false, "url", true},
    {method::get, "/fhir/CodeSystem/finding", finding_code_system, {}, true, false, {}, true},
    {method::get, "/fhir/CodeSystem/structure", structure_code_system, {}, true, false, {}, true},
    {method::get, "/livez", alive, {}},
    {method::get, "/readyz", ready, {}},
    {method::get, "/metrics", measurements, {}, false},
    {method::get, "/fhir/{type}/{id}", read_entry, {}},
    {method::get, "/fhir/{type}/{id}/_history/{version}", read_entry, {}},
};

std::string_view without_slash(std::string_view path)
{
    if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    return path;
}

/// What stands before the first slash; that and the slash are dropped from the text.
std::string_view take_segment(std::string_view& from)
{
    const std::string_view segment = from.substr(0, from.find('/'));
    from.remove_prefix(std::min(segment.size() + 1, from.size()));
    return segment;
}

bool fits(std::string_view wanted, std::string_view is)
{
    if (!wanted.starts_with('{')) return is == wanted;
    if (is.empty()) return false;
    return wanted == "{type}" ? is.front() >= 'A' && is.front() <= 'Z' : is.front() != '$' && is.front() != '_';
}

bool matches(const route& one, std::string_view path)
{
    if (std::ranges::count(one.path, '/') != std::ranges::count(path, '/')) return false;
    for (std::string_view rest = one.path; !rest.empty() || !path.empty();) {
        const std::string_view wanted = take_segment(rest);
        const std::string_view is = take_segment(path);
        if (!fits(wanted, is)) return false;
    }
    return true;
}

fault not_found(std::span<const route> among)
{
    std::string text = "There is nothing at this address. There is";
    for (const route& one : among)
        text.append(&one == among.data() ? " " : ", ").append(name_of(one.method)).append(" ").append(one.path);
    return {fault_kind::not_found, text + ".", {}, {}};
}

}  // namespace

std::string_view name_of(method of)
{
    return of == method::post ? "POST" : "GET";
}

std::span<const route> all_routes()
{
    return table;
}

fhir::result<const route*> find_route(std::span<const route> among, method asked, std::string_view path)
{
    std::string decoded;
    if (path.find('%') != std::string_view::npos) path = decoded = percent_decoded(path);
    path = without_slash(path);
    bool known = false;
    for (const route& one : among) {
        if (!matches(one, path)) continue;
        if (one.method == asked) return &one;
        known = true;
    }
    if (!known) return not_found(among);
    return fault{fault_kind::not_allowed, "This address takes " + allowed_methods(among, path) + " alone.", {}, {}};
}

std::string_view segment_in(const route& of, std::string_view segment, std::string_view path)
{
    for (std::string_view rest = of.path; !rest.empty();) {
        const std::string_view is = take_segment(path);
        if (take_segment(rest) == segment) return is;
    }
    return {};
}

std::string_view type_in(const route& of, std::string_view path)
{
    return of.type.empty() ? segment_in(of, "{type}", path) : of.type;
}

std::string allowed_methods(std::span<const route> among, std::string_view path)
{
    const std::string decoded = percent_decoded(path);
    std::string out;
    for (const route& one : among) {
        if (!matches(one, without_slash(decoded))) continue;
        const std::string_view methods = one.method == method::post ? "POST" : "GET, HEAD";
        if (out.find(methods) == std::string::npos) out.append(out.empty() ? "" : ", ").append(methods);
    }
    return out.empty() ? out : out + ", OPTIONS";
}

}  // namespace marrow::adapter::http
