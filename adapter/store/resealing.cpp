#include "adapter/store/resealing.hpp"

#include <algorithm>
#include <set>

namespace marrow::adapter::store {

namespace {

using kind = sealed_part::kind;

std::string binding_of(const sealed_part& of)
{
    if (of.what == kind::body) return bound_body(of.id);
    return of.what == kind::outcome ? bound_outcome(of.id, of.ordinal) : bound_line(of.id);
}

/// False when it does not open.
bool renew(sealed_part& one, const keyring& by)
{
    const std::string bound = binding_of(one);
    const auto plain = one.what == kind::line ? by.open_text(one.bytes, bound) : by.open(one.bytes, bound);
    if (plain) one.bytes = one.what == kind::line ? by.seal_text(*plain, bound) : by.seal(*plain, bound);
    return plain.has_value();
}

}  // namespace

resealed reseal(std::vector<sealed_part>& all, const keyring& by)
{
    std::erase_if(all, [&](const sealed_part& each) {
        return each.what == kind::line ? by.is_current_text(each.bytes) : by.is_current(each.bytes);
    });
    resealed made;
    std::set<std::string> changed;
    for (sealed_part& each : all) {
        if (!renew(each, by)) made.broken = each.id;
        changed.insert(each.id);
    }
    made.changed = changed.size();
    return made;
}

}  // namespace marrow::adapter::store
