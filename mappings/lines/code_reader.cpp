#include "mappings/lines/code_reader.hpp"

#include "fhir/coding.hpp"

#include <algorithm>
#include <set>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

constexpr std::size_t code_length = 5;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_alphanumeric(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z');
}

bool has_hcpcs_form(std::string_view code)
{
    return code.size() == code_length && code[0] >= 'A' && code[0] <= 'V' &&
           std::ranges::all_of(code.substr(1), is_digit);
}

/// A code and the modifiers glued to it; no code when the text has neither form.
struct split_code {
    std::string code;
    std::vector<std::string> modifiers;
};

split_code split(std::string_view sent)
{
    const std::string text = fhir::raised(fhir::trimmed(sent));
    split_code out;
    if (text.size() < code_length) return out;
    std::string_view rest = std::string_view{text}.substr(code_length);
    while (!rest.empty()) {
        if (std::string_view{":- ."}.find(rest.front()) == std::string_view::npos) return {};
        const std::string_view modifier = rest.substr(1, 2);
        if (modifier.size() != 2 || !std::ranges::all_of(modifier, is_alphanumeric)) return {};
        out.modifiers.emplace_back(modifier);
        rest.remove_prefix(3);
    }
    out.code = text.substr(0, code_length);
    return out;
}

/// The system as sent may be shown: it is one of the table, but for scheme, case and a slash.
remark alias_remark(const value& coding, std::string_view system, const std::string& code)
{
    const value& at = coding[name::system] ? coding[name::system] : coding;
    const std::string sent{system.empty() ? "none" : system};
    return {"code-system-alias", {&at}, {{"code", code}, {"system", sent}}, std::nullopt};
}

remark malformed_remark(const value& coding)
{
    values with;
    if (const auto code = shown(fhir::trimmed(coding[name::code].text()))) with.emplace_back("code", *code);
    return {"line-code-malformed", {&coding[name::code]}, std::move(with), std::nullopt};
}

/// Codes found under one form, in the order of the codings.
struct found_codes {
    std::vector<sourced_code> codes;
    std::vector<sourced_code> modifiers;

    void take(const split_code& split, const value& from)
    {
        const auto same = [&](const sourced_code& known) { return known.code == split.code; };
        if (std::ranges::none_of(codes, same)) codes.push_back({split.code, &from});
        for (const std::string& modifier : split.modifiers) {
            const auto told = [&](const sourced_code& known) { return known.code == modifier; };
            if (std::ranges::none_of(modifiers, told)) modifiers.push_back({modifier, &from});
        }
    }
};

void read_coding(const value& coding, const tables& known, found_codes& cpt, found_codes& hcpcs, code_reading& out)
{
    const value& code = coding[name::code];
    if (code.text().empty()) return;
    const std::string_view uri = fhir::trimmed(coding[name::system].text());
    const system_uri system = known.system_of(uri);
    const bool is_cpt = system.system == code_system::cpt;
    const bool is_hcpcs = system.system == code_system::hcpcs;
    if (!is_cpt && !is_hcpcs && !uri.empty()) return;

    const split_code parts = split(code.text());
    if (has_cpt_form(parts.code)) {
        cpt.take(parts, code);
        if (!is_cpt || !system.canonical) out.remarks.push_back(alias_remark(coding, uri, parts.code));
    } else if (is_hcpcs && has_hcpcs_form(parts.code)) {
        hcpcs.take(parts, code);
    } else if (is_cpt) {
        out.remarks.push_back(malformed_remark(coding));
    }
}

/// Whether the element of the Procedure that a condition names bears its code.
bool holds(const concept_mapping::condition& condition, const fhir::resource& procedure, const fhir::submission& of)
{
    const auto bears = [&](const value& concept_) {
        return std::ranges::any_of(fhir::codings_of(concept_), [&](const value& coding) {
            return fhir::trimmed(coding[name::code].text()) == condition.value;
        });
    };
    const auto any_bears = [&](const value& concepts) { return std::ranges::any_of(concepts.each(), bears); };
    if (condition.property == "bodySite") return any_bears(procedure[name::bodySite]);
    if (condition.property == "usedCode")
        return any_bears(procedure[name::usedCode]) || any_bears(procedure[name::used]);
    if (condition.property == "approach") {
        return std::ranges::any_of(procedure[name::extension].each(), [&](const value& extension) {
            return extension[name::url].text().find("pproach") != std::string_view::npos &&
                   bears(extension[name::valueCodeableConcept]);
        });
    }
    if (condition.property == "device") {
        return std::ranges::any_of(procedure[name::focalDevice].each(), [&](const value& focal) {
            const fhir::resolved device = of.resolve(focal[name::manipulated], procedure);
            return device && any_bears(device.target[name::type]);
        });
    }
    return false;
}

bool all_hold(const concept_mapping& mapping, std::span<const fhir::resource> procedures, const fhir::submission& of)
{
    return std::ranges::all_of(mapping.depends_on, [&](const concept_mapping::condition& condition) {
        return std::ranges::any_of(procedures, [&](const fhir::resource& procedure) {
            return holds(condition, procedure, of);
        });
    });
}

}  // namespace

remark ambiguity(const value& at, const std::string& code, const std::string& other)
{
    return {"line-mapping-ambiguous", {&at}, {{"code", code}, {"other", other}}, std::nullopt};
}

remark unmapped(const value& concept_, const value& otherwise, const tables& known)
{
    values with;
    for (const value& coding : fhir::codings_of(concept_)) {
        if (auto code = shown(fhir::trimmed(coding[name::code].text()))) {
            with.emplace_back("code", *code);
            const system_uri system = known.system_of(fhir::trimmed(coding[name::system].text()));
            if (!system.listed.empty()) with.emplace_back("system", std::string{system.listed});
            break;
        }
    }
    return {"line-not-mapped", {concept_ ? &concept_ : &otherwise}, std::move(with), std::nullopt};
}

bool has_cpt_form(std::string_view code)
{
    return code.size() == code_length && std::ranges::all_of(code.substr(0, 4), is_digit) &&
           (is_digit(code[4]) || std::string_view{"AFTUM"}.find(code[4]) != std::string_view::npos);
}

code_reading read_code(const value& concept_, const tables& known)
{
    code_reading out;
    found_codes cpt;
    found_codes hcpcs;
    for (const value& coding : fhir::codings_of(concept_))
        read_coding(coding, known, cpt, hcpcs, out);
    found_codes& chosen = cpt.codes.empty() ? hcpcs : cpt;
    if (chosen.codes.empty()) return out;
    if (chosen.codes.size() > 1) {
        out.ambiguous = true;
        out.remarks.push_back(ambiguity(concept_, chosen.codes[0].code, chosen.codes[1].code));
        return out;
    }
    out.how = code_reading::source::own;
    out.code = std::move(chosen.codes.front());
    out.modifiers = std::move(chosen.modifiers);
    return out;
}

code_reading map_code(
    const value& concept_, std::span<const fhir::resource> procedures, const fhir::submission& of, const tables& known
)
{
    std::set<std::string> decided;
    std::set<std::string> plain;
    const value* from = nullptr;
    for (const value& coding : fhir::codings_of(concept_)) {
        const std::string_view system = fhir::trimmed(coding[name::system].text());
        for (const concept_mapping& mapping : known.mappings_of(system, fhir::trimmed(coding[name::code].text()))) {
            if (!all_hold(mapping, procedures, of)) continue;
            (mapping.depends_on.empty() ? plain : decided).insert(mapping.target);
            if (!from) from = &coding;
        }
    }
    const std::set<std::string>& targets = decided.empty() ? plain : decided;
    code_reading out;
    if (targets.size() == 1) {
        out.how = code_reading::source::mapped;
        out.code = {*targets.begin(), from};
    } else if (targets.size() > 1) {
        out.ambiguous = true;
        out.remarks.push_back(ambiguity(concept_, *targets.begin(), *targets.rbegin()));
    }
    return out;
}

}  // namespace marrow::mappings
