#include "mappings/documents/text/readers.hpp"
#include "mappings/documents/text/unfolded.hpp"

#include <climits>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <exception>
#include <memory>

namespace marrow::mappings {

namespace {

constexpr int most_pages = 200;
constexpr std::size_t most_unfolded = 64u << 20;

void be_silent(const std::string&, void*)
{
}

void append_page(const poppler::document& of, int number, extracted& out)
{
    const std::unique_ptr<poppler::page> page{of.create_page(number)};
    if (!page) return;
    const poppler::byte_array text = page->text().to_utf8();
    out.text.append("\n\n").append(text.data(), text.size());
}

}  // namespace

bool read_pdf(std::string bytes, const content_type&, const tables&, extracted& out)
try {
    static const bool silenced = (poppler::set_debug_error_function(be_silent, nullptr), true);
    if (!silenced || bytes.size() > INT_MAX || !unfolds_within(bytes, most_unfolded)) return false;
    const std::unique_ptr<poppler::document> document{
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size()))};
    if (!document || document->is_encrypted()) return false;
    const std::size_t before = out.text.size();
    const int pages = std::min(document->pages(), most_pages);
    for (int number = 0; number < pages && !out.is_full(); ++number)
        append_page(*document, number, out);
    return std::ranges::any_of(std::string_view{out.text}.substr(before), [](char c) { return c < 0 || c > ' '; });
} catch (const std::exception&) {
    return false;
}

}  // namespace marrow::mappings
