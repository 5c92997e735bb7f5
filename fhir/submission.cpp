#include "fhir/submission.hpp"

#include "fhir/path.hpp"
#include "fhir/primitives.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace marrow::fhir {

using json::name;

namespace {

/// Equal texts as one, so that to compare them reads the same memory again.
class shared_texts {
public:
    std::string_view of(std::string_view text)
    {
        const auto known = std::ranges::find(texts_, text);
        if (known != texts_.end()) return *known;
        if (texts_.size() < most) texts_.push_back(text);
        return text;
    }

private:
    static constexpr std::size_t most = 32;

    std::vector<std::string_view> texts_;
};

/// One pass over the members, however many there are.
void read_resource(const json::value& resource, shared_texts& types, entry& into)
{
    if (resource.is_object()) into.resource = &resource;
    for (const json::value& member : resource.items()) {
        if (member.key() == name::resourceType)
            into.type = types.of(member.text());
        else if (member.key() == name::id)
            into.id = member.text();
        else if (member.key() == name::contained)
            into.contained = &member;
        else if (member.key() == name::meta)
            into.version_id = member[name::versionId].text();
    }
    if (!into.id.empty() || restful_base(into.full_url).empty()) return;
    const literal_reference url = parse_reference(into.full_url);
    if (url.type == into.type) into.id = url.id;
}

/// The resource of an entry of a Bundle, whose full URL is taken on the way.
const json::value& open_entry(entry& of)
{
    const json::value* resource = &json::missing;
    for (const json::value& member : of.node->items()) {
        if (member.key() == name::fullUrl)
            of.full_url = member.text();
        else if (member.key() == name::resource)
            resource = &member;
    }
    return *resource;
}

std::uintptr_t address_of(const void* place)
{
    return reinterpret_cast<std::uintptr_t>(place);
}

/// Asks for memory that is read soon, up to a few kilobytes. Any address will do. Inlined, for GCC drops the call of a
/// function that does nothing else.
[[gnu::always_inline]] inline void fetch(std::uintptr_t begin, std::uintptr_t end)
{
    constexpr std::uintptr_t line = 64;
    constexpr std::uintptr_t most = 4096;
    for (std::uintptr_t offset = 0; offset < std::min(end - begin, most); offset += line)
        __builtin_prefetch(reinterpret_cast<const void*>(begin + offset));
}

/// The members of an entry, those of its resource, which the parser has laid down right before them, and the text that
/// both begin with.
[[gnu::always_inline]] inline void fetch_head(const json::value& node, std::string_view input)
{
    constexpr std::uintptr_t members = 12 * sizeof(json::value);
    constexpr std::uintptr_t text = 128;
    if (node.items().empty()) return;
    const std::uintptr_t end = address_of(node.items().data() + 4);
    fetch(end - members, end);
    const std::uintptr_t first = address_of(input.data()) + node.offset();
    fetch(first, first + text);
}

std::vector<entry> read_entries(const json::document& of, bool is_bundle, std::string_view sender, entry_index& index)
{
    constexpr std::uint32_t ahead = 4;
    const json::value& root = of.root();
    shared_texts types;
    const std::span<const json::value> nodes = is_bundle ? root[name::entry].each() : std::span{&root, 1};
    std::vector<entry> entries(nodes.size());
    for (std::uint32_t row = 0; row < nodes.size(); ++row) {
        if (row + ahead < nodes.size()) fetch_head(nodes[row + ahead], of.input());
        entry& made = entries[row];
        made = {.node = &nodes[row], .resource = &json::missing, .sender = sender, .index = row};
        read_resource(is_bundle ? open_entry(made) : root, types, made);
        index.add(made);
    }
    index.order();
    return entries;
}

std::string_view bounded(std::string_view literal)
{
    return literal.size() > submission::longest_reference ? std::string_view{} : trimmed(literal);
}

/// The Reference in a CodeableReference, or the Reference itself.
const json::value& reference_in(const json::value& element)
{
    const json::value* at = &element;
    while ((*at)[name::reference].is_object())
        at = &(*at)[name::reference];
    return *at;
}

bool is_settled(const resolved& by)
{
    return by.how == resolution::found || by.how == resolution::ambiguous;
}

}  // namespace

std::string_view literal_of(const json::value& reference)
{
    return bounded(reference[name::reference].text());
}

std::string_view literal_at(const json::value& reference_or_url)
{
    return reference_or_url.is_string() ? bounded(reference_or_url.text()) : literal_of(reference_or_url);
}

std::string_view type_asked(const json::value& reference, const literal_reference& literal)
{
    const std::string_view type = reference[name::type].text();
    return type.empty() ? literal.type : type.substr(type.rfind('/') + 1);
}

submission::submission(
    const json::document& of, version release, std::span<const entry> earlier, std::string_view sender
)
    : source_{&of},
      release_{release},
      is_bundle_{of.root()[name::resourceType].text() == "Bundle"},
      index_{is_bundle_},
      entries_{read_entries(of, is_bundle_, sender, index_)},
      earlier_{earlier, entries_}
{
}

/// The parser has laid down what stands in an entry between the members of the entry before and its own.
void submission::fetch(std::size_t first_row, std::size_t end_row) const
{
    constexpr std::size_t most_rows = 32;
    const std::size_t end = std::min({end_row, first_row + most_rows, entries_.size()});
    for (std::size_t row = std::max<std::size_t>(first_row, 1); row < end; ++row) {
        const json::value& own = *entries_[row].node;
        const json::value& before = *entries_[row - 1].node;
        fhir::fetch(address_of(before.items().data()), address_of(own.items().data()));
        const std::uintptr_t text = address_of(source_->input().data());
        fhir::fetch(text + before.offset(), text + own.offset());
    }
}

resolved submission::by_rules(const literal_reference& literal, const resource& from) const
{
    using form = literal_reference::form;
    switch (literal.kind) {
    case form::empty:
        return {};
    case form::fragment:
        if (literal.url.empty()) return {resolution::found, {from.owner->resource, from.owner}};
        return index_.contained(*from.owner, literal.url);
    case form::absolute:
        return index_.by_full_url(literal.url, literal.version);
    case form::conditional: {
        if (const resolved exact = index_.by_full_url(literal.url, {}); is_settled(exact)) return exact;
        const auto asked = parse_criteria(literal.criteria);
        return asked ? index_.by_identifier(literal.type, *asked) : resolved{resolution::not_found, {}};
    }
    case form::relative:
        break;
    }
    const std::string_view base = restful_base(from.owner->full_url);
    if (base.empty()) return {resolution::not_found, {}};
    return index_.by_full_url(std::string{base}.append(literal.url), literal.version);
}

resolved submission::by_guess(const literal_reference& literal) const
{
    if (literal.id.empty()) return {resolution::not_found, {}};
    resolved by = index_.by_type_and_id(literal.type, literal.id);
    if (by.how == resolution::found) by.how = resolution::guessed;
    return by;
}

resolved submission::by_identifier(const json::value& reference, const literal_reference& literal) const
{
    const json::value& identifier = reference[name::identifier];
    const std::string_view system = identifier[name::system].text();
    const std::string_view value = identifier[name::value].text();
    const bool is_empty = system.empty() || value.empty();
    if (is_empty || system.size() + value.size() > longest_identifier) return {};
    return index_.by_identifier(type_asked(reference, literal), {std::string{system}, std::string{value}});
}

resolved submission::by_name(const json::value& reference, const resource& from) const
{
    const resolved named = earlier_.find(reference, from);
    if (earlier_.holds(from.owner) && !earlier_.way_to(*from.owner->resource)) return named;
    if (named.how != resolution::found && named.how != resolution::no_target) earlier_.miss(reference, from);
    if (named) come_to(named.target, reference);
    return named;
}

resolved submission::resolve_own(const json::value& at, const resource& from, bool looks_back) const
{
    const literal_reference literal = parse_reference(literal_at(at));
    const resolved by_literal = by_rules(literal, from);
    if (is_settled(by_literal)) return by_literal;
    resolved rest = by_identifier(at, literal);
    if (rest.how == resolution::found) return rest;
    if (rest.how == resolution::no_target) rest = by_literal;
    if (looks_back) {
        const resolved named = by_name(at, from);
        if (earlier_.holds(named.target.owner)) return named;
        if (named.how == resolution::ambiguous) rest = named;
    }
    const resolved guess = by_guess(literal);
    return guess.how == resolution::not_found ? rest : guess;
}

resolved submission::resolve_earlier(const json::value& at, const resource& from) const
{
    const literal_reference literal = parse_reference(literal_at(at));
    if (literal.kind != literal_reference::form::fragment) return by_name(at, from);
    if (literal.url.empty()) return {resolution::found, {from.owner->resource, from.owner}};
    return earlier_.contained(*from.owner, literal.url);
}

resolved submission::resolve_any(const json::value& at, const resource& from) const
{
    return earlier_.holds(from.owner) ? resolve_earlier(at, from) : resolve_own(at, from, true);
}

resolved submission::resolve(const json::value& reference, const resource& from) const
{
    const json::value& at = reference_in(reference);
    return at.is_object() ? resolve_any(at, from) : resolved{};
}

resolved submission::resolve_url(const json::value& url, const resource& from) const
{
    return url.is_string() ? resolve_any(url, from) : resolved{};
}

resolved submission::resolve_here(const json::value& reference, const resource& from) const
{
    const json::value& at = reference_in(reference);
    return at.is_object() ? resolve_own(at, from, false) : resolved{};
}

resolved submission::resolve_url_here(std::string_view url, const resource& from) const
{
    const literal_reference literal = parse_reference(bounded(url));
    const resolved by = by_rules(literal, from);
    return by.how == resolution::not_found ? by_guess(literal) : by;
}

void submission::come_to(const resource& target, const json::value& by) const
{
    if (is_earlier(target)) earlier_.come_to(*target.owner, place_of(by));
}

const json::value& submission::place_of(const json::value& element) const
{
    if (earlier_.empty()) return element;
    if (const json::value* way = earlier_.way_to(element)) return *way;
    return contains(*source_, root(), element) ? element : root();
}

std::string submission::path_of(const json::value& element) const
{
    return path_to(*source_, place_of(element));
}

}  // namespace marrow::fhir
