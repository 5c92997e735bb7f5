#include "fhir/validate/glance.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir::validate {

namespace {

using json::name;
using json::value;

/// A primitive may be there with its sibling alone, whose name, as any with an underscore, stands in no list.
bool lacks(const value& at, name member)
{
    return std::ranges::none_of(at.items(), [member](const value& each) {
        return each.key() == member || each.key() >= name::first_unknown;
    });
}

bool has_no_contained(const value& resource)
{
    return !resource[name::contained];
}

bool is_no_fragment(const value& reference)
{
    const std::string_view text = reference[name::reference].text();
    return !text.empty() && text.front() != '#';
}

bool has_no_comparator(const value& quantity)
{
    static const name comparator = json::known_name("comparator");
    return lacks(quantity, comparator);
}

bool has_system(const value& quantity)
{
    return !quantity[name::system].text().empty();
}

bool is_open(const value& period)
{
    return !period[name::start] || !period[name::end];
}

bool has_content(const value& entry)
{
    return entry[name::resource].is_object();
}

bool is_unversioned(const value& entry)
{
    const std::string_view url = entry[name::fullUrl].text();
    return !url.empty() && url.find("/_history/") == std::string_view::npos;
}

bool has_no_total(const value& bundle)
{
    return lacks(bundle, name::total);
}

bool all_have(const value& bundle, name member, bool wanted)
{
    return std::ranges::all_of(bundle[name::entry].each(), [&](const value& entry) {
        return entry[member].is_object() == wanted;
    });
}

bool has_requests_as_its_type_wants(const value& bundle)
{
    const std::string_view type = bundle[name::type].text();
    return all_have(bundle, name::request, type == "batch" || type == "transaction" || type == "history");
}

bool has_responses_as_its_type_wants(const value& bundle)
{
    const std::string_view type = bundle[name::type].text();
    const bool wanted = type == "batch-response" || type == "transaction-response" || type == "history";
    return all_have(bundle, name::response, wanted);
}

bool has_no_search(const value& bundle)
{
    return all_have(bundle, name::search, false);
}

constexpr std::array rows{
    glance{"dom-2", has_no_contained},
    glance{"dom-4", has_no_contained},
    glance{"dom-5", has_no_contained},
    glance{"ref-1", is_no_fragment},
    glance{"ref-2", is_no_fragment},
    glance{"sqty-1", has_no_comparator},
    glance{"qty-3", has_system},
    glance{"cpt-2", has_system},
    glance{"per-1", is_open},
    glance{"bdl-1", has_no_total},
    glance{"bdl-2", has_no_search},
    glance{"bdl-3", has_requests_as_its_type_wants},
    glance{"bdl-4", has_responses_as_its_type_wants},
    glance{"bdl-5", has_content},
    glance{"bdl-8", is_unversioned}};

}  // namespace

std::span<const glance> glances()
{
    return rows;
}

}  // namespace marrow::fhir::validate
