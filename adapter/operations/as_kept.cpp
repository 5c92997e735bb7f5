#include "adapter/operations/as_kept.hpp"

#include "adapter/instant.hpp"

#include <algorithm>
#include <array>

namespace marrow::adapter {

using fhir::json::kind;
using fhir::json::name;
using fhir::json::value;

namespace {

/// Copies, and puts the places of entries where they are referred to (http.html#trules): in references, in uri, url,
/// oid and uuid, in links of a narrative; not in canonicals.
class copying {
public:
    copying(
        fhir::json::writer& to, const fhir::resource& from, const fhir::submission& in, const place_of_entry& places
    )
        : to_{to}, from_{from}, in_{in}, places_{places}
    {
    }

    void copy(const value& at)
    {
        if (!places_) {
            to_.copy(at, in_.source());
        } else if (at.is_object()) {
            to_.begin_object();
            for (const value& member : at.items()) {
                to_.key(in_.source().spelling(member.key()));
                this->member(at, member);
            }
            to_.end_object();
        } else if (at.is_array()) {
            to_.begin_array();
            for (const value& each : at.items())
                copy(each);
            to_.end_array();
        } else {
            to_.copy(at, in_.source());
        }
    }

private:
    void member(const value& parent, const value& at)
    {
        if (!at.is_string()) return copy(at);
        const std::string_view key = in_.source().spelling(at.key());
        constexpr std::array urls{"url", "valueUri", "valueUrl", "valueOid", "valueUuid"};
        std::string place;
        if (key == "reference") place = place_of(in_.resolve_here(parent, from_));
        if (std::ranges::find(urls, key) != urls.end()) place = place_of(in_.resolve_url_here(at.text(), from_));
        if (key == "div") place = linked(at.text());
        to_.string(place.empty() ? at.text() : place);
    }

    /// With the places in what stands between quotation marks.
    std::string linked(std::string_view narrative) const
    {
        std::string out;
        while (!narrative.empty()) {
            const std::size_t quote = std::min(narrative.find('"'), narrative.size());
            const std::string_view text = narrative.substr(0, quote);
            const bool is_urn = text.starts_with("urn:");
            const std::string place = is_urn ? place_of(in_.resolve_url_here(text, from_)) : std::string{};
            out.append(place.empty() ? text : place);
            if (quote < narrative.size()) out += '"';
            narrative.remove_prefix(std::min(quote + 1, narrative.size()));
        }
        return out;
    }

    std::string place_of(const fhir::resolved& by) const
    {
        const bool is_entry = by.how == fhir::resolution::found && by.target.node == by.target.owner->resource;
        return is_entry && by.target.owner != from_.owner ? places_(*by.target.owner) : std::string{};
    }

    fhir::json::writer& to_;
    const fhir::resource& from_;
    const fhir::submission& in_;
    const place_of_entry& places_;
};

}  // namespace

void write_as_kept(
    fhir::json::writer& to,
    const fhir::resource& sent,
    const fhir::submission& in,
    const given_meta& with,
    const place_of_entry& places
)
{
    const fhir::json::document& of = in.source();
    copying by{to, sent, in, places};
    to.begin_object().member("resourceType", with.type).member("id", with.id);
    to.key("meta").begin_object().member("versionId", with.version).member("lastUpdated", instant_text(with.received));
    for (const value& member : sent[name::meta].items()) {
        const std::string_view key = of.spelling(member.key());
        if (key != "versionId" && key != "lastUpdated" && key != "_versionId" && key != "_lastUpdated")
            to.key(key).copy(member, of);
    }
    to.end_object();
    for (const value& member : sent.node->items()) {
        const std::string_view key = of.spelling(member.key());
        if (key == "resourceType" || key == "id" || key == "_id" || key == "meta") continue;
        to.key(key);
        by.copy(member);
    }
    to.end_object();
}

}  // namespace marrow::adapter
