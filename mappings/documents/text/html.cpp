#include "mappings/documents/text/html.hpp"

#include "fhir/primitives.hpp"
#include "mappings/documents/text/charset.hpp"
#include "mappings/documents/text/readers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace marrow::mappings {

namespace {

constexpr std::array inline_elements{std::string_view{"a"},      std::string_view{"abbr"},  std::string_view{"b"},
                                     std::string_view{"big"},    std::string_view{"code"},  std::string_view{"del"},
                                     std::string_view{"em"},     std::string_view{"font"},  std::string_view{"i"},
                                     std::string_view{"ins"},    std::string_view{"mark"},  std::string_view{"q"},
                                     std::string_view{"s"},      std::string_view{"small"}, std::string_view{"span"},
                                     std::string_view{"strong"}, std::string_view{"sub"},   std::string_view{"sup"},
                                     std::string_view{"tt"},     std::string_view{"u"},     std::string_view{"wbr"}};

constexpr std::array references{
    std::pair<std::string_view, char32_t>{"amp", '&'},
    std::pair<std::string_view, char32_t>{"lt", '<'},
    std::pair<std::string_view, char32_t>{"gt", '>'},
    std::pair<std::string_view, char32_t>{"quot", '"'},
    std::pair<std::string_view, char32_t>{"apos", '\''},
    std::pair<std::string_view, char32_t>{"nbsp", ' '},
    std::pair<std::string_view, char32_t>{"ndash", '-'},
    std::pair<std::string_view, char32_t>{"mdash", '-'},
    std::pair<std::string_view, char32_t>{"bull", 0x2022},
    std::pair<std::string_view, char32_t>{"shy", 0xAD}};

constexpr std::size_t longest_reference = 10;

/// The scanner of one piece of HTML; each step takes a part off the front of what is left.
class html_scanner {
public:
    html_scanner(std::string_view html, extracted& out) : rest_{html}, out_{out} {}

    void run()
    {
        while (!rest_.empty() && !out_.is_full()) {
            const std::size_t plain = std::min(rest_.find_first_of("<&"), rest_.size());
            out_.text.append(take(plain));
            if (rest_.empty()) return;
            rest_.front() == '<' ? take_markup() : take_reference();
        }
    }

private:
    std::string_view take(std::size_t count)
    {
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    void skip_past(std::string_view end)
    {
        const std::size_t at = rest_.find(end);
        take(at == std::string_view::npos ? at : at + end.size());
    }

    void take_markup()
    {
        if (rest_.starts_with("<!--")) return skip_past("-->");
        if (rest_.starts_with("<!") || rest_.starts_with("<?")) return skip_past(">");
        const std::size_t from = rest_.starts_with("</") ? 2 : 1;
        std::size_t to = from;
        while (to < rest_.size() && is_name(rest_[to]))
            ++to;
        if (to == from) return void(out_.text.append(take(1)));
        const std::string name = fhir::lowered(rest_.substr(from, to - from));
        const std::string_view tag = take(tag_size(to));
        if (std::ranges::find(inline_elements, name) == inline_elements.end()) out_.text.append("\n\n");
        if (from == 1 && !tag.ends_with("/>") && (name == "script" || name == "style")) skip_to_end_of(name);
    }

    static bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

    /// Up to the > outside of quotes; all that is left when there is none.
    std::size_t tag_size(std::size_t at) const
    {
        char quote = 0;
        for (; at < rest_.size(); ++at) {
            const char c = rest_[at];
            if (quote) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return at + 1;
            }
        }
        return rest_.size();
    }

    void skip_to_end_of(std::string_view name)
    {
        for (skip_past("</"); !rest_.empty(); skip_past("</")) {
            if (fhir::lowered(rest_.substr(0, name.size())) == name) return skip_past(">");
        }
    }

    void take_reference()
    {
        const std::size_t end = rest_.substr(0, longest_reference).find(';');
        const std::string_view name = end == std::string_view::npos ? std::string_view{} : rest_.substr(1, end - 1);
        const char32_t code = name.starts_with('#') ? number(name.substr(1)) : named(name);
        if (code == 0) return void(out_.text.append(take(1)));
        append_utf8(out_.text, code);
        take(end + 1);
    }

    static char32_t number(std::string_view digits)
    {
        const bool is_hex = digits.starts_with('x') || digits.starts_with('X');
        if (is_hex) digits.remove_prefix(1);
        std::uint32_t code = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
        return read.ptr == digits.data() + digits.size() ? code : 0;
    }

    static char32_t named(std::string_view name)
    {
        const auto found = std::ranges::find(references, name, &std::pair<std::string_view, char32_t>::first);
        return found == references.end() ? 0 : found->second;
    }

    std::string_view rest_;
    extracted& out_;
};

/// What a meta element at the head of the page says of its charset.
std::string charset_within(std::string_view html)
{
    const std::string head = fhir::lowered(html.substr(0, 1024));
    const std::size_t at = head.find("charset=");
    if (at == std::string::npos) return {};
    const std::string_view rest = std::string_view{head}.substr(at + 8);
    const std::size_t from = std::min(rest.find_first_not_of("\"' "), rest.size());
    const std::string_view name = rest.substr(from);
    return std::string{name.substr(0, name.find_first_of("\"' ;/>"))};
}

}  // namespace

void append_html(std::string_view html, extracted& out)
{
    if (!out.text.empty()) out.text.append("\n\n");
    html_scanner{html, out}.run();
}

bool read_html(std::string bytes, const content_type& of, const tables&, extracted& out)
{
    const std::string charset = of.charset.empty() ? charset_within(bytes) : of.charset;
    append_html(to_utf8(std::move(bytes), charset), out);
    return true;
}

}  // namespace marrow::mappings
