#include "mappings/documents/evidence.hpp"

#include "mappings/checks/words.hpp"
#include "mappings/documents/recorded.hpp"

#include <algorithm>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

std::string_view name_of(device_site site)
{
    switch (site) {
    case device_site::deep:
        return "deep (subfascial)";
    case device_site::intramedullary:
        return "intramedullary";
    default:
        return "intra-articular";
    }
}

/// Gathers, for one line, where each of the five things is said.
class examination {
public:
    examination(add_on_line& add_on, context& with, text_library& texts)
        : add_on_{add_on}, said_{add_on.said_by}, family_{*add_on.family}, with_{with}, texts_{texts}
    {
    }

    void ask_resources()
    {
        const line& of = *add_on_.of;
        const recorded found = read_recorded(add_on_, with_, texts_.words());
        said_.device = found.device_type;
        if (found.bone || family_.where != device_site::intramedullary) said_.site = found.own_site;
        said_.removal = reason_of(of, with_.of);
        const auto supports = [&](const sourced_code& each) { return with_.known.is_reason(family_.what, each.code); };
        const auto diagnosis = std::ranges::find_if(of.diagnoses, supports);
        if (!said_.removal && diagnosis != of.diagnoses.end()) said_.removal = diagnosis->from;
        if (add_on_.primary) {
            said_.primary_reason = reason_of(*add_on_.primary, with_.of);
            if (!said_.primary_reason && add_on_.primary->has_diagnosis) said_.primary_reason = add_on_.primary->at;
        }
        tell_of_device(found);
    }

    void ask_notes()
    {
        std::size_t text_left = most_text_of_notes;
        for (const fhir::resource& procedure : add_on_.of->procedures) {
            const std::span<const value> notes = procedure[name::note].each();
            for (const value& note : notes.first(std::min<std::size_t>(notes.size(), most_notes))) {
                spoken heard;
                const std::string_view text = note[name::text].text().substr(0, text_left);
                text_left -= text.size();
                texts_.words().look(text, heard);
                hear(heard, note);
            }
        }
    }

    void ask_documents(const std::vector<exhibit>& shown)
    {
        for (const exhibit& each : shown) {
            if (each.by_primary && add_on_.primary && !said_.primary) said_.primary = each.of->root;
        }
        for (const exhibit& each : shown) {
            if (!is_something_missing()) return;
            const reading& read = texts_.read(each, about(*add_on_.of));
            const value& root = *each.of->root;
            if (read.indications) say(said_.removal, root);
            if (read.indications) say(said_.primary_reason, root);
            if (texts_.words().said_of_any_act(read.heard, "reason")) say(said_.primary_reason, root);
            hear(read.heard, root);
            if (add_on_.primary && !said_.primary && names_primary(read.heard)) said_.primary = &root;
        }
    }

    void tell_missing()
    {
        const line& of = *add_on_.of;
        if (!is_something_missing()) return;
        values words = about(of);
        words.emplace_back("site", name_of(family_.where));
        if (!said_.device) with_.out.add("device-type-not-documented", {of.at}, words);
        if (!said_.site) with_.out.add("intramedullary-site-not-documented", {of.at}, words);
        if (!said_.removal) with_.out.add("removal-necessity-not-documented", {of.at}, words);
        if (!add_on_.primary) return;
        const line& primary = *add_on_.primary;
        if (!said_.primary) with_.out.add("primary-not-documented", {of.at}, about(of, primary));
        if (!said_.primary_reason) with_.out.add("primary-necessity-not-documented", {primary.at}, about(of, primary));
    }

private:
    static constexpr std::size_t most_notes = 64;
    static constexpr std::size_t most_text_of_notes = 16 * 1024;

    static void say(const value*& what, const value& at)
    {
        if (!what) what = &at;
    }

    bool is_something_missing() const
    {
        const bool own = !said_.device || !said_.site || !said_.removal;
        return own || (add_on_.primary && (!said_.primary || !said_.primary_reason));
    }

    void hear(const spoken& heard, const value& at)
    {
        const term_matcher& words = texts_.words();
        if (words.said(heard, "device", family_.what, family_.where)) say(said_.device, at);
        if (words.said_site(heard, family_.where)) say(said_.site, at);
        if (words.said(heard, "reason", family_.what, family_.where)) say(said_.removal, at);
    }

    bool names_primary(const spoken& heard) const
    {
        const auto is_heard = [&](std::uint32_t phrase) { return heard.has_phrase(phrase); };
        return std::ranges::any_of(texts_.names_of(*add_on_.primary), is_heard);
    }

    void tell_of_device(const recorded& found)
    {
        const bool is_elsewhere = found.other_site && !found.own_site;
        if (found.prefabricated.empty() && !is_elsewhere) return;
        values words = about(*add_on_.of);
        for (const value* device : found.prefabricated)
            with_.out.add("device-prefabricated", {device}, words);
        const family_code* suggested = is_elsewhere ? with_.known.family(family_.what, found.other) : nullptr;
        if (!suggested) return;
        words.emplace_back("site", name_of(found.other));
        words.emplace_back("suggested", suggested->code);
        with_.out.add("site-suggests-other-code", {found.other_site}, std::move(words));
    }

    add_on_line& add_on_;
    documented& said_;
    const family_code& family_;
    context& with_;
    text_library& texts_;
};

}  // namespace

void check_evidence(add_on_line& add_on, const std::vector<exhibit>& shown, context& with, text_library& texts)
{
    examination asked{add_on, with, texts};
    asked.ask_resources();
    asked.ask_notes();
    asked.ask_documents(shown);
    asked.tell_missing();
}

}  // namespace marrow::mappings
