#include "fhir/validate/walk.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace marrow::fhir::validate {

using json::name;
using json::value;

namespace {

constexpr std::array once_in_a_search{
    std::string_view{"self"},
    std::string_view{"first"},
    std::string_view{"previous"},
    std::string_view{"prev"},
    std::string_view{"next"},
    std::string_view{"last"}};

constexpr std::array without_full_urls{
    std::string_view{"batch"},
    std::string_view{"batch-response"},
    std::string_view{"transaction"},
    std::string_view{"transaction-response"}};

/// What a document holds of that which its Composition refers to, and a message of its MessageHeader.
constexpr std::array held_of_composition{name::subject, name::encounter, name::author, name::custodian};

}  // namespace

void walk::full_url(const value& entry, bool is_optional)
{
    const value& sent = entry[name::fullUrl];
    if (!sent && !is_optional) return out_.add(validate::rule::full_url_missing, entry);
    if (!sent.is_string() || sent.text().empty()) return;
    if (sent.text().find(':') == std::string_view::npos)
        return out_.add(validate::rule::full_url_not_absolute, entry, {}, &sent);
    const value& resource = entry[name::resource];
    if (!resource.is_object() || restful_base(sent.text()).empty()) return;
    const literal_reference url = parse_reference(sent.text());
    if (!resource_named(url.type)) return;
    const std::string_view id = resource[name::id].text();
    if (id.empty()) return out_.add(validate::rule::full_url_without_id, entry, {}, &sent);
    if (url.type != resource[name::resourceType].text() || url.id != id)
        out_.add(validate::rule::full_url_of_another, entry, {}, &sent);
}

void walk::search_results(const value& bundle)
{
    for (const std::string_view relation : once_in_a_search) {
        bool is_met = false;
        for (const value& link : bundle[name::link].each()) {
            if (link[name::relation].text() != relation) continue;
            if (is_met) out_.add(validate::rule::link_twice, link);
            is_met = true;
        }
    }
    for (const value& entry : bundle[name::entry].each()) {
        const std::string_view mode = entry[name::search][name::mode].text();
        const value& resource = entry[name::resource];
        if (!resource.is_object()) continue;
        const bool is_outcome = resource[name::resourceType].text() == "OperationOutcome";
        if (mode == "outcome") {
            if (!is_outcome) out_.add(validate::rule::search_outcome_expected, resource);
        } else if (!resource[name::id] && (!is_outcome || mode == "match")) {
            out_.add(validate::rule::search_result_without_id, resource);
        }
    }
}

void walk::batch_reference(const value& at)
{
    if (!owner_ || owner_ == told_of_batch_) return;
    const resolved led = of_.resolve_here(at, {resource_.value, owner_});
    if (led.how != resolution::found || led.target.owner == owner_) return;
    if ((*led.target.owner->node)[name::request][name::method].text() != "POST") return;
    told_of_batch_ = owner_;
    out_.add(validate::rule::batch_reference, at);
}

void walk::held(const value& references, const fhir::resource& from, std::string_view kind)
{
    for (const value& each : references.each()) {
        const literal_reference literal = parse_reference(each[name::reference].text());
        if (literal.kind == literal_reference::form::empty || literal.kind == literal_reference::form::fragment)
            continue;
        const resolution how = of_.resolve_here(each, from).how;
        if (how == resolution::found) continue;
        out_.add(
            how == resolution::ambiguous ? validate::rule::bundle_reference_ambiguous
                                         : validate::rule::bundle_reference_not_found,
            each,
            {{"kind", std::string{kind}}}
        );
    }
}

void walk::held_of_sections(const fhir::resource& composition)
{
    std::vector<const value*> open{composition.node};
    while (!open.empty()) {
        const value& next = *open.back();
        open.pop_back();
        for (const value& section : next[name::section].each()) {
            held(section[name::entry], composition, "document");
            open.push_back(&section);
        }
    }
}

void walk::bundle(const value& at)
{
    const std::string_view type = at[name::type].text();
    const bool is_optional = std::ranges::find(without_full_urls, type) != without_full_urls.end();
    for (const value& entry : at[name::entry].each())
        full_url(entry, is_optional);
    if (type == "searchset") search_results(at);
    if (&at != &of_.root() || of_.entries().empty()) return;
    if (type == "searchset") {
        const bool has_mode =
            std::ranges::any_of(of_.entries(), [](const entry& each) { return bool{(*each.node)[name::search]}; });
        if (has_mode || at[name::link]) out_.add(validate::rule::search_passed_over, at);
    }
    const fhir::resource first{of_.entries().front().resource, &of_.entries().front()};
    if (type == "document" && first.type() == "Composition") {
        for (const name member : held_of_composition)
            held(first[member], first, "document");
        held_of_sections(first);
    } else if (type == "message" && first.type() == "MessageHeader") {
        held(first[name::focus], first, "message");
    }
}

}  // namespace marrow::fhir::validate
