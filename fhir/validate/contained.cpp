#include "fhir/keyed_hash.hpp"
#include "fhir/validate/walk.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <vector>

namespace marrow::fhir::validate {

using json::name;
using json::value;

namespace {

using texts = boost::unordered_flat_set<std::string_view, keyed_hash, std::equal_to<>>;

/// Every text within the element that begins with #, without it.
texts fragments_in(const value& element)
{
    texts out;
    std::vector<const value*> open{&element};
    while (!open.empty()) {
        const value& next = *open.back();
        open.pop_back();
        if (next.is_string() && next.text().starts_with('#')) out.insert(next.text().substr(1));
        for (const value& each : next.items())
            open.push_back(&each);
    }
    return out;
}

}  // namespace

void walk::contained(const value& resource)
{
    const auto all = resource[name::contained].each();
    if (all.empty()) return;
    const texts used = fragments_in(resource);
    texts ids;
    for (const value& each : all) {
        if (!each.is_object()) continue;
        const std::string_view id = each[name::id].text();
        if (id.empty()) {
            out_.add(validate::rule::contained_id_missing, each);
        } else if (!ids.insert(id).second) {
            out_.add(validate::rule::contained_id_duplicate, each);
        }
        if (!used.contains(id) && !fragments_in(each).contains(std::string_view{}))
            out_.add(validate::rule::contained_not_used, each);
    }
}

}  // namespace marrow::fhir::validate
