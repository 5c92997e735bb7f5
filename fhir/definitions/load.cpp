#include "fhir/definitions/hash.hpp"
#include "fhir/definitions/rows.hpp"

#include <algorithm>
#include <bit>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

namespace marrow::fhir::definitions {

namespace {

constexpr std::string_view core_sets = "http://hl7.org/fhir/ValueSet/";

/// "Reference(Patient|Group)": what stands before the bracket, and in it.
struct type_text {
    std::string_view name;
    std::string_view targets;
};

type_text split(std::string_view text)
{
    const std::size_t bracket = text.find('(');
    if (bracket == text.npos || text.back() != ')') return {text, {}};
    return {text.substr(0, bracket), text.substr(bracket + 1, text.size() - bracket - 2)};
}

/// Calls `with` for each part of the text between separators.
template <class With>
void each_part(std::string_view text, char separator, With with)
{
    for (std::size_t end = 0; end != text.npos; text.remove_prefix(end == text.npos ? 0 : end + 1)) {
        end = text.find(separator);
        with(text.substr(0, end));
    }
}

std::size_t parts(std::string_view text, char separator)
{
    return static_cast<std::size_t>(std::ranges::count(text, separator)) + 1;
}

std::optional<strength> strength_of(std::string_view text)
{
    if (text == "required") return strength::required;
    if (text == "extensible") return strength::extensible;
    if (text == "preferred") return strength::preferred;
    if (text == "example") return strength::example;
    return std::nullopt;
}

/// The name of the member that says the type: valueString.
json::name choice_member(std::string_view element, std::string_view type)
{
    std::string member{element};
    member.append(type);
    char& first = member[element.size()];
    if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
    return json::known_name(member);
}

}  // namespace

/// Turns rows into a model. Stops at the first row that is wrong.
class loader {
public:
    explicit loader(const rows& from) : from_{from} {}

    result<model> load()
    {
        add_sets();
        const auto types = made_.memory_.allocate_array<type>(from_.types.size());
        made_.types_ = {types, from_.types.size()};
        made_.invariants_ = from_.rules.size();
        rules_ = keep<invariant>(from_.rules);
        made_.type_by_name_.reserve(from_.types.size());
        for (std::size_t at = 0; at < from_.types.size(); ++at) {
            std::construct_at(types + at)->name = from_.types[at].name;
            if (!made_.type_by_name_.emplace(from_.types[at].name, types + at).second)
                complain(from_.types[at].line, "the type stands twice");
        }
        for (std::size_t at = 0; at < from_.types.size() && !wrong_; ++at)
            fill(types[at], at);
        if (wrong_) return *wrong_;
        return std::move(made_);
    }

private:
    void complain(std::uint32_t line, std::string_view what)
    {
        if (!wrong_) wrong_ = table_fault(line, what);
    }

    /// An uninitialised array of the arena.
    template <class T>
    std::span<T> room(std::size_t count)
    {
        return {made_.memory_.allocate_array<T>(count), count};
    }

    template <class T>
    std::span<const T> keep(std::span<const T> of)
    {
        const std::span<T> kept = room<T>(of.size());
        std::ranges::uninitialized_copy(of, kept);
        return kept;
    }

    std::string_view joined(std::string_view first, char between, std::string_view second)
    {
        scratch_.assign(first);
        if (between != 0) scratch_ += between;
        return made_.memory_.keep(scratch_.append(second));
    }

    void add_sets()
    {
        const std::span<value_set> sets = room<value_set>(from_.sets.size());
        made_.set_by_url_.reserve(sets.size());
        for (std::size_t at = 0; at < sets.size(); ++at) {
            const rows::set& row = from_.sets[at];
            const bool is_core = row.url.find(':') == row.url.npos;
            const std::span<value_set::code> codes = room<value_set::code>(row.codes.count);
            std::ranges::uninitialized_copy(std::span{from_.codes}.subspan(row.codes.first, row.codes.count), codes);
            const auto order = [](const value_set::code& code) { return std::tie(code.value, code.system); };
            if (!std::ranges::is_sorted(codes, {}, order)) std::ranges::sort(codes, {}, order);
            const std::string_view url = is_core ? joined(core_sets, 0, row.url) : row.url;
            std::construct_at(&sets[at], value_set{url, codes, row.whole});
            made_.set_by_url_.emplace(sets[at].url, &sets[at]);
            set_by_row_.emplace(row.url, &sets[at]);
        }
    }

    void fill(type& made, std::size_t at)
    {
        const rows::type& row = from_.types[at];
        const type* base = nullptr;
        if (!row.base.empty()) {
            base = made_.find(row.base);
            if (base == nullptr || base >= &made) return complain(row.line, "the base does not stand before it");
        }
        if (row.inherits > (base == nullptr ? 0 : base->elements.size()))
            return complain(row.line, "the base has fewer elements than are inherited");
        made = {
            .name = row.name,
            .is = row.is,
            .is_abstract = row.is_abstract,
            .base = base,
            .elements = {},
            .invariants = with_inherited(base, row.rules),
            .pattern = row.pattern,
            .max_length = row.max_length,
            .slots = {},
        };
        const std::span<element> elements = room<element>(row.inherits + row.elements.count);
        for (std::size_t each = 0; each < row.inherits; ++each) {
            std::construct_at(&elements[each], base->elements[each]);
            elements[each].path = joined(row.name, '.', path_end(elements[each]));
        }
        for (std::size_t each = 0; each < row.elements.count && !wrong_; ++each)
            fill(elements[row.inherits + each], row, from_.elements[row.elements.first + each]);
        if (wrong_) return;
        made.elements = elements;
        index(made, row);
    }

    static std::string_view path_end(const element& of) { return of.path.substr(of.path.rfind('.') + 1); }

    std::span<const invariant> own_rules(rows::range of) const { return rules_.subspan(of.first, of.count); }

    std::span<const invariant> with_inherited(const type* base, rows::range own)
    {
        if (base == nullptr || base->invariants.empty()) return own_rules(own);
        if (own.count == 0) return base->invariants;
        const std::span<invariant> all = room<invariant>(base->invariants.size() + own.count);
        std::ranges::uninitialized_copy(base->invariants, all);
        std::ranges::uninitialized_copy(own_rules(own), all.subspan(base->invariants.size()));
        return all;
    }

    void fill(element& made, const rows::type& of, const rows::element& row)
    {
        const bool is_choice = row.name.ends_with("[x]");
        const std::string_view name = row.name.substr(0, row.name.size() - (is_choice ? 3 : 0));
        const auto has = [&](char flag) { return row.flags.find(flag) != row.flags.npos; };
        std::construct_at(
            &made,
            element{
                .name = name,
                .member = is_choice ? json::name::none : json::known_name(name),
                .path = joined(of.name, '.', row.name),
                .min = row.min,
                .max = row.max,
                .types = types_of(row),
                .invariants = own_rules(row.rules),
                .bound = binding_of(row),
                .is_choice = is_choice,
                .is_modifier = has('m'),
                .is_summary = has('s'),
                .is_attribute = has('a'),
            }
        );
        if (!is_choice && made.types.size() > 1) complain(row.line, "only a choice, [x], has several types");
    }

    std::span<const type_ref> types_of(const rows::element& row)
    {
        const std::span<type_ref> types = room<type_ref>(parts(row.types, ' '));
        std::size_t count = 0;
        each_part(row.types, ' ', [&](std::string_view text) {
            const type_text told = split(text);
            const type* const of = made_.find(told.name);
            if (of == nullptr) complain(row.line, "the type of the element is not in the table");
            std::construct_at(&types[count++], type_ref{of, targets_of(told.targets)});
        });
        return types;
    }

    std::span<const std::string_view> targets_of(std::string_view text)
    {
        if (text.empty()) return {};
        const std::span<std::string_view> targets = room<std::string_view>(parts(text, '|'));
        std::size_t count = 0;
        each_part(text, '|', [&](std::string_view each) { std::construct_at(&targets[count++], each); });
        return targets;
    }

    const binding* binding_of(const rows::element& row)
    {
        if (row.strength.empty()) return nullptr;
        const auto how = strength_of(row.strength);
        const auto set = set_by_row_.find(row.set);
        if (!how || set == set_by_row_.end()) {
            complain(row.line, "the binding has no known strength, or its value set is not in the table");
            return nullptr;
        }
        return std::construct_at(made_.memory_.allocate_array<binding>(1), binding{*how, set->second});
    }

    /// Makes the hash from members to elements.
    void index(type& of, const rows::type& row)
    {
        std::size_t members = 0;
        for (const element& each : of.elements)
            members += each.types.size();
        const std::span<type::slot> slots = room<type::slot>(std::bit_ceil(2 * members + 1));
        std::ranges::uninitialized_fill(slots, type::slot{json::name::none, 0, 0});
        for (std::size_t at = 0; at < of.elements.size(); ++at) {
            const element& each = of.elements[at];
            for (std::size_t ref = 0; ref < each.types.size(); ++ref) {
                const json::name member =
                    each.is_choice ? choice_member(each.name, each.types[ref].of->name) : each.member;
                if (!insert(slots, {member, static_cast<std::uint16_t>(at), static_cast<std::uint16_t>(ref)}))
                    return complain(row.line, "a member of the type has no known name, or two have the same");
            }
        }
        of.slots = slots;
    }

    static bool insert(std::span<type::slot> slots, type::slot added)
    {
        if (added.name == json::name::none) return false;
        const std::size_t mask = slots.size() - 1;
        std::size_t at = hash_of(added.name) & mask;
        for (; slots[at].name != json::name::none; at = (at + 1) & mask)
            if (slots[at].name == added.name) return false;
        slots[at] = added;
        return true;
    }

    const rows& from_;
    model made_;
    std::span<const invariant> rules_;
    std::unordered_map<std::string_view, const value_set*> set_by_row_;
    std::string scratch_;
    std::optional<fault> wrong_;
};

result<model> model::load(version release, std::string_view table)
{
    const auto read = read_rows(table);
    if (read.has_error()) return read.error();
    if (version_from(read->release) != release) return table_fault(1, "it is of another release");
    return loader{*read}.load();
}

}  // namespace marrow::fhir::definitions
