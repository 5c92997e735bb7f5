#include "adapter/operations/echo.hpp"

#include <algorithm>
#include <set>

namespace marrow::adapter {

using fhir::json::name;
using fhir::json::value;

namespace {

/// What the references that stand in an entry lead to.
class echo {
public:
    explicit echo(const fhir::submission& in) : in_{in} {}

    void follow(const value& reference, const fhir::resource& from)
    {
        const fhir::resolved found = in_.resolve_here(reference, from);
        if (!found || found.target.owner == from.owner || found.target.owner->full_url.empty()) return;
        if (met_.insert(found.target.owner).second) open_.push_back(found.target.owner);
    }

    std::vector<const fhir::entry*> run()
    {
        while (!open_.empty()) {
            const fhir::entry& next = *open_.back();
            open_.pop_back();
            walk(next);
        }
        std::vector<const fhir::entry*> out{met_.begin(), met_.end()};
        std::ranges::sort(out, {}, &fhir::entry::index);
        return out;
    }

private:
    void walk(const fhir::entry& one)
    {
        const fhir::resource from{one.resource, &one};
        std::vector<const value*> open{one.resource};
        while (!open.empty()) {
            const value& at = *open.back();
            open.pop_back();
            if (at.is_object() && at[name::reference].is_string()) follow(at, from);
            for (const value& child : at.items())
                open.push_back(&child);
        }
    }

    const fhir::submission& in_;
    std::set<const fhir::entry*> met_;
    std::vector<const fhir::entry*> open_;
};

void write_absent(fhir::json::writer& out)
{
    out.key("extension").begin_array().begin_object();
    out.member("url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason").member("valueCode", "unknown");
    out.end_object().end_array();
}

}  // namespace

void write_response_reference(
    fhir::json::writer& out, const fhir::submission& in, const fhir::resource& claim, const value& reference
)
{
    const fhir::resolved found = reference ? in.resolve_here(reference, claim) : fhir::resolved{};
    const bool is_contained = fhir::literal_of(reference).starts_with('#');
    if (reference.is_object() && !is_contained && !(found && !found.target.owner->full_url.empty())) {
        out.copy(reference, in.source());
        return;
    }
    out.begin_object();
    const value& identifier = found ? found.target[name::identifier].first() : fhir::json::missing;
    if (found && !is_contained) {
        out.member("reference", found.target.owner->full_url);
    } else if (identifier.is_object()) {
        out.key("identifier").copy(identifier, in.source());
    } else {
        write_absent(out);
    }
    out.end_object();
}

std::vector<const fhir::entry*> entries_spoken_of(const fhir::submission& in, const fhir::resource& claim)
{
    echo all{in};
    for (const name each : {name::patient, name::insurer, name::provider})
        if (claim[each]) all.follow(claim[each], claim);
    return all.run();
}

}  // namespace marrow::adapter
