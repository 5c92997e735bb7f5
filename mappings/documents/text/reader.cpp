#include "mappings/documents/text/reader.hpp"

#include "fhir/primitives.hpp"
#include "mappings/documents/text/readers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace marrow::mappings {

namespace {

constexpr std::array readers{
    std::pair<std::string_view, text_reader>{"text/plain", read_plain},
    std::pair<std::string_view, text_reader>{"text/html", read_html},
    std::pair<std::string_view, text_reader>{"application/xhtml+xml", read_html},
    std::pair<std::string_view, text_reader>{"text/xml", read_xml},
    std::pair<std::string_view, text_reader>{"application/xml", read_xml},
    std::pair<std::string_view, text_reader>{"application/hl7-v3+xml", read_xml},
    std::pair<std::string_view, text_reader>{"application/cda+xml", read_xml},
    std::pair<std::string_view, text_reader>{"application/fhir+json", read_fhir_json},
    std::pair<std::string_view, text_reader>{"application/pdf", read_pdf}};

std::string_view unquoted(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

}  // namespace

content_type content_type::parse(std::string_view text)
{
    const std::size_t end = std::min(text.find(';'), text.size());
    content_type out{fhir::lowered(fhir::trimmed(text.substr(0, end))), {}};
    for (std::string_view rest = text.substr(end); !rest.empty();) {
        rest.remove_prefix(1);
        const std::string_view parameter = rest.substr(0, rest.find(';'));
        rest.remove_prefix(parameter.size());
        const std::size_t equals = parameter.find('=');
        if (equals == std::string_view::npos) continue;
        if (fhir::lowered(fhir::trimmed(parameter.substr(0, equals))) != "charset") continue;
        out.charset = fhir::lowered(unquoted(fhir::trimmed(parameter.substr(equals + 1))));
    }
    return out;
}

text_reader reader_of(const content_type& format)
{
    const auto found = std::ranges::find(readers, format.type, &std::pair<std::string_view, text_reader>::first);
    return found == readers.end() ? nullptr : found->second;
}

}  // namespace marrow::mappings
