#include "mappings/documents/text/charset.hpp"
#include "mappings/documents/text/readers.hpp"

namespace marrow::mappings {

bool read_plain(std::string bytes, const content_type& of, const tables&, extracted& out)
{
    bytes = to_utf8(std::move(bytes), of.charset);
    if (out.text.empty()) {
        out.text = std::move(bytes);
    } else {
        out.text.append("\n\n").append(bytes);
    }
    return true;
}

}  // namespace marrow::mappings
