#include "adapter/operations/marks.hpp"

#include "fhir/reference.hpp"

#include <algorithm>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;
using store::name_key;
using store::name_key_of;

name_key identifier_mark(std::string_view system, std::string_view value)
{
    return name_key_of({"identifier", system, value});
}

namespace {

name_key any_system_mark(std::string_view value)
{
    return name_key_of({"identifier of any system", value});
}

/// A token of search: [system|]value.
name_key mark_of_token(std::string_view text)
{
    const fhir::identifier_token asked = fhir::parse_token(text);
    return asked.system ? identifier_mark(*asked.system, asked.value) : any_system_mark(asked.value);
}

template <const char* kind>
name_key made_of(std::string_view value)
{
    return name_key_of({kind, value});
}

/// Of what is asked for.
template <const char* kind>
name_key mark_of(std::string_view text)
{
    return made_of<kind>(fhir::without_escapes(text));
}

constexpr char code_kind[] = "code";
constexpr char finding_kind[] = "finding";
constexpr char severity_kind[] = "severity";
constexpr char sender_kind[] = "sender";

constexpr mark_parameter parameters[] = {
    {"identifier", "Of the Bundle or a Claim: [system|]value.", mark_of_token, true},
    {"code", "CPT or HCPCS code of a line.", mark_of<code_kind>},
    {"finding", "Code of a finding, see CodeSystem/finding and CodeSystem/structure.", mark_of<finding_kind>},
    {"severity", "Of an issue: fatal, error, warning or information.", mark_of<severity_kind>},
    {"sender", "As the server was told.", mark_of<sender_kind>},
};

/// Identifiers of a resource that are looked at.
constexpr std::size_t most_identifiers = 32;

void add_identifiers(const value& of, std::vector<name_key>& into)
{
    std::size_t count = 0;
    for (const value& each : of[name::identifier].each()) {
        const std::string_view text = each[name::value].text();
        if (text.empty()) continue;
        if (++count > most_identifiers) return;
        into.push_back(identifier_mark(each[name::system].text(), text));
        into.push_back(any_system_mark(text));
    }
}

}  // namespace

std::vector<name_key> marks_of(const examiner::reading& of, const mappings::decision& made)
{
    std::vector<name_key> out;
    if (of.submission.is_bundle()) add_identifiers(of.document.root(), out);
    for (const fhir::entry& each : of.submission.entries())
        if (each.type == "Claim") add_identifiers(*each.resource, out);
    for (const mappings::line& each : made.lines)
        out.push_back(made_of<code_kind>(each.code.code));
    for (const fhir::issue& each : made.issues) {
        out.push_back(made_of<severity_kind>(fhir::name_of(each.level)));
        if (!each.codings.empty()) out.push_back(made_of<finding_kind>(each.codings.front().code));
    }
    if (!of.sender.empty()) out.push_back(made_of<sender_kind>(of.sender));
    std::ranges::sort(out);
    const auto doubled = std::ranges::unique(out);
    out.erase(doubled.begin(), doubled.end());
    return out;
}

std::span<const mark_parameter> mark_parameters()
{
    return parameters;
}

}  // namespace marrow::adapter
