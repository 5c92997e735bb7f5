#include "mappings/documents/recorded.hpp"

#include "fhir/coding.hpp"
#include "fhir/primitives.hpp"

#include <algorithm>
#include <span>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

constexpr std::size_t most_elements = 32;
constexpr std::size_t most_text = 16 * 1024;

bool says_something(const value& concept_)
{
    const auto has_code = [](const value& coding) { return coding[name::code] || coding[name::display]; };
    return std::ranges::any_of(fhir::codings_of(concept_), has_code) || !fhir::trimmed(fhir::text_of(concept_)).empty();
}

std::span<const value> few(const value& list)
{
    const auto all = list.each();
    return all.first(std::min(all.size(), most_elements));
}

/// Reads the elements of one line.
class recorder {
public:
    recorder(const add_on_line& add_on, context& with, const term_matcher& words)
        : line_{*add_on.of}, own_{add_on.family->where}, act_{add_on.family->what}, with_{with}, words_{words}
    {
    }

    recorded read()
    {
        if (line_.item) {
            read_item_sites((*line_.item)[name::bodySite]);
            for (const value& site : (*line_.item)[name::subSite].each())
                read_body_site(site);
            read_devices((*line_.item)[name::udi], line_.claim);
            if (line_.at != line_.item) read_devices((*line_.at)[name::udi], line_.claim);
        }
        for (const value* entry : line_.pointed)
            read_devices((*entry)[name::udi], line_.claim);
        for (const fhir::resource& procedure : line_.procedures)
            read_procedure(procedure);
        return std::move(out_);
    }

private:
    void look(std::string_view text, spoken& heard)
    {
        text = text.substr(0, text_left_);
        text_left_ -= text.size();
        words_.look(text, heard);
    }

    bool may_look() { return left_ != 0 && left_-- != 0; }

    void read_procedure(const fhir::resource& procedure)
    {
        for (const value& site : few(procedure[name::bodySite]))
            read_body_site(site);
        for (const value& focal : few(procedure[name::focalDevice])) {
            read_devices(focal[name::manipulated], procedure);
        }
        read_devices(procedure[name::usedReference], procedure);
        for (const value& used : few(procedure[name::usedCode]))
            read_used_code(used);
        for (const value& used : few(procedure[name::used])) {
            if (used[name::reference]) read_devices(used[name::reference], procedure);
            if (used[name::concept_]) read_used_code(used[name::concept_]);
        }
        for (const value& note : few(procedure[name::note])) {
            if (may_look() && words_.said_site(spoken_in(note[name::text].text()), own_)) say(out_.own_site, note);
        }
    }

    /// In R5 an item's bodySite holds the sites.
    void read_item_sites(const value& sites)
    {
        for (const value& site : sites.each()) {
            if (!site[name::site]) read_body_site(site);
            for (const value& inner : site[name::site].each())
                read_body_site(inner);
            if (site[name::site]) {
                for (const value& inner : site[name::subSite].each())
                    read_body_site(inner);
            }
        }
    }

    void read_body_site(const value& site)
    {
        if (!may_look()) return;
        spoken heard = spoken_in(site);
        const bool is_bone = has_code(site, [this](std::string_view code) { return with_.known.is_bone(code); });
        if (is_bone || words_.said(heard, "bone", act_, own_)) say(out_.bone, site);
        read_site(site, heard, site);
    }

    void read_used_code(const value& used)
    {
        if (!may_look()) return;
        const spoken heard = spoken_in(used);
        if (says_something(used)) say(out_.device_type, used);
        read_site(used, heard, used);
        if (words_.said(heard, "prefabricated", act_, own_)) out_.prefabricated.push_back(&used);
    }

    void read_devices(const value& references, const fhir::resource& from)
    {
        for (const value& reference : references.each()) {
            if (!may_look()) return;
            const fhir::resolved led = with_.of.resolve(reference, from);
            if (!led || led.target.type() != "Device") continue;
            if (led.how == fhir::resolution::guessed) with_.out.add("reference-guessed", {&reference});
            read_device(led.target);
        }
    }

    void read_device(const fhir::resource& device)
    {
        spoken heard;
        for (const value& type : device[name::type].each()) {
            if (says_something(type)) say(out_.device_type, type);
            hear(type, heard);
            read_site(type, heard, type);
        }
        for (const value& named : device[name::deviceName].each())
            look(named[name::name].text(), heard);
        for (const value& named : device[name::name].each())
            look(named[name::value].text(), heard);
        for (const value& note : device[name::note].each())
            look(note[name::text].text(), heard);
        read_site(fhir::json::missing, heard, *device.node);
        if (words_.said(heard, "device", act_, own_)) say(out_.device_type, *device.node);
        if (words_.said(heard, "prefabricated", act_, own_)) out_.prefabricated.push_back(device.node);
    }

    /// Which site the codes of a concept and the words heard so far say.
    void read_site(const value& concept_, const spoken& heard, const value& at)
    {
        for (const device_site site : {device_site::deep, device_site::intramedullary, device_site::intra_articular}) {
            const auto is_site = [&](std::string_view code) { return with_.known.site_of(code) == site; };
            if (!has_code(concept_, is_site) && !words_.said_site(heard, site)) continue;
            if (site == own_) {
                say(out_.own_site, at);
            } else if (!out_.other_site) {
                out_.other_site = &at;
                out_.other = site;
            }
        }
    }

    template <class Is>
    bool has_code(const value& concept_, Is is) const
    {
        return std::ranges::any_of(fhir::codings_of(concept_), [&](const value& coding) {
            const system_uri system = with_.known.system_of(fhir::trimmed(coding[name::system].text()));
            return system.system == code_system::snomed && is(fhir::trimmed(coding[name::code].text()));
        });
    }

    spoken spoken_in(std::string_view text)
    {
        spoken heard;
        look(text, heard);
        return heard;
    }

    spoken spoken_in(const value& concept_)
    {
        spoken heard;
        hear(concept_, heard);
        return heard;
    }

    void hear(const value& concept_, spoken& heard)
    {
        for (const value& coding : fhir::codings_of(concept_))
            look(coding[name::display].text(), heard);
        look(fhir::text_of(concept_), heard);
    }

    static void say(const value*& what, const value& at)
    {
        if (!what) what = &at;
    }

    const line& line_;
    device_site own_;
    act act_;
    context& with_;
    const term_matcher& words_;
    recorded out_;
    std::size_t left_{most_elements};
    std::size_t text_left_{most_text};
};

}  // namespace

recorded read_recorded(const add_on_line& add_on, context& with, const term_matcher& words)
{
    return recorder{add_on, with, words}.read();
}

const value* reason_of(const line& of, const fhir::submission& within)
{
    std::size_t looks = most_elements;
    for (const fhir::resource& procedure : of.procedures) {
        for (const value& reason : procedure[name::reasonCode].each()) {
            if (looks-- == 0) return nullptr;
            if (says_something(reason)) return &reason;
        }
        for (const value& reason : procedure[name::reasonReference].each()) {
            if (looks-- == 0) return nullptr;
            if (within.resolve(reason, procedure)) return &reason;
        }
        for (const value& reason : procedure[name::reason].each()) {
            if (looks-- == 0) return nullptr;
            if (says_something(reason) || within.resolve(reason[name::reference], procedure)) return &reason;
        }
    }
    return nullptr;
}

}  // namespace marrow::mappings
