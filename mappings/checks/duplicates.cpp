#include "fhir/coding.hpp"
#include "mappings/checks/checks.hpp"
#include "mappings/checks/words.hpp"
#include "mappings/lookup.hpp"

#include <algorithm>
#include <string>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

void append_concept(std::string& key, const value& concept_)
{
    for (const value& coding : fhir::codings_of(concept_)) {
        key.append(coding[name::system].text()).append("|").append(coding[name::code].text()).append("&");
    }
    if (fhir::codings_of(concept_).empty()) key.append(fhir::lowered(fhir::text_of(concept_)));
}

/// The item's body sites (R5: item.bodySite.site), or the Procedure's where the Procedure is the line.
std::string site_key(const line& of)
{
    std::string key;
    const value& sites = of.item ? (*of.item)[name::bodySite] : of.procedures.front()[name::bodySite];
    for (const value& site : sites.each()) {
        if (site[name::site]) {
            for (const value& inner : site[name::site].each())
                append_concept(key, inner);
        } else {
            append_concept(key, site);
        }
        key.append(";");
    }
    return key;
}

std::string line_key(const line& of)
{
    std::vector<std::string> modifiers;
    for (const sourced_code& modifier : of.modifiers)
        modifiers.push_back(modifier.code);
    std::ranges::sort(modifiers);
    std::string key = std::to_string(of.claim_number) + "|" + of.code.code + "|";
    for (const std::string& modifier : modifiers)
        key.append(modifier).append(",");
    key.append("|");
    if (of.service) {
        key.append(std::to_string(of.service->first.time_since_epoch().count())).append("-");
        key.append(std::to_string(of.service->last.time_since_epoch().count()));
    }
    key.append("|").append(std::to_string(of.practitioners.empty() ? nobody : of.practitioners.front().key));
    key.append("|").append(std::to_string(of.patient_key)).append("|").append(site_key(of));
    return key;
}

}  // namespace

void check_duplicates(context& with, const batch& at)
{
    lookup<std::string, const line*> first;
    for (const line& each : at.lines) {
        if (each.is_unclaimed) continue;
        const auto [seen, is_new] = first.emplace(line_key(each), &each);
        if (!is_new) with.out.add("duplicate-line", {each.at, seen->second->at}, about(each, *seen->second));
    }
}

}  // namespace marrow::mappings
