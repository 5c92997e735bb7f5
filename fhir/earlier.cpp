#include "fhir/earlier.hpp"

#include "fhir/names.hpp"

#include <functional>
#include <utility>

namespace marrow::fhir {

namespace {

/// The same for all entries of one Bundle, and for no other.
const json::value* payload_of(const entry& of)
{
    return of.node - of.index;
}

}  // namespace

earlier_resources::earlier_resources(std::span<const entry> earlier, std::span<const entry> own)
    : earlier_{earlier}, own_{own}
{
}

bool earlier_resources::holds(const entry* owner) const
{
    const std::less<const entry*> before;
    return !earlier_.empty() && !before(owner, earlier_.data()) && before(owner, earlier_.data() + earlier_.size());
}

void earlier_resources::read_names()
{
    if (std::exchange(names_read_, true)) return;
    for (const std::span<const entry> all : {earlier_, own_})
        for (const entry& each : all)
            for (std::string& name : names_of(each))
                add_name(std::move(name), each);
}

void earlier_resources::add_name(std::string name, const entry& of)
{
    const auto [at, is_new] = names_.try_emplace(std::move(name), answer{&of, false});
    if (is_new || at->second.newest == &of) return;
    at->second = {&of, payload_of(*at->second.newest) == payload_of(of)};
}

resolved earlier_resources::find(const json::value& reference, const resource& from)
{
    if (empty()) return {resolution::not_found, {}};
    read_names();
    const std::vector<std::string> asked = names_asked(reference, from);
    if (asked.empty()) return {};
    const bool asks_version = !asked.empty() && is_of_version(asked.front());
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const auto known = names_.find(asked[i]);
        if (known == names_.end()) continue;
        const entry& found = *known->second.newest;
        const bool is_any_version = asks_version && i == 1;
        if (is_any_version && !found.version_id.empty()) continue;
        if (known->second.is_doubled) return {resolution::ambiguous, {}};
        const entry& newest = asks_version ? found : newest_of(found);
        return {resolution::found, {newest.resource, &newest}};
    }
    return {resolution::not_found, {}};
}

resolved earlier_resources::contained(const entry& owner, std::string_view id)
{
    if (!index_) {
        index_.emplace(true);
        for (const entry& each : earlier_)
            index_->add(each);
        index_->order();
    }
    return index_->contained(owner, id);
}

const entry& earlier_resources::newest_of(const entry& found) const
{
    for (const std::string& location : locations_of(found)) {
        const answer& known = names_.at(location);
        if (!known.is_doubled && known.newest != &found) return *known.newest;
    }
    return found;
}

void earlier_resources::miss(const json::value& reference, const resource& from)
{
    if (missed_.size() < most_missed && seen_.insert(&reference).second) missed_.emplace_back(&reference, from);
}

std::vector<std::string> earlier_resources::missed() const
{
    std::vector<std::string> out;
    boost::unordered_flat_set<std::string, keyed_hash, std::equal_to<>> told;
    for (const auto& [reference, from] : missed_) {
        for (std::string& name : names_asked(*reference, from))
            if (told.insert(name).second) out.push_back(std::move(name));
    }
    return out;
}

void earlier_resources::come_to(const entry& by_name, const json::value& by)
{
    if (!come_to_.insert(&by_name).second) return;
    const json::value& root = *by_name.resource;
    ways_.emplace(&root, extent{&root + 1, &by});
    std::vector<const json::value*> inner{&root};
    while (!inner.empty()) {
        const auto items = inner.back()->items();
        inner.pop_back();
        if (!items.empty()) ways_.emplace(items.data(), extent{items.data() + items.size(), &by});
        for (const json::value& each : items)
            if (!each.items().empty()) inner.push_back(&each);
    }
}

const json::value* earlier_resources::way_to(const json::value& element) const
{
    const auto after = ways_.upper_bound(&element);
    if (after == ways_.begin()) return nullptr;
    const extent& before = std::prev(after)->second;
    return std::less<const json::value*>{}(&element, before.end) ? before.by : nullptr;
}

}  // namespace marrow::fhir
