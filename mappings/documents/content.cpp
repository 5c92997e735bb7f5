#include "mappings/documents/content.hpp"

#include "fhir/base64.hpp"
#include "fhir/primitives.hpp"
#include "mappings/documents/text/narrative.hpp"
#include "mappings/documents/text/reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace marrow::mappings {

using fhir::json::name;
using fhir::json::value;

namespace {

/// Where the content of a document should be.
const value& place_of_content(const document& of)
{
    switch (of.kind) {
    case document_kind::reference:
        return of.from[name::content];
    case document_kind::report:
        return of.from[name::presentedForm];
    case document_kind::composition:
    case document_kind::bundle:
        return of.body[name::section];
    case document_kind::answers:
        return of.from[name::item];
    default:
        return *of.root;
    }
}

bool has_answer(const value& item)
{
    const auto answers = item[name::answer].each();
    const auto inner = item[name::item].each();
    return std::ranges::any_of(answers, [](const value& answer) { return !answer.items().empty(); }) ||
           std::ranges::any_of(inner, has_answer);
}

/// Whether anything but attachments says something.
bool has_words_of_its_own(const document& of)
{
    const fhir::resource& body = of.body;
    const auto any = [&](name list, bool (*has)(const value&)) { return std::ranges::any_of(body[list].each(), has); };
    switch (of.kind) {
    case document_kind::report:
        return !fhir::trimmed(body[name::conclusion].text()).empty() || has_words(body[name::text][name::div].text());
    case document_kind::composition:
    case document_kind::bundle:
        return any(name::section, has_words);
    case document_kind::answers:
        return any(name::item, has_answer);
    default:
        return false;
    }
}

/// The member that the data contradict: size or hash; null when they agree.
const value* contradicted(const value& element, std::string_view base64, std::size_t count)
{
    const std::string_view text = fhir::trimmed(element[name::size].text());
    std::uint64_t size{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    const bool is_number = !text.empty() && error == std::errc{} && end == text.data() + text.size();
    if (is_number && size != count) return &element[name::size];
    const value& hash = element[name::hash];
    return hash && !fhir::has_sha1(*fhir::from_base64(base64, count), hash.text()) ? &hash : nullptr;
}

enum class state : std::uint8_t { readable, unread, altered };

state inspect(const attachment& of, std::size_t& bytes_left, const value*& contradiction)
{
    if (!of.data) return state::unread;
    const std::string_view data = of.data->text();
    if (fhir::decoded_bound(data) > bytes_left + 3) return state::unread;
    const std::optional<std::size_t> count = fhir::decoded_size(data);
    contradiction = count ? contradicted(*of.element, data, *count) : of.data;
    if (contradiction) return state::altered;
    bytes_left -= std::min(*count, bytes_left);
    return reader_of(content_type::parse(of.content_type)) ? state::readable : state::unread;
}

}  // namespace

void tell_not_read(const attachment& of, context& with, values about)
{
    constexpr std::array known{
        std::string_view{"application/pdf"},
        std::string_view{"application/rtf"},
        std::string_view{"text/rtf"},
        std::string_view{"application/msword"},
        std::string_view{"application/dicom"},
        std::string_view{"application/xml"},
        std::string_view{"application/fhir+json"},
        std::string_view{"application/fhir+xml"},
        std::string_view{"text/xml"},
        std::string_view{"image/jpeg"},
        std::string_view{"image/png"},
        std::string_view{"image/tiff"}};
    const std::string type = content_type::parse(of.content_type).type;
    if (std::ranges::find(known, type) != known.end()) about.emplace_back("format", type);
    with.out.add("documentation-not-read", {of.element}, std::move(about));
}

content_reading judge_content(const document& of, context& with, const values& about)
{
    content_reading out;
    const std::vector<attachment> all = attachments_of(of, with.of);
    if (!has_words_of_its_own(of) && std::ranges::none_of(all, &attachment::has_content)) {
        const value& place = place_of_content(of);
        with.out.add("documentation-empty", {place ? &place : of.root}, about);
        out.is_whole = false;
        return out;
    }
    std::size_t bytes_left = most_document_bytes;
    for (const attachment& each : all) {
        if (!each.has_content()) continue;
        if (each.is_guessed) with.out.add("reference-guessed", {&(*each.element)[name::url]});
        const value* contradiction = nullptr;
        switch (inspect(each, bytes_left, contradiction)) {
        case state::readable:
            out.read.push_back(each);
            break;
        case state::unread:
            with.out.add("documentation-not-read", {each.element}, about);
            break;
        case state::altered:
            with.out.add("documentation-altered", {each.element, contradiction}, about);
            out.is_whole = false;
            break;
        }
    }
    return out;
}

}  // namespace marrow::mappings
