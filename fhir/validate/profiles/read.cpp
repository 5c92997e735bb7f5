#include "fhir/validate/profiles/read.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace marrow::fhir::validate::profiles {

using json::name;
using json::value;

namespace {

constexpr std::string_view core = "http://hl7.org/fhir/StructureDefinition/";
constexpr std::uint32_t unbounded = definitions::element::unbounded;

bool read_number(std::string_view text, std::uint32_t& into)
{
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, into);
    return read.ec == std::errc{} && read.ptr == end;
}

bool read_cardinality(const value& of, element& made, const definitions::element* base)
{
    made.min = base ? base->min : 0;
    made.max = base ? base->max : unbounded;
    if (const value& min = of[name::min]; min && !read_number(min.text(), made.min)) return false;
    if (const value& max = of[name::max]; max && max.text() != "*" && !read_number(max.text(), made.max)) return false;
    made.narrows_min = made.min > (base ? base->min : 0u);
    made.narrows_max = made.max < (base ? base->max : unbounded);
    return true;
}

void read_values(const value& of, element& made)
{
    for (const value& each : of.items()) {
        const std::string_view spelling = json::known_spelling(each.key());
        const auto is_a = [&](std::string_view kind) {
            return spelling.starts_with(kind) && spelling.size() > kind.size() && spelling[kind.size()] < 'a';
        };
        if (is_a("fixed")) made.fixed = &each;
        if (is_a("pattern")) made.pattern = &each;
    }
}

/// A backbone has its type in the base; so has an element that is a type of FHIRPath.
const definitions::type* type_named(std::string_view code, const reading& with)
{
    const definitions::type* const found = with.model.find(code);
    if (!with.base || with.base->types.size() != 1) return found;
    const definitions::type* const own = with.base->types.front().of;
    return !found || own->derives_from(*found) ? own : found;
}

std::vector<link> links_of(const value& urls)
{
    std::vector<link> made;
    for (const value& each : urls.each())
        if (!each.text().empty()) made.push_back({each.text()});
    return made;
}

/// Whether these are the targets that the base has.
bool are_of_base(const std::vector<link>& targets, const definitions::type& of, const reading& with)
{
    const auto is_name = [](const link& each, std::string_view type) {
        return each.url.starts_with(core) && packages::parse_canonical(each.url.substr(core.size())).url == type;
    };
    if (targets.size() == 1 && is_name(targets.front(), "Resource")) return true;
    if (!with.base) return false;
    const auto same = std::ranges::find(with.base->types, &of, &definitions::type_ref::of);
    if (same == with.base->types.end() || same->targets.size() != targets.size()) return false;
    return std::ranges::all_of(targets, [&](const link& each) {
        return std::ranges::any_of(same->targets, [&](std::string_view type) { return is_name(each, type); });
    });
}

void read_types(const value& of, element& made, const reading& with)
{
    for (const value& each : of[name::type].items()) {
        const definitions::type* const type = type_named(each[name::code].text(), with);
        if (!type) return made.types.clear();
        type_limit limit{type, links_of(each[name::profile]), links_of(each[name::targetProfile])};
        const bool refers = type->name == "Reference" || type->name == "CodeableReference";
        if (!refers || are_of_base(limit.targets, *type, with)) limit.targets.clear();
        made.types.push_back(std::move(limit));
    }
    if (!with.base || made.types.empty()) return;
    made.narrows_types = made.types.size() < with.base->types.size() ||
                         (made.types.size() == 1 && made.types.front().of != with.base->types.front().of);
}

void read_binding(const value& of, element& made, const reading& with)
{
    const value& binding = of[name::binding];
    const std::string_view strength = binding[name::strength].text();
    const std::string_view canonical = binding[name::valueSet].text();
    const bool is_required = strength == "required";
    if (canonical.empty() || (!is_required && strength != "extensible")) return;
    const auto own = is_required ? definitions::strength::required : definitions::strength::extensible;
    const definitions::binding* const base = with.base ? with.base->bound : nullptr;
    if (base && base->strength == own && base->set->url == packages::parse_canonical(canonical).url) return;
    made.bound = with.sets.find(canonical);
    made.is_required = is_required;
}

bool has_rule(std::span<const definitions::invariant> of, std::string_view key)
{
    return std::ranges::find(of, key, &definitions::invariant::key) != of.end();
}

bool is_of_base(std::string_view key, const element& made, const reading& with)
{
    if (is_left_out(key)) return true;
    if (with.type && has_rule(with.type->invariants, key)) return true;
    if (with.base) {
        if (has_rule(with.base->invariants, key)) return true;
        for (const definitions::type_ref& each : with.base->types)
            if (has_rule(each.of->invariants, key)) return true;
    }
    return std::ranges::any_of(made.types, [&](const type_limit& each) { return has_rule(each.of->invariants, key); });
}

void read_rules(const value& of, element& made, const reading& with)
{
    for (const value& each : of[name::constraint].items()) {
        const std::string_view key = each[name::key].text();
        const std::string_view expression = each[name::expression].text();
        if (expression.empty() || is_of_base(key, made, with)) continue;
        const bool is_error = each[name::severity].text() != "warning";
        with.into.invariants.push_back({key, is_error, each[name::human].text(), expression, 0});
        with.into.rules.push_back(make_ready(with.into.invariants.back(), with.model));
        with.into.rules.back().surely_holds = nullptr;  // the key is that of another rule, if it is one
        made.rules.push_back(&with.into.rules.back());
    }
}

constexpr std::array kinds{
    std::pair{std::string_view{"value"}, discriminator::how::value},
    std::pair{std::string_view{"pattern"}, discriminator::how::value},
    std::pair{std::string_view{"exists"}, discriminator::how::exists},
    std::pair{std::string_view{"type"}, discriminator::how::type},
    std::pair{std::string_view{"profile"}, discriminator::how::profile}};

discriminator make_discriminator(discriminator::how by, std::string_view path, const definitions::model& model)
{
    discriminator made{by, path, {}};
    auto compiled = fhirpath::compile(path, model, {}, fhirpath::dialect::invariant);
    if (compiled) made.select.emplace(std::move(*compiled));
    return made;
}

/// A kind that is not known here (position, of R5) is told by a discriminator without expression.
void read_slicing(const value& of, element& made, const reading& with)
{
    const value& slicing = of[name::slicing];
    const std::string_view rules = slicing[name::rules].text();
    made.rest = rules == "closed" ? openness::closed : rules == "openAtEnd" ? openness::open_at_end : openness::open;
    made.is_ordered = slicing[name::ordered].is_true();
    for (const value& each : slicing[name::discriminator].items()) {
        const auto known = std::ranges::find(kinds, each[name::type].text(), [](const auto& row) { return row.first; });
        if (known == kinds.end())
            made.discriminators.emplace_back();
        else
            made.discriminators.push_back(make_discriminator(known->second, each[name::path].text(), with.model));
    }
    const bool is_extension = made.name == "extension" || made.name == "modifierExtension";
    if (slicing && is_extension && made.discriminators.empty())
        made.discriminators.push_back(make_discriminator(discriminator::how::value, "url", with.model));
}

}  // namespace

bool read(const value& of, element& made, const reading& with)
{
    if (!read_cardinality(of, made, with.base)) return false;
    const std::string_view reference = of[name::contentReference].text();
    made.reference = reference.substr(reference.find('#') + 1);
    read_values(of, made);
    read_types(of, made, with);
    read_binding(of, made, with);
    read_rules(of, made, with);
    read_slicing(of, made, with);
    return true;
}

std::vector<extension_context> read_contexts(const value& definition)
{
    using how = extension_context::how;
    std::vector<extension_context> made;
    for (const value& each : definition[name::context].items()) {
        const std::string_view type = each[name::type].text();
        const how by = type == "element" ? how::element : type == "extension" ? how::extension : how::other;
        std::string expression{each[name::expression].text()};
        constexpr std::string_view choice = "[x]";
        for (std::size_t at = expression.find(choice); at != std::string::npos; at = expression.find(choice))
            expression.erase(at, choice.size());
        made.push_back({by, std::move(expression)});
    }
    return made;
}

}  // namespace marrow::fhir::validate::profiles
