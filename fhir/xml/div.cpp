#include "fhir/xml/div.hpp"

#include "fhir/json/parse.hpp"
#include "fhir/xml/markup.hpp"
#include "fhir/xml/space.hpp"
#include "fhir/xml/text.hpp"

#include <sstream>

namespace marrow::fhir::xml {
namespace {

/// Goes over the elements without recursion.
class without_prefix : public pugi::xml_tree_walker {
public:
    bool for_each(pugi::xml_node& node) override
    {
        const split_name name = split(node.name());
        if (!name.prefix.empty()) node.set_name(std::string{name.local}.c_str());
        return true;
    }
};

/// Whether no value has a bracket, which pugixml lets pass.
class values : public pugi::xml_tree_walker {
public:
    bool for_each(pugi::xml_node& node) override
    {
        for (const pugi::xml_attribute& each : node.attributes())
            are_good = are_good && std::string_view{each.value()}.find('<') == std::string_view::npos;
        return are_good;
    }

    bool are_good{true};
};

bool is_element(std::string_view xhtml)
{
    markup read;
    if (!xhtml.starts_with('<') || !xhtml.ends_with('>') || !read.read(xhtml, json::limits{}.bytes)) return false;
    const pugi::xml_node root = read.root();
    values over;
    root.parent().traverse(over);
    return over.are_good && split(root.name()).local == "div" && read.offset_of(root) == 0;
}

/// References as XML has them: the space of HTML by its number, of any other the & escaped.
void append_mended(std::string& out, std::string_view xhtml)
{
    for (std::size_t at = xhtml.find('&'); at != std::string_view::npos; at = xhtml.find('&')) {
        out.append(xhtml.substr(0, at));
        xhtml.remove_prefix(at);
        constexpr std::string_view space = "&nbsp;";
        if (xhtml.starts_with(space)) {
            out += "&#160;";
            xhtml.remove_prefix(space.size());
        } else {
            out += is_reference(xhtml) ? "&" : "&amp;";
            xhtml.remove_prefix(1);
        }
    }
    out.append(xhtml);
}

}  // namespace

void append_div(std::string& out, std::string_view xhtml)
{
    if (is_element(xhtml)) return append_mended(out, xhtml);
    out += "<div xmlns=\"http://www.w3.org/1999/xhtml\">";
    append_escaped(out, xhtml);
    out += "</div>";
}

std::string as_own_document(const pugi::xml_node& of)
{
    pugi::xml_document copied;
    pugi::xml_node root = copied.append_copy(of);
    without_prefix over;
    copied.traverse(over);
    root.prepend_attribute("xmlns") = "http://www.w3.org/1999/xhtml";
    std::ostringstream out;
    root.print(out, "", pugi::format_raw | pugi::format_no_escapes);
    return out.str();
}

}  // namespace marrow::fhir::xml
