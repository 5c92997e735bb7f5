#include "fhir/xml/reader.hpp"

#include "fhir/json/scan.hpp"
#include "fhir/validate/primitives.hpp"
#include "fhir/xml/div.hpp"
#include "fhir/xml/text.hpp"

#include <algorithm>
#include <array>

namespace marrow::fhir::xml {
namespace {

using definitions::type;
using json::kind;

constexpr std::array releases{version::r4, version::r4b, version::r5};

/// How each type stands in JSON, by its number: kind::object for one that is no primitive.
std::vector<kind> kinds_in(version release)
{
    std::vector<kind> made;
    for (const type& each : definitions::model::of(release).types()) {
        const validate::primitive* const known = validate::primitive_named(each.name, release);
        const bool is_primitive = each.is == definitions::kind::primitive;
        made.push_back(!is_primitive ? kind::object : known ? known->as : kind::string);
    }
    return made;
}

const std::vector<kind>& kinds_of(version release)
{
    static const std::array all{kinds_in(releases[0]), kinds_in(releases[1]), kinds_in(releases[2])};
    return all[static_cast<std::size_t>(std::ranges::find(releases, release) - releases.begin())];
}

bool is_number(std::string_view text)
{
    const char* const end = text.data() + text.size();
    return json::number_end(text.data(), end) == end;
}

/// The kind of value that a text is where one of that kind is asked for; a string where it is no such.
kind kind_of(std::string_view text, kind asked)
{
    if (asked == kind::boolean && (text == "true" || text == "false")) return kind::boolean;
    return asked == kind::number && is_number(text) ? kind::number : kind::string;
}

/// Names that JSON has for purposes of its own.
bool is_reserved(std::string_view name)
{
    return name.starts_with('_') || name == "resourceType";
}

bool has_attribute(const type& in, std::string_view name)
{
    const type::member found = in.find(json::known_name(name));
    return found.of && found.of->is_attribute;
}

}  // namespace

reader::reader(const markup& from, version release, json::builder& tree, json::arena& memory)
    : from_{from}, model_{definitions::model::of(release)}, kinds_{kinds_of(release)}, tree_{tree}, memory_{memory}
{
}

bool reader::read()
{
    return resource(from_.root(), space::none);
}

bool reader::resource(pugi::xml_node at, space fallback)
{
    const auto of = open(at, fallback);
    if (!of) return false;
    const std::size_t offset = from_.offset_of(at);
    if (of->id || of->url || of->value)
        return refuse("A resource has no attributes in XML: its id is an element.", offset);
    if (!enter(kind::object, offset) || !member_named("resourceType", offset)) return false;
    tree_.scalar(kind::string, from_.in_input(of->name), from_.offset_of(of->name.data()));
    std::size_t count = 1;
    if (!members(*of, model_.find(of->name), count)) return false;
    tree_.close(count);
    return true;
}

bool reader::members(const element& of, const type* as, std::size_t& count)
{
    if (!attributes(of, as, count)) return false;
    for (pugi::xml_node at = of.node.first_child(); at;) {
        if (at.type() != pugi::node_element)
            return refuse("Between elements FHIR has no text, and no instruction.", from_.offset_of(at));
        run all = run_from(at, of.within);
        if (!named(all, as, count)) return false;
        at = all.end;
    }
    return true;
}

/// In the order in which they stand, as places of members ascend.
bool reader::attributes(const element& of, const type* as, std::size_t& count)
{
    const bool is_url_first = of.id && of.url && from_.offset_of(of.url.name()) < from_.offset_of(of.id.name());
    return attribute(is_url_first ? of.url : of.id, as, count) && attribute(is_url_first ? of.id : of.url, as, count);
}

bool reader::attribute(const pugi::xml_attribute& at, const type* as, std::size_t& count)
{
    if (!at) return true;
    const std::size_t offset = from_.offset_of(at.name());
    if (as && !has_attribute(*as, at.name()))
        return refuse("This element has no attribute " + std::string{at.name()} + ".", offset);
    ++count;
    return member_named(at.name(), offset) && scalar(at, offset, kind::string);
}

bool reader::named(run& all, const type* in, std::size_t& count)
{
    const member as = in ? in->find(all.key) : member{};
    if (!as.of && is_reserved(all.name))
        return refuse("XML has no element of this name: it is one of JSON's own.", all.offset);
    if (as.of && as.of->is_attribute)
        return refuse(std::string{as.of->path} + " is an attribute in XML, and no element.", all.offset);
    const bool is_narrative = as.of && as.as->of->name == "xhtml";
    if (as.of && as.as->of->is == definitions::kind::primitive && !is_narrative) return primitives(all, as, count);
    ++count;
    if (!member_named(all)) return false;
    return is_narrative ? narratives(all) : structures(all, as);
}

template <class Each>
bool reader::listed(const run& all, bool is_list, Each each)
{
    const bool is_array = is_list || all.count > 1;
    if (is_array && !enter(kind::array, all.offset)) return false;
    for (pugi::xml_node at = all.first; at != all.end; at = at.next_sibling())
        if (!each(at)) return false;
    if (is_array) tree_.close(all.count);
    return true;
}

bool reader::structures(const run& all, const member& as)
{
    const type* const of = as.of ? as.as->of : nullptr;
    const bool is_resource = of && of->is == definitions::kind::resource;
    return listed(all, as.of && as.of->is_list(), [&](pugi::xml_node at) {
        const auto one = open(at, all.fallback);
        return one && (is_resource ? inner_resource(*one) : structure(*one, of));
    });
}

/// What has a value where there should be elements is read as that value: validation tells of it.
bool reader::structure(const element& at, const type* as)
{
    const std::size_t offset = from_.offset_of(at.node);
    if (at.value) return scalar(at.value, offset, kind::string);
    std::size_t count = 0;
    if (!enter(kind::object, offset) || !members(at, as, count)) return false;
    tree_.close(count);
    return true;
}

bool reader::inner_resource(const element& at)
{
    const std::size_t offset = from_.offset_of(at.node);
    const pugi::xml_node inner = at.node.first_child();
    if (at.id || at.url || at.value) return refuse("This element has no attributes: a resource stands in it.", offset);
    if (!inner) {
        if (!enter(kind::object, offset)) return false;
        tree_.close(0);
        return true;
    }
    if (inner.type() != pugi::node_element || inner.next_sibling())
        return refuse("One resource stands in this element, and nothing besides.", offset);
    return resource(inner, at.within);
}

bool reader::primitives(run& all, const member& as, std::size_t& count)
{
    bool has_values = false;
    bool has_siblings = false;
    for (pugi::xml_node at = all.first; at != all.end; at = at.next_sibling()) {
        const auto one = open(at, all.fallback);
        if (!one) return false;
        has_values = has_values || one->value;
        has_siblings = has_siblings || one->has_more();
        if (all.count == 1) all.only = one;
    }
    if (has_values || !has_siblings) {
        ++count;
        if (!member_named(all) || !values(all, as)) return false;
    }
    if (!has_siblings) return true;
    ++count;
    scratch_.assign("_").append(all.name);
    return member_named(scratch_, all.offset) && siblings(all, as);
}

bool reader::values(const run& all, const member& as)
{
    const kind asked = kinds_[static_cast<std::size_t>(as.as->of - model_.types().data())];
    return listed(all, as.of->is_list(), [&](pugi::xml_node at) {
        const element one = again(at, all);
        const std::size_t offset = from_.offset_of(at);
        if (one.value) return scalar(one.value, offset, asked);
        tree_.scalar(one.has_more() ? kind::null : kind::string, {}, offset);
        return true;
    });
}

bool reader::siblings(const run& all, const member& as)
{
    return listed(all, as.of->is_list(), [&](pugi::xml_node at) {
        const element one = again(at, all);
        const std::size_t offset = from_.offset_of(at);
        if (!one.has_more()) {
            tree_.scalar(kind::null, {}, offset);
            return true;
        }
        std::size_t count = 0;
        if (!enter(kind::object, offset) || !members(one, as.as->of, count)) return false;
        tree_.close(count);
        return true;
    });
}

bool reader::narratives(const run& all)
{
    return listed(all, false, [&](pugi::xml_node at) {
        tree_.scalar(kind::string, narrative(at, all.fallback), from_.offset_of(at));
        return true;
    });
}

/// As it stands; where its namespace is declared outside of it, written anew with that on the div.
std::string_view reader::narrative(pugi::xml_node at, space fallback)
{
    const std::string_view prefix = split(at.name()).prefix;
    const bool declares = prefix.empty() && at.attribute("xmlns");
    const space outside = prefix.empty() ? fallback : space_of_prefix(prefix, at);
    if (!declares && outside == space::xhtml) return memory_.keep(as_own_document(at));
    const std::size_t begin = from_.offset_of(at);
    return from_.input().substr(begin, end_of_element(from_.input(), begin) - begin);
}

std::optional<element> reader::open(pugi::xml_node node, space fallback)
{
    std::optional<element> made{std::in_place};
    if (auto why = read_element(node, fallback, from_, *made)) {
        refused_ = std::move(*why);
        return std::nullopt;
    }
    if (made->in == space::fhir) return made;
    refuse("The element is not in the namespace of FHIR: xmlns=\"http://hl7.org/fhir\".", from_.offset_of(node));
    return std::nullopt;
}

/// What could be opened before.
element reader::again(pugi::xml_node node, const run& of)
{
    return of.only ? *of.only : *open(node, of.fallback);
}

reader::run reader::run_from(pugi::xml_node first, space fallback) const
{
    const std::string_view raw = first.name();
    const std::string_view name = split(raw).local;
    run made{
        first, first.next_sibling(), 1, name, json::known_name(name), from_.offset_of(raw.data()) - 1, fallback, {}};
    while (made.end.type() == pugi::node_element && split(made.end.name()).local == name) {
        made.end = made.end.next_sibling();
        ++made.count;
    }
    return made;
}

bool reader::scalar(const pugi::xml_attribute& of, std::size_t offset, kind as)
{
    const std::string_view raw = from_.in_input(of.value());
    std::string_view text;
    if (auto why = read_value(raw, from_.offset_of(of.value()), scratch_, memory_, text)) {
        refused_ = std::move(*why);
        return false;
    }
    tree_.scalar(kind_of(text, as), text, offset);
    return true;
}

bool reader::enter(kind type, std::size_t offset)
{
    return tree_.open(type, offset) || refuse("Elements stand deeper in one another than is read.", offset);
}

bool reader::member_named(std::string_view name, std::size_t offset)
{
    return tree_.member(name, offset) || refuse(tree_.refused().text, offset);
}

bool reader::member_named(const run& all)
{
    return tree_.member(all.key, all.name, all.offset) || refuse(tree_.refused().text, all.offset);
}

bool reader::refuse(std::string text, std::size_t offset)
{
    refused_ = {std::move(text), offset, tree_.refused().text.empty() ? fault_kind::malformed : tree_.refused().kind};
    return false;
}

}  // namespace marrow::fhir::xml
