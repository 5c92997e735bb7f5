#include "fhir/fhirpath/names.hpp"

#include <algorithm>

namespace marrow::fhir::fhirpath {

using json::name;

namespace {

template <class Key>
name find(const std::vector<std::pair<Key, name>>& sorted, Key key)
{
    const auto found = std::ranges::lower_bound(sorted, key, {}, &std::pair<Key, name>::first);
    return found != sorted.end() && found->first == key ? found->second : name::none;
}

}  // namespace

document_names::document_names(const json::document& of)
{
    auto next = static_cast<std::uint32_t>(name::first_unknown);
    for (const std::string_view spelling : of.unknown_names())
        unknown_.emplace_back(spelling, static_cast<name>(next++));
    std::ranges::sort(unknown_);
    for (const auto& [spelling, sibling] : unknown_) {
        if (!spelling.starts_with('_')) continue;
        const name plain = number(spelling.substr(1));
        // Where the value of the element is never sent, the document has no number for its name.
        if (plain == name::none) continue;
        by_plain_.emplace_back(plain, sibling);
        by_sibling_.emplace_back(sibling, plain);
    }
    std::ranges::sort(by_plain_);
    std::ranges::sort(by_sibling_);
}

name document_names::number(std::string_view spelling) const
{
    const name known = json::known_name(spelling);
    return known != name::none ? known : find(unknown_, spelling);
}

name document_names::sibling_of(name plain) const
{
    return find(by_plain_, plain);
}

name document_names::plain_of(name sibling) const
{
    return by_sibling_.empty() ? name::none : find(by_sibling_, sibling);
}

}  // namespace marrow::fhir::fhirpath
