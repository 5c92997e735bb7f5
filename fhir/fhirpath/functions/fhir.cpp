#include "fhir/fhirpath/call.hpp"
#include "fhir/fhirpath/functions/groups.hpp"

#include <algorithm>
#include <vector>

namespace marrow::fhir::fhirpath {

using json::name;

namespace {

truth truth_of(bool holds)
{
    return holds ? truth::yes : truth::no;
}

/// The extensions of that url, of elements and of primitives.
bool extension(call& c)
{
    std::optional<std::string_view> url;
    if (!c.text_argument(0, url)) return false;
    if (!url) return true;
    const definitions::type* const type = c.vm.release().find("Extension");
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at) {
        if (!c.vm[at].is_node()) continue;
        const node element = c.vm[at].element();
        const bool is_complex = element.value && element.value->is_object();
        const json::value* const holder = is_complex ? element.value : element.sibling;
        if (!holder || !c.vm.spend(1)) continue;
        for (const json::value& each : (*holder)[name::extension].each())
            if (each[name::url].text() == *url && !c.vm.push(item{node{&each, nullptr, type}})) return false;
    }
    return true;
}

bool has_value(call& c, truth& out)
{
    const bool is_one = c.input.size() == 1;
    const item one = is_one ? system_value(c.vm[c.input.begin]) : item{};
    out = truth_of(is_one && !one.is_node());
    return true;
}

bool get_value(call& c)
{
    std::optional<item> one;
    if (!c.single_input(one)) return false;
    return !one || one->is_node() || c.vm.push(*one);
}

/// The contained resource of the resource at hand, or of the one that holds it.
const json::value* find_contained(call& c, std::string_view id)
{
    for (const node& holder : {c.vm.from().resource, c.vm.from().root_resource}) {
        if (!holder.value) continue;
        if (id.empty()) return holder.value;
        for (const json::value& each : (*holder.value)[name::contained].each())
            if (each[name::id].text() == id) return &each;
    }
    return nullptr;
}

/// What a Reference, a text or an element that holds a text leads to.
const json::value* resolved(call& c, const item& from)
{
    const json::value* const element = from.is_node() ? from.element().value : nullptr;
    std::string_view url = from.is(kind::string) ? from.string() : std::string_view{};
    if (element) url = element->is_object() ? (*element)[name::reference].text() : element->text();
    if (url.starts_with('#'))
        if (const json::value* const found = find_contained(c, url.substr(1))) return found;
    const auto& resolver = c.vm.outside().resolve;
    return element && resolver ? resolver(*element) : nullptr;
}

bool resolve(call& c)
{
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at) {
        const json::value* const found = resolved(c, c.vm[at]);
        if (found && !c.vm.push(item{c.vm.node_of(*found, nullptr, nullptr)})) return false;
    }
    return c.vm.spend(c.input.size());
}

/// Whether a Coding, or a code without system, is of the set.
bool is_member(const definitions::value_set& set, const json::value& coding)
{
    if (!coding.is_object()) return set.contains(coding.text());
    return set.contains(coding[name::system].text(), coding[name::code].text());
}

bool member_of(call& c, truth& out)
{
    std::optional<std::string_view> url;
    out = truth::unknown;
    if (!c.text_argument(0, url)) return false;
    if (c.input.size() > 1) return c.fail("memberOf() takes one item, not several.");
    if (!url || c.input.empty()) return true;
    const definitions::value_set* const set = c.vm.release().find_value_set(url->substr(0, url->find('|')));
    if (!set || !set->whole) return c.fail("The codes of this value set are not at hand.", fault_kind::not_supported);
    const item& one = c.vm[c.input.begin];
    if (one.is(kind::string)) {
        out = truth_of(set->contains(one.string()));
        return true;
    }
    if (!one.is_node() || !one.element().value) return true;
    const json::value& value = *one.element().value;
    out = truth_of(is_member(*set, value));
    for (const json::value& coding : value[name::coding].each())
        if (is_member(*set, coding)) out = truth::yes;
    return true;
}

bool is_same_coding(const json::value& a, const json::value& b)
{
    return a[name::system].text() == b[name::system].text() && a[name::code].text() == b[name::code].text();
}

/// Without a terminology server a code subsumes itself alone.
bool subsumes(call& c, truth& out)
{
    range other;
    if (!c.collection(0, other)) return false;
    out = truth::unknown;
    if (c.input.size() != 1 || other.size() != 1) return true;
    const item& one = c.vm[c.input.begin];
    const item& two = c.vm[other.begin];
    if (!one.is_node() || !two.is_node() || !one.element().value || !two.element().value) return true;
    if (is_same_coding(*one.element().value, *two.element().value))
        out = truth::yes;
    else
        return c.fail("Whether one code subsumes another, a terminology server knows.", fault_kind::not_supported);
    return true;
}

/// Of the resources and types of the release; a profile is a fault.
bool conforms_to(call& c, truth& out)
{
    constexpr std::string_view base = "http://hl7.org/fhir/StructureDefinition/";
    std::optional<std::string_view> url;
    out = truth::unknown;
    if (!c.text_argument(0, url)) return false;
    if (c.input.size() > 1) return c.fail("conformsTo() takes one item, not several.");
    if (!url || c.input.empty()) return true;
    const std::string_view type = url->starts_with(base) ? url->substr(base.size()) : std::string_view{};
    const definitions::type* const wanted = type.empty() ? nullptr : c.vm.release().find(type);
    if (!wanted) return c.fail("This profile is not at hand.", fault_kind::not_supported);
    const item& one = c.vm[c.input.begin];
    const definitions::type* const actual = one.is_node() ? one.element().type : nullptr;
    out = truth_of(actual && (actual == wanted || actual->derives_from(*wanted)));
    return true;
}

bool html_checks(call& c, truth& out)
{
    out = truth::unknown;
    std::optional<item> one;
    if (!c.single_input(one)) return false;
    if (!one || !one->is(kind::string)) return true;
    const auto& checks = c.vm.outside().html_checks;
    if (!checks) return c.fail("The rules of XHTML are not at hand.", fault_kind::not_supported);
    out = truth_of(checks(one->string()));
    return true;
}

/// A fault when a modifier extension stands in the input that is not among the arguments.
bool check_modifiers(call& c)
{
    std::vector<std::string_view> known;
    for (std::uint32_t number = 0; c.lambda(number) != nowhere; ++number) {
        std::optional<std::string_view> url;
        if (!c.text_argument(number, url)) return false;
        if (url) known.push_back(*url);
    }
    for (std::uint32_t at = c.input.begin; at < c.input.end; ++at) {
        if (!c.vm[at].is_node() || !c.vm[at].element().value) continue;
        for (const json::value& each : (*c.vm[at].element().value)[name::modifierExtension].each()) {
            const bool is_known = std::ranges::find(known, each[name::url].text()) != known.end();
            if (!is_known) return c.fail("A modifier extension stands here that is not known.");
        }
    }
    return c.vm.push_copies(c.input);
}

bool not_at_hand(call& c)
{
    return c.fail("This function needs a profile, which is not at hand.", fault_kind::not_supported);
}

constexpr function functions[]{
    {"extension", 1, 1, extension},
    {"hasValue", 0, 0, nullptr, has_value},
    {"getValue", 0, 0, get_value},
    {"resolve", 0, 0, resolve},
    {"memberOf", 1, 1, nullptr, member_of},
    {"subsumes", 1, 1, nullptr, subsumes},
    {"subsumedBy", 1, 1, nullptr, subsumes},
    {"conformsTo", 1, 1, nullptr, conforms_to},
    {"htmlChecks", 0, 0, nullptr, html_checks},
    {"checkModifiers", 1, 255, check_modifiers},
    {"elementDefinition", 0, 0, not_at_hand},
    {"slice", 2, 2, not_at_hand},
};

}  // namespace

std::span<const function> fhir_functions()
{
    return functions;
}

}  // namespace marrow::fhir::fhirpath
