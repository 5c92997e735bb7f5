#include "fhir/validate/narrative.hpp"

#include "fhir/keyed_hash.hpp"

#include <boost/unordered/unordered_flat_set.hpp>
#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace marrow::fhir::validate {

namespace {

using names = boost::unordered_flat_set<std::string_view, keyed_hash>;

const names& elements()
{
    static const names all{"a",   "abbr",    "acronym", "address", "area", "b",     "bdo",      "big",    "blockquote",
                           "br",  "caption", "center",  "cite",    "code", "col",   "colgroup", "dd",     "dfn",
                           "div", "dl",      "dt",      "em",      "font", "h1",    "h2",       "h3",     "h4",
                           "h5",  "h6",      "hr",      "i",       "img",  "kbd",   "li",       "map",    "ol",
                           "p",   "pre",     "q",       "s",       "samp", "small", "span",     "strike", "strong",
                           "sub", "sup",     "table",   "tbody",   "td",   "tfoot", "th",       "thead",  "tr",
                           "tt",  "u",       "ul",      "var"};
    return all;
}

const names& attributes()
{
    static const names all{"ID",       "abbr",        "accesskey",   "align",  "alt",      "axis",      "bgcolor",
                           "border",   "cellpadding", "cellspacing", "char",   "charoff",  "charset",   "cite",
                           "class",    "clear",       "color",       "cols",   "colspan",  "compact",   "coords",
                           "datetime", "dir",         "face",        "frame",  "headers",  "height",    "href",
                           "hreflang", "hspace",      "id",          "ismap",  "lang",     "longdesc",  "name",
                           "nohref",   "noshade",     "nowrap",      "rel",    "rev",      "rowspan",   "rules",
                           "scope",    "shape",       "size",        "span",   "src",      "start",     "style",
                           "summary",  "tabindex",    "target",      "title",  "type",     "usemap",    "valign",
                           "value",    "vspace",      "width",       "xml:id", "xml:lang", "xml:space", "xmlns"};
    return all;
}

bool is_allowed_attribute(std::string_view name)
{
    return attributes().contains(name) || name.starts_with("xmlns:");
}

std::string shown(std::string_view name)
{
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ':'; };
    return name.size() <= 20 && std::ranges::all_of(name, is_letter) ? std::string{name} : std::string{};
}

bool is_active(std::string_view address)
{
    std::array<char, 16> begins{};
    std::size_t count = 0;
    for (const char c : address) {
        if (static_cast<unsigned char>(c) <= ' ') continue;
        begins[count] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (++count == begins.size()) break;
    }
    const std::string_view lowered{begins.data(), count};
    return lowered.starts_with("javascript:") || lowered.starts_with("vbscript:") || lowered.starts_with("data:text");
}

/// The first reference to an entity that XML itself does not have; the nbsp of old senders passes.
std::optional<std::string_view> foreign_entity(std::string_view xhtml)
{
    constexpr std::array<std::string_view, 6> known{"lt", "gt", "amp", "quot", "apos", "nbsp"};
    for (std::size_t at = xhtml.find('&'); at != std::string_view::npos; at = xhtml.find('&', at + 1)) {
        const std::string_view rest = xhtml.substr(at + 1, 32);
        const std::string_view entity = rest.substr(0, rest.find(';'));
        if (entity.size() == rest.size()) return std::string_view{};
        if (!entity.starts_with('#') && std::ranges::find(known, entity) == known.end()) return entity;
    }
    return std::nullopt;
}

/// Goes over the nodes without recursion.
class reader : public pugi::xml_tree_walker {
public:
    bool for_each(pugi::xml_node& node) override
    {
        switch (node.type()) {
        case pugi::node_element:
            return element(node);
        case pugi::node_pcdata:
        case pugi::node_cdata:
            says_something =
                says_something || std::string_view{node.value()}.find_first_not_of(" \t\r\n") != std::string_view::npos;
            return true;
        case pugi::node_doctype:
            wrong = {rule::narrative_malformed, {}, "it has a document type declaration"};
            return false;
        case pugi::node_pi:
        case pugi::node_declaration:
            wrong = {rule::narrative_malformed, {}, "it has a processing instruction"};
            return false;
        default:
            return true;
        }
    }

    bool has_dead_link(const std::function<bool(std::string_view)>& has_element) const
    {
        return std::ranges::any_of(links_, [&](std::string_view link) {
            return !link.empty() && std::ranges::find(places_, link) == places_.end() && !has_element(link);
        });
    }

    std::optional<narrative_fault> wrong;
    bool says_something{};

private:
    static constexpr std::size_t most_links = 64;

    std::vector<std::string_view> places_;
    std::vector<std::string_view> links_;

    bool element(const pugi::xml_node& node)
    {
        const std::string_view name = node.name();
        if (!elements().contains(name)) {
            wrong = {rule::narrative_not_allowed, shown(name), {}};
            return false;
        }
        says_something = says_something || name == "img";
        for (const pugi::xml_attribute& each : node.attributes()) {
            const std::string_view attribute = each.name();
            const std::string_view text = each.value();
            if (attribute == "id" || attribute == "name") places_.push_back(text);
            if (attribute == "href" && text.starts_with('#') && links_.size() < most_links)
                links_.push_back(text.substr(1));
            if (is_allowed_attribute(attribute) && !is_active(text)) continue;
            wrong = {rule::narrative_not_allowed, shown(each.name()), {}};
            return false;
        }
        return true;
    }
};

}  // namespace

std::optional<narrative_fault>
narrative_fault_of(std::string_view xhtml, const std::function<bool(std::string_view)>& has_element)
{
    pugi::xml_document document;
    const pugi::xml_parse_result read = document.load_buffer(
        xhtml.data(),
        xhtml.size(),
        pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype | pugi::parse_pi | pugi::parse_declaration,
        pugi::encoding_utf8
    );
    if (!read) return narrative_fault{rule::narrative_malformed, {}, read.description()};
    const pugi::xml_node root = document.document_element();
    reader over;
    document.traverse(over);
    if (over.wrong) return over.wrong;
    const auto others = std::ranges::count_if(document.children(), [](const pugi::xml_node& each) {
        return each.type() == pugi::node_element || each.type() == pugi::node_pcdata;
    });
    const bool is_div = std::string_view{root.name()} == "div" &&
                        std::string_view{root.attribute("xmlns").value()} == "http://www.w3.org/1999/xhtml";
    if (!is_div || others != 1) return narrative_fault{rule::narrative_no_div, {}, {}};
    if (const auto entity = foreign_entity(xhtml))
        return narrative_fault{rule::narrative_not_allowed, shown(*entity), {}};
    if (over.has_dead_link(has_element)) return narrative_fault{rule::narrative_link, {}, {}};
    if (!over.says_something) return narrative_fault{rule::narrative_empty, {}, {}};
    return std::nullopt;
}

bool is_narrative(std::string_view xhtml)
{
    return !narrative_fault_of(xhtml, [](std::string_view) { return true; });
}

}  // namespace marrow::fhir::validate
