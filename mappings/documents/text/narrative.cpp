#include "mappings/documents/text/narrative.hpp"

#include "fhir/coding.hpp"
#include "fhir/primitives.hpp"
#include "mappings/documents/text/html.hpp"

#include <algorithm>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

void append_words(std::string_view text, extracted& out)
{
    if (!text.empty() && !out.is_full()) out.text.append("\n\n").append(text);
}

void append_div(const value& narrative, extracted& out)
{
    const std::string_view div = narrative[name::div].text();
    if (!div.empty() && !out.is_full()) append_html(div, out);
}

void append_section(const value& section, const tables& known, extracted& out)
{
    append_words(section[name::title].text(), out);
    append_div(section[name::text], out);
    if (!out.indications) out.indications = is_indications(section[name::code], known) && has_words(section);
    for (const value& inner : section[name::section].each())
        append_section(inner, known, out);
}

/// Texts and displays answered; the question alone says nothing.
void append_answers(const value& item, extracted& out)
{
    for (const value& answer : item[name::answer].each()) {
        append_words(answer[name::valueString].text(), out);
        append_words(answer[name::valueCoding][name::display].text(), out);
        for (const value& inner : answer[name::item].each())
            append_answers(inner, out);
    }
    for (const value& inner : item[name::item].each())
        append_answers(inner, out);
}

}  // namespace

void append_resource(const value& resource, const tables& known, extracted& out)
{
    if (resource[name::resourceType].text() == "Bundle") {
        for (const value& entry : resource[name::entry].each()) {
            const value& inner = entry[name::resource];
            if (inner[name::resourceType].text() == "Composition") append_resource(inner, known, out);
        }
        return;
    }
    append_div(resource[name::text], out);
    append_words(resource[name::conclusion].text(), out);
    for (const value& section : resource[name::section].each())
        append_section(section, known, out);
    for (const value& note : resource[name::note].each())
        append_words(note[name::text].text(), out);
    for (const value& item : resource[name::item].each())
        append_answers(item, out);
}

bool has_words(std::string_view html)
{
    if (html.empty()) return false;
    extracted found;
    append_html(html, found);
    return !fhir::trimmed(found.text).empty();
}

bool has_words(const value& section)
{
    const auto inner = section[name::section].each();
    return has_words(section[name::text][name::div].text()) ||
           std::ranges::any_of(inner, [](const value& each) { return has_words(each); });
}

bool is_indications(const value& concept_, const tables& known)
{
    return std::ranges::any_of(fhir::codings_of(concept_), [&](const value& coding) {
        return known.system_of(fhir::trimmed(coding[name::system].text())).system == code_system::loinc &&
               known.is_indications(fhir::trimmed(coding[name::code].text()));
    });
}

}  // namespace marrow::mappings
