#include "fhir/base64.hpp"
#include "mappings/documents/terms.hpp"
#include "mappings/documents/text/reader.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace marrow::mappings;

namespace {

const tables& known()
{
    static const tables loaded = tables::load().value();
    return loaded;
}

constexpr std::array formats{
    "text/plain",
    "text/plain; charset=utf-16le",
    "text/plain; charset=windows-1252",
    "text/html",
    "text/xml",
    "text/xml; charset=iso-8859-1",
    "application/fhir+json",
    "application/pdf"};

}  // namespace

/// The first byte chooses the format, the rest is the document; it is tried as base64 too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    const std::string bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    const content_type format = content_type::parse(formats[data[0] % formats.size()]);
    extracted text;
    reader_of(format)(bytes, format, known(), text);

    phrase_book phrases;
    phrases.add(std::string_view{bytes}.substr(0, 32));
    std::vector<word> words;
    split_words(text.text, words);
    spoken heard;
    known().matcher().look(words, phrases, heard);

    const auto decoded = marrow::fhir::from_base64(bytes, bytes.size());
    if (decoded && decoded->size() > marrow::fhir::decoded_bound(bytes)) std::abort();
    return 0;
}
