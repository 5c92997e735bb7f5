#include "fhir/validate/walk.hpp"

#include <algorithm>
#include <string>

namespace marrow::fhir::validate {

using json::name;
using json::value;

namespace {

rule wrong_kind(json::kind expected)
{
    switch (expected) {
    case json::kind::boolean:
        return rule::boolean_expected;
    case json::kind::number:
        return rule::number_expected;
    default:
        return rule::string_expected;
    }
}

/// Characters, as the bytes that begin one; only counted where the bytes alone could be too many.
bool is_longer(std::string_view text, std::size_t most)
{
    if (text.size() <= most) return false;
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return static_cast<std::size_t>(std::ranges::count_if(text, begins)) > most;
}

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

/// Control characters only come with escapes, and a text without one is that of the input.
bool walk::was_escaped(std::string_view text) const
{
    const std::string_view input = of_.source().input();
    const std::less<const char*> before;
    return before(text.data(), input.data()) || !before(text.data(), input.data() + input.size());
}

void walk::primitive(const value& at, const definitions::type::member& as, const type_plan& plan)
{
    const validate::primitive& wanted = *plan.primitive;
    const auto told = [&] {
        return wording{
            {"element", std::string{as.of->path}},
            {"type", std::string{wanted.type}},
            {"form", std::string{wanted.form}},
            {"max", std::to_string(plan.of->max_length)}};
    };
    const std::string_view text = at.text();
    if (is_xml_ && text.empty()) return out_.add(rule::value_empty, at, told());
    if (at.type() != wanted.as) return out_.add(is_xml_ ? rule::value_malformed : wrong_kind(wanted.as), at, told());
    if (text.empty()) return out_.add(rule::value_empty, at, told());
    if (!wanted.allows(text)) return out_.add(rule::value_malformed, at, told());
    if (plan.of->max_length != 0 && is_longer(text, plan.of->max_length)) out_.add(rule::value_too_long, at, told());
    if (wanted.as == json::kind::string && was_escaped(text) && has_control_characters(text))
        out_.add(rule::control_characters, at, told());
    if (wanted.type == "canonical" && text.ends_with('|')) out_.add(rule::canonical_malformed, at, told());
    if (wanted.type == "string" && (is_space(text.front()) || is_space(text.back())))
        out_.add(rule::value_with_outer_spaces, at, told());
    if (as.of->bound) codes(at, *as.of, *plan.of);
    if (!as.of->invariants.empty() || !plan.rules.empty()) rules({&at, nullptr, plan.of}, plan, as.of);
}

/// Null is right in an array of primitives, where the sibling's array has an entry at that place.
void walk::no_value(const value& parent, const value& at, const definitions::element& as)
{
    const auto told = [&] { return wording{{"element", std::string{as.path}}}; };
    const value& list = parent[as.member];
    if (!list.is_array() || at.key() != name::none) return out_.add(rule::null_unexpected, at, told());
    const value& beside = sibling_of(parent, list);
    const auto number = static_cast<std::size_t>(&at - list.items().data());
    const bool is_there = number < beside.items().size() && beside.items()[number].is_object();
    if (!is_there) out_.add(rule::null_unexpected, at, told());
}

const value& walk::sibling_of(const value& parent, const value& at) const
{
    const std::string_view spelling = of_.source().spelling(at.key());
    for (const value& each : parent.items()) {
        const std::string_view other = of_.source().spelling(each.key());
        if (other.starts_with('_') && other.substr(1) == spelling) return each;
    }
    return json::missing;
}

/// `_birthDate`: what the primitive of that name has of id and extensions.
void walk::sibling(level& in, const value& at)
{
    const std::string_view spelling = of_.source().spelling(at.key()).substr(1);
    const name key = json::known_name(spelling);
    const definitions::type::member as = key == name::none ? definitions::type::member{} : in.plan.of->find(key);
    if (!as.of) return unknown(in, at);
    const auto told = [&] {
        return wording{
            {"element", std::string{as.of->path}},
            {"name", "_" + std::string{spelling}},
            {"type", std::string{as.as->of->name}}};
    };
    const type_plan& plan = plan_of(*as.as->of);
    if (!plan.primitive) return out_.add(rule::sibling_unexpected, at, told());
    in.seen.set(static_cast<std::size_t>(as.of - in.plan.of->elements.data()));
    if (as.of->is_list() != at.is_array()) {
        return out_.add(at.is_array() ? rule::array_unexpected : rule::array_expected, at, told());
    }
    const value& list = in.at[key];
    if (list.is_array() && at.is_array() && list.items().size() != at.items().size())
        out_.add(rule::siblings_out_of_step, at, told());
    if (at.is_array() && at.items().empty()) out_.add(rule::array_empty, at, told());
    for (const value& each : at.each()) {
        if (each.is_object()) {
            object(each, plan, as.of);
        } else if (!at.is_array() || each.type() != json::kind::null) {
            out_.add(rule::object_expected, each, told());
        }
    }
}

}  // namespace marrow::fhir::validate
