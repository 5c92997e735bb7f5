#include "mappings/lines/people.hpp"

#include "fhir/names.hpp"

#include <utility>

namespace marrow::mappings {

using fhir::json::name;

namespace {

/// "Type/id" of a literal reference, without base and version; the whole text where it has no such form.
std::string_view type_and_id(std::string_view literal)
{
    literal = literal.substr(0, literal.find("/_history/"));
    const std::size_t last = literal.rfind('/');
    if (last == std::string_view::npos || last == 0) return literal;
    const std::size_t before = literal.rfind('/', last - 1);
    return before == std::string_view::npos ? literal : literal.substr(before + 1);
}

}  // namespace

person_key people::meet(
    const fhir::json::value& reference,
    const fhir::resource& from,
    const fhir::resource& target,
    const fhir::resource& behind
)
{
    const auto known = by_reference_.find(&reference);
    if (known != by_reference_.end()) return known->second;
    person_key mine = nobody;
    const fhir::resource& who = behind ? behind : target;
    if (who) {
        const auto [at, is_new] = by_resource_.try_emplace(who.node, nobody);
        join(mine, at->second);
        if (is_new) join_identifiers(mine, who[name::identifier]);
    } else if (const std::string_view literal = fhir::literal_of(reference); !literal.empty()) {
        join_literal(mine, literal, from);
    }
    join_identifiers(mine, reference[name::identifier]);
    by_reference_.emplace(&reference, mine);
    return mine;
}

person_key people::settled(person_key key)
{
    while (key != nobody && joined_[key] != key)
        key = joined_[key] = joined_[joined_[key]];
    return key;
}

void people::join(person_key& mine, person_key& known)
{
    if (known == nobody) {
        if (mine == nobody) mine = joined_.emplace_back(static_cast<person_key>(joined_.size()));
        known = mine;
        return;
    }
    const person_key theirs = settled(known);
    if (mine != nobody && settled(mine) != theirs) {
        joined_[settled(mine)] = theirs;
        are_apart_ = false;
    }
    mine = theirs;
}

void people::join_literal(person_key& mine, std::string_view literal, const fhir::resource& from)
{
    join(mine, by_type_and_id_.try_emplace({from.owner->sender, type_and_id(literal)}, nobody).first->second);
    if (!has_earlier_) return;
    std::string location = fhir::location_asked(fhir::parse_reference(literal), from);
    if (!location.empty()) join(mine, by_location_.try_emplace(std::move(location), nobody).first->second);
}

void people::join_identifiers(person_key& mine, const fhir::json::value& identifiers)
{
    for (const fhir::json::value& identifier : identifiers.each()) {
        const std::string_view system = identifier[name::system].text();
        const std::string_view value = identifier[name::value].text();
        if (system.empty() || value.empty()) continue;
        join(mine, by_identifier_.try_emplace({system, value}, nobody).first->second);
    }
}

}  // namespace marrow::mappings
