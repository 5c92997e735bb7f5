#include "mappings/documents/library.hpp"

#include "fhir/base64.hpp"
#include "fhir/coding.hpp"
#include "mappings/documents/content.hpp"
#include "mappings/documents/text/narrative.hpp"
#include "mappings/documents/text/reader.hpp"

#include <utility>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

void text_library::add_names(const value& concept_, std::vector<std::uint32_t>& to)
{
    constexpr std::size_t most_names = 16;
    const auto add = [&](std::string_view text) {
        if (to.size() >= most_names) return;
        if (const auto phrase = phrases_.add(text)) to.push_back(*phrase);
    };
    add(concept_[name::text].text());
    for (const value& coding : fhir::codings_of(concept_))
        add(coding[name::display].text());
}

void text_library::add_names(const line& of)
{
    const auto [at, is_new] = names_.try_emplace(&of);
    if (!is_new) return;
    if (const auto code = phrases_.add(of.code.code)) at->second.push_back(*code);
    if (of.code_concept) add_names(*of.code_concept, at->second);
    for (const fhir::resource& procedure : of.procedures)
        add_names(procedure[name::code], at->second);
}

void text_library::learn_names()
{
    if (std::exchange(knows_names_, true)) return;
    for (const add_on_line& each : with_.add_ons) {
        if (each.primary) add_names(*each.primary);
    }
}

const std::vector<std::uint32_t>& text_library::names_of(const line& primary)
{
    learn_names();
    return names_.at(&primary);
}

bool text_library::read_attachment(const attachment& from, extracted& to) const
{
    const content_type format = content_type::parse(from.content_type);
    std::optional<std::string> bytes = fhir::from_base64(from.data->text(), most_document_bytes);
    const text_reader reader = reader_of(format);
    return bytes && reader && reader(std::move(*bytes), format, with_.known, to);
}

const reading& text_library::read(const exhibit& shown, const values& about)
{
    learn_names();
    if (readings_.size() <= shown.number) readings_.resize(shown.number + 1);
    if (readings_[shown.number]) return *readings_[shown.number];
    reading& out = readings_[shown.number].emplace();
    extracted found;
    const document_kind kind = shown.of->kind;
    if (kind != document_kind::reference && kind != document_kind::binary && kind != document_kind::attachment) {
        append_resource(*shown.of->body.node, with_.known, found);
    }
    for (const attachment& each : shown.judged->read) {
        if (!found.is_full() && !read_attachment(each, found)) tell_not_read(each, with_, about);
    }
    scratch_.clear();
    split_words(std::string_view{found.text}.substr(0, extracted::most), scratch_);
    words_.look(scratch_, phrases_, out.heard);
    out.indications = found.indications;
    return out;
}

}  // namespace marrow::mappings
