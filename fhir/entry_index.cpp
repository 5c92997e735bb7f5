#include "fhir/entry_index.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace marrow::fhir {

using json::name;

namespace {

/// Three-way order of strings and tuples as the number that hash_index asks for.
template <class T>
int side(const T& a, const T& b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

std::uint32_t hash_of_owned(std::uint32_t owner, std::string_view id)
{
    return hash_of(id) ^ (owner * 0x9e37'79b9);
}

/// Any system needs no bit of its own: the comparison tells it from no system.
std::uint32_t hash_of_key(const std::tuple<std::string_view, std::string_view, std::string_view, bool>& key)
{
    return hash_of(std::get<2>(key), std::get<0>(key), std::get<1>(key));
}

/// Keys of equal text stand in the order of the entries, so that one entry alone is at both ends or there are several.
template <class EntryOf>
resolved one_of(std::span<const hash_index::key> keys, EntryOf entry_of)
{
    if (keys.empty()) return {resolution::not_found, {}};
    const entry* only = entry_of(keys.front().row);
    if (only != entry_of(keys.back().row)) return {resolution::ambiguous, {}};
    return {resolution::found, {only->resource, only}};
}

}  // namespace

void entry_index::add(const entry& next)
{
    const auto row = static_cast<std::uint32_t>(entries_.size());
    entries_ = {row == 0 ? &next : entries_.data(), entries_.size() + 1};
    add_contained(next);
    if (!is_bundle_ || !*next.resource) return;
    if (!next.full_url.empty()) urls_.add(hash_of(next.full_url), row);
    if (!next.type.empty() && !next.id.empty()) ids_.add(hash_of(next.type, next.id), row);
}

void entry_index::order()
{
    const auto by_url = [&](std::uint32_t row) {
        return std::tuple{entries_[row].full_url, entries_[row].version_id, row};
    };
    const auto by_id = [&](std::uint32_t row) { return std::tuple{entries_[row].type, entries_[row].id, row}; };
    const auto by_owner = [&](std::uint32_t row) {
        return std::tuple{row_of(*contained_rows_[row].owner), contained_rows_[row].id, row};
    };
    urls_.order([&](std::uint32_t a, std::uint32_t b) { return by_url(a) < by_url(b); });
    ids_.order([&](std::uint32_t a, std::uint32_t b) { return by_id(a) < by_id(b); });
    contained_.order([&](std::uint32_t a, std::uint32_t b) { return by_owner(a) < by_owner(b); });
}

void entry_index::add_contained(const entry& owner)
{
    for (const json::value& node : owner.contained->each()) {
        const std::string_view id = node[name::id].text();
        if (id.empty()) continue;
        contained_.add(hash_of_owned(row_of(owner), id), static_cast<std::uint32_t>(contained_rows_.size()));
        contained_rows_.push_back({&node, &owner, id});
    }
}

entry_index::identifier_key entry_index::identifier_key_of(std::uint32_t number) const
{
    const identifier_row& row = identifier_rows_[number / forms];
    switch (number % forms) {
    case 0:
        return {row.of->type, row.system, row.value, false};
    case 1:
        return {std::string_view{}, row.system, row.value, false};
    default:
        return {row.of->type, std::string_view{}, row.value, true};
    }
}

void entry_index::read_identifiers()
{
    if (std::exchange(identifiers_read_, true) || !is_bundle_) return;
    for (const entry& at : entries_) {
        for (const json::value& identifier : (*at.resource)[name::identifier].each()) {
            const std::string_view value = identifier[name::value].text();
            if (!value.empty()) identifier_rows_.push_back({&at, identifier[name::system].text(), value});
        }
    }
    const auto count = static_cast<std::uint32_t>(identifier_rows_.size() * forms);
    for (std::uint32_t number = 0; number < count; ++number)
        identifiers_.add(hash_of_key(identifier_key_of(number)), number);
    identifiers_.order([&](std::uint32_t a, std::uint32_t b) {
        return std::tuple{identifier_key_of(a), a} < std::tuple{identifier_key_of(b), b};
    });
}

resolved entry_index::by_full_url(std::string_view url, std::string_view version) const
{
    const auto same_url =
        urls_.find(hash_of(url), [&](std::uint32_t row) { return side(entries_[row].full_url, url); });
    const auto version_of = [&](const hash_index::key& key) { return entries_[key.row].version_id; };
    const auto of_version = [&](std::string_view wanted) {
        const auto first = std::ranges::lower_bound(same_url, wanted, {}, version_of);
        const auto last = std::ranges::upper_bound(same_url, wanted, {}, version_of);
        return one_of({first, last}, [&](std::uint32_t row) { return &entries_[row]; });
    };
    if (version.empty()) return one_of(same_url, [&](std::uint32_t row) { return &entries_[row]; });
    const resolved exact = of_version(version);
    return exact.how == resolution::not_found ? of_version({}) : exact;
}

resolved entry_index::by_type_and_id(std::string_view type, std::string_view id) const
{
    const auto wanted = std::tuple{type, id};
    const auto rows = ids_.find(hash_of(type, id), [&](std::uint32_t row) {
        return side(std::tuple{entries_[row].type, entries_[row].id}, wanted);
    });
    return one_of(rows, [&](std::uint32_t row) { return &entries_[row]; });
}

resolved entry_index::by_identifier(std::string_view type, const identifier_token& asked)
{
    read_identifiers();
    const bool any_system = !asked.system;
    const std::string_view system = asked.system ? std::string_view{*asked.system} : std::string_view{};
    const identifier_key wanted{type, system, asked.value, any_system};
    const auto numbers = identifiers_.find(hash_of_key(wanted), [&](std::uint32_t number) {
        return side(identifier_key_of(number), wanted);
    });
    return one_of(numbers, [&](std::uint32_t number) { return identifier_rows_[number / forms].of; });
}

resolved entry_index::contained(const entry& owner, std::string_view id) const
{
    const auto wanted = std::tuple{row_of(owner), id};
    const auto rows = contained_.find(hash_of_owned(row_of(owner), id), [&](std::uint32_t row) {
        return side(std::tuple{row_of(*contained_rows_[row].owner), contained_rows_[row].id}, wanted);
    });
    if (rows.empty()) return {resolution::not_found, {}};
    if (rows.size() > 1) return {resolution::ambiguous, {}};
    return {resolution::found, {contained_rows_[rows.front().row].node, &owner}};
}

}  // namespace marrow::fhir
