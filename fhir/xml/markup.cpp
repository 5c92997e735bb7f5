#include "fhir/xml/markup.hpp"

#include "fhir/json/value.hpp"
#include "fhir/xml/text.hpp"

#include <algorithm>
#include <new>

namespace marrow::fhir::xml {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t kept_copy = 256 * 1024;

constexpr unsigned flags = pugi::parse_minimal | pugi::parse_cdata | pugi::parse_pi | pugi::parse_declaration |
                           pugi::parse_doctype | pugi::parse_fragment;

/// UTF-16 and UTF-32 give themselves away by their mark or by the zeros around the first character.
bool is_wide(std::string_view input)
{
    return input.starts_with("\xFE\xFF"sv) || input.starts_with("\xFF\xFE"sv) || input.starts_with("\0"sv) ||
           input.substr(0, 2) == "<\0"sv;
}

bool is_utf8(std::string_view encoding)
{
    constexpr std::string_view names[] = {"utf-8", "utf8", "us-ascii", "ascii"};
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return encoding.empty() || std::ranges::any_of(names, [&](std::string_view known) {
               return std::ranges::equal(known, encoding, {}, {}, lower);
           });
}

std::string describe(pugi::xml_parse_status status, bool at_end)
{
    const std::string where = at_end ? "The input ends where " : "Here ";
    switch (status) {
    case pugi::status_end_element_mismatch:
        return at_end ? "The input ends before the element does." : "This end tag is not that of the element at hand.";
    case pugi::status_bad_attribute:
        return where + "an attribute, name=\"value\", was expected.";
    case pugi::status_bad_start_element:
    case pugi::status_bad_end_element:
        return where + "the end of a tag was expected.";
    case pugi::status_bad_doctype:
        return "A document type declaration is not read.";
    case pugi::status_bad_comment:
        return where + "the end of a comment was expected.";
    case pugi::status_bad_pi:
        return where + "the end of a processing instruction was expected.";
    case pugi::status_bad_cdata:
        return where + "the end of a CDATA section was expected.";
    default:
        return where + "an element was expected.";
    }
}

}  // namespace

fault markup::failure(std::string text, std::size_t offset) const
{
    const auto place = static_cast<std::uint32_t>(std::min(offset, input_.size()));
    return {fault_kind::malformed, std::move(text), {}, json::locate(input_, place), {}};
}

std::size_t markup::offset_of(const pugi::xml_node& node) const
{
    switch (node.type()) {
    case pugi::node_element:
        return offset_of(node.name()) - 1;
    case pugi::node_pi:
    case pugi::node_declaration:
        return offset_of(node.name()) - 2;
    case pugi::node_doctype:
        return input_.rfind('<', offset_of(node.value()));
    default:
        return offset_of(node.value());
    }
}

result<void> markup::read(std::string_view input, std::uint32_t most_bytes)
{
    input_ = input;
    if (input.size() > most_bytes) {
        std::string text = "The input is larger than the " + std::to_string(most_bytes) + " bytes that are read.";
        return fault{fault_kind::too_large, std::move(text), {}, {}};
    }
    if (is_wide(input)) return failure("The input is UTF-16 or UTF-32. XML must be UTF-8 here.", 0);
    const std::size_t start = input.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    if (const std::size_t at = find_no_character(input, start); at != std::string_view::npos)
        return failure("This is no character that XML has, or not in UTF-8.", at);
    copy_.assign(input);
    const auto read = document_.load_buffer_inplace(copy_.data(), copy_.size(), flags, pugi::encoding_utf8);
    if (read.status == pugi::status_out_of_memory) throw std::bad_alloc{};
    if (!read) return failure_of(read);
    const std::size_t last = input.find_last_not_of(" \t\r\n");
    if (last != std::string_view::npos && input[last] != '>')  // of a single character there pugixml makes no text
        return failure("Text stands outside of the element.", last);
    return check_prolog();
}

fault markup::failure_of(const pugi::xml_parse_result& read) const
{
    const auto offset = static_cast<std::size_t>(read.offset);
    const bool at_end = offset + 1 >= input_.size();
    const bool is_end_tag = !at_end && read.status == pugi::status_end_element_mismatch;
    const std::size_t place = at_end ? input_.size() : is_end_tag ? input_.rfind('<', offset) : offset;
    return failure(describe(read.status, at_end), place);
}

result<void> markup::check_prolog()
{
    root_ = {};
    for (const pugi::xml_node& each : document_.children()) {
        switch (each.type()) {
        case pugi::node_element:
            if (root_) return failure("Nothing may follow the end of the first element.", offset_of(each));
            root_ = each;
            break;
        case pugi::node_declaration: {
            const std::size_t at = offset_of(each);
            const bool is_first = at == 0 || input_.substr(0, at) == byte_order_mark;
            if (!is_first) return failure("An XML declaration stands at the very beginning, and nowhere else.", at);
            if (!is_utf8(each.attribute("encoding").value()))
                return failure("The encoding that is declared is not UTF-8, which XML must be here.", at);
            break;
        }
        case pugi::node_doctype:
            return failure("A document type declaration is not read.", offset_of(each));
        case pugi::node_pi:
            return failure("A processing instruction is not read.", offset_of(each));
        default:
            return failure("Text stands outside of the element.", offset_of(each));
        }
    }
    if (!root_) return failure("The input has no element.", input_.size());
    return {};
}

void markup::clear()
{
    document_.reset();
    root_ = {};
    if (copy_.capacity() > kept_copy) copy_ = {};
}

}  // namespace marrow::fhir::xml
