#include "fhir/version.hpp"

#include "fhir/submission.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir {

using json::name;

namespace {

struct release_name {
    version release;
    std::string_view short_form;
    std::string_view full;
};

constexpr std::array release_names{
    release_name{version::r4, "4.0", "4.0.1"},
    release_name{version::r4b, "4.3", "4.3.0"},
    release_name{version::r5, "5.0", "5.0.0"},
};

/// An element that one version has and the other has not: a member of the resource, or of one of its lists.
struct sign {
    std::string_view type;
    name list;  ///< none: the resource itself
    name member;
    version of;
};

constexpr std::array signs{
    sign{"Procedure", name::none, name::occurrenceDateTime, version::r5},
    sign{"Procedure", name::none, name::occurrencePeriod, version::r5},
    sign{"Procedure", name::none, name::occurrenceString, version::r5},
    sign{"Procedure", name::none, name::occurrenceTiming, version::r5},
    sign{"Procedure", name::none, name::recorded, version::r5},
    sign{"Procedure", name::none, name::reason, version::r5},
    sign{"Procedure", name::none, name::used, version::r5},
    sign{"Procedure", name::none, name::focus, version::r5},
    sign{"Procedure", name::none, name::supportingInfo, version::r5},
    sign{"Procedure", name::performer, name::period, version::r5},
    sign{"Procedure", name::none, name::performedDateTime, version::r4},
    sign{"Procedure", name::none, name::performedPeriod, version::r4},
    sign{"Procedure", name::none, name::performedString, version::r4},
    sign{"Procedure", name::none, name::reasonCode, version::r4},
    sign{"Procedure", name::none, name::reasonReference, version::r4},
    sign{"Procedure", name::none, name::usedCode, version::r4},
    sign{"Procedure", name::none, name::usedReference, version::r4},
    sign{"Procedure", name::none, name::complicationDetail, version::r4},
    sign{"Procedure", name::none, name::asserter, version::r4},
    sign{"Claim", name::none, name::traceNumber, version::r5},
    sign{"Claim", name::none, name::encounter, version::r5},
    sign{"Claim", name::none, name::diagnosisRelatedGroup, version::r5},
    sign{"Claim", name::none, name::event, version::r5},
    sign{"Claim", name::none, name::patientPaid, version::r5},
    sign{"Claim", name::careTeam, name::specialty, version::r5},
    sign{"Claim", name::item, name::productOrServiceEnd, version::r5},
    sign{"Claim", name::item, name::traceNumber, version::r5},
    sign{"Claim", name::item, name::request, version::r5},
    sign{"Claim", name::item, name::patientPaid, version::r5},
    sign{"Claim", name::item, name::tax, version::r5},
    sign{"Claim", name::careTeam, name::qualification, version::r4},
    sign{"Claim", name::diagnosis, name::packageCode, version::r4},
    sign{"Claim", name::item, name::subSite, version::r4},
};

std::optional<version> sign_in(const json::value& element, std::string_view type, name list)
{
    for (const json::value& member : element.items()) {
        for (const sign& known : signs)
            if (known.member == member.key() && known.list == list && known.type == type) return known.of;
        if (list == name::item && member.key() == name::bodySite) {
            const json::value& site = member.first();
            if (site[name::site]) return version::r5;
            if (site[name::coding]) return version::r4;
        }
    }
    return std::nullopt;
}

std::optional<version> betrayed_by(const json::value& resource)
{
    const std::string_view type = resource[name::resourceType].text();
    if (type != "Claim" && type != "Procedure") return std::nullopt;
    if (const auto known = sign_in(resource, type, name::none)) return known;
    for (const json::value& list : resource.items()) {
        const bool has_signs = std::ranges::any_of(signs, [&](const sign& known) { return known.list == list.key(); });
        if (!has_signs) continue;
        for (const json::value& element : list.each())
            if (const auto known = sign_in(element, type, list.key())) return known;
    }
    return std::nullopt;
}

std::optional<version> betrayed_by_any(const json::value& resource)
{
    if (const auto known = betrayed_by(resource)) return known;
    for (const json::value& contained : resource[name::contained].each())
        if (const auto known = betrayed_by(contained)) return known;
    return std::nullopt;
}

std::optional<version> betrayed_by_payload(const json::value& root)
{
    if (root[name::resourceType].text() != "Bundle") return betrayed_by_any(root);
    for (const json::value& entry : root[name::entry].each())
        if (const auto known = betrayed_by_any(entry[name::resource])) return *known;
    return std::nullopt;
}

}  // namespace

std::string_view name_of(version release)
{
    return std::ranges::find(release_names, release, &release_name::release)->short_form;
}

std::optional<version> version_from(std::string_view text)
{
    for (const release_name& known : release_names)
        if (text == known.short_form || text == known.full) return known.release;
    return std::nullopt;
}

version detect_version(const json::document& of)
{
    const json::value& root = of.root();
    if (root[name::resourceType].text() != "Parameters") return betrayed_by_payload(root).value_or(version::r4);
    for (const json::value& parameter : root[name::parameter].each())
        if (const auto known = betrayed_by_payload(parameter[name::resource])) return *known;
    return version::r4;
}

}  // namespace marrow::fhir
