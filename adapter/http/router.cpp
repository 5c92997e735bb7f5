#include "adapter/http/router.hpp"

#include "adapter/http/target.hpp"

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
    {method::post, "/fhir/Bundle/$validate", validate, "Bundle"},
    {method::post, "/fhir/Claim/$validate", validate, "Claim"},
    {method::post, "/fhir/Procedure/$validate", validate, "Procedure"},
    {method::post, "/fhir/$cpt-lines", cpt_lines, {}},
    {method::get, "/fhir/OperationOutcome/{id}", read_decision, {}},
    {method::get, "/fhir/metadata", capabilities, {}},
    {method::get, "/fhir/CodeSystem", search_code_systems, {}},
    {method::get, "/fhir/CodeSystem/finding", finding_code_system, {}},
    {method::get, "/fhir/CodeSystem/structure", structure_code_system, {}},
    {method::get, "/livez", alive, {}},
    {method::get, "/readyz", ready, {}},
};

std::string_view without_slash(std::string_view path)
{
    if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    return path;
}

constexpr std::string_view any_id = "{id}";

bool matches(const route& one, std::string_view path)
{
    if (!one.path.ends_with(any_id)) return one.path == path;
    const std::string_view before = one.path.substr(0, one.path.size() - any_id.size());
    return path.size() > before.size() && path.starts_with(before) &&
           path.find('/', before.size()) == std::string_view::npos;
}

std::string_view name_of(method of)
{
    return of == method::post ? "POST" : "GET";
}

fault not_found(std::span<const route> among)
{
    std::string text = "There is nothing at this address. There is";
    for (const route& one : among)
        text.append(&one == among.data() ? " " : ", ").append(name_of(one.method)).append(" ").append(one.path);
    return {fault_kind::not_found, text + ".", {}, {}};
}

}  // namespace

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

std::string_view id_in(const route& of, std::string_view path)
{
    path = without_slash(path);
    return of.path.ends_with(any_id) ? path.substr(path.rfind('/') + 1) : std::string_view{};
}

std::string allowed_methods(std::span<const route> among, std::string_view path)
{
    const std::string decoded = percent_decoded(path);
    std::string out;
    for (const route& one : among) {
        if (!matches(one, without_slash(decoded))) continue;
        if (!out.empty()) out += ", ";
        out += one.method == method::post ? "POST" : "GET, HEAD";
    }
    return out;
}

}  // namespace marrow::adapter::http
