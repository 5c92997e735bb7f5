#include "fhir/primitives.hpp"
#include "mappings/documents/text/readers.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace marrow::mappings {

namespace {

constexpr std::size_t most_bytes = 8u << 20;

constexpr std::array inline_elements{
    std::string_view{"content"},
    std::string_view{"sub"},
    std::string_view{"sup"},
    std::string_view{"linkHtml"},
    std::string_view{"footnoteRef"},
    std::string_view{"b"},
    std::string_view{"i"},
    std::string_view{"u"},
    std::string_view{"em"},
    std::string_view{"strong"},
    std::string_view{"span"},
    std::string_view{"a"}};

std::string_view local_name(const pugi::xml_node& node)
{
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name)
{
    return node.find_child([name](const pugi::xml_node& child) { return local_name(child) == name; });
}

/// Walks a document iteratively, so that nesting costs no stack.
class xml_walker : public pugi::xml_tree_walker {
public:
    xml_walker(const tables& known, extracted& out) : known_{known}, out_{out} {}

    bool for_each(pugi::xml_node& node) override
    {
        if (indications_at_ != none && depth() <= indications_at_) indications_at_ = none;
        if (node.type() == pugi::node_element) {
            const std::string_view name = local_name(node);
            if (std::ranges::find(inline_elements, name) == inline_elements.end()) out_.text.append("\n\n");
            if (indications_at_ == none && name == "text" && is_indications(node.parent())) indications_at_ = depth();
        } else {
            const std::string_view text = node.value();
            out_.text.append(text);
            if (indications_at_ != none && !fhir::trimmed(text).empty()) out_.indications = true;
        }
        return !out_.is_full();
    }

private:
    static constexpr int none = -1;

    bool is_indications(const pugi::xml_node& section) const
    {
        return local_name(section) == "section" &&
               known_.is_indications(child_of(section, "code").attribute("code").value());
    }

    const tables& known_;
    extracted& out_;
    int indications_at_{none};  ///< depth of the text element of a section of indications
};

}  // namespace

bool read_xml(std::string bytes, const content_type& of, const tables& known, extracted& out)
{
    if (bytes.size() > most_bytes) return false;
    const bool is_latin = of.charset == "iso-8859-1" || of.charset == "windows-1252";
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = document.load_buffer_inplace(
        bytes.data(),
        bytes.size(),
        pugi::parse_default | pugi::parse_ws_pcdata,
        is_latin ? pugi::encoding_latin1 : pugi::encoding_auto
    );
    if (!parsed) return false;
    const pugi::xml_node root = document.document_element();
    pugi::xml_node from = local_name(root) == "ClinicalDocument" ? child_of(root, "component") : root;
    out.text.append("\n\n");
    xml_walker walker{known, out};
    from.traverse(walker);
    return true;
}

}  // namespace marrow::mappings
