#include "mappings/documents/text/unfolded.hpp"
#include "readers.hpp"

#include <boost/test/unit_test.hpp>

#include <zlib.h>

BOOST_AUTO_TEST_SUITE(text_pdf)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

namespace {

/// A PDF with one line of text a page.
std::string pdf(const std::vector<std::string>& pages)
{
    std::string out = "%PDF-1.4\n";
    std::vector<std::size_t> offsets;
    const auto object = [&](const std::string& body) {
        offsets.push_back(out.size());
        out += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
    };
    object("<< /Type /Catalog /Pages 2 0 R >>");
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i)
        kids += std::to_string(4 + 2 * i) + " 0 R ";
    object("<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [" + kids + "] >>");
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    for (const std::string& page : pages) {
        const std::string stream = page.empty() ? "" : "BT /F1 12 Tf 72 720 Td (" + page + ") Tj ET";
        object(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents " +
            std::to_string(offsets.size() + 2) + " 0 R >>"
        );
        object("<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" + stream + "\nendstream");
    }
    const std::size_t table = out.size();
    out += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
        std::string digits = std::to_string(offset);
        out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    out += "trailer\n<< /Size " + std::to_string(offsets.size() + 1) + " /Root 1 0 R >>\nstartxref\n";
    return out + std::to_string(table) + "\n%%EOF\n";
}

std::string deflated(const std::string& bytes)
{
    uLongf size = compressBound(bytes.size());
    std::string out(size, '\0');
    compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    out.resize(size);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(pages_are_read_one_after_the_other)
{
    const auto read = text_of("application/pdf", pdf({"An antibiotic nail", "was removed"}));
    BOOST_TEST(squeezed(read.value().text) == "An antibiotic nail | was removed");
}

BOOST_AUTO_TEST_CASE(a_pdf_without_text_is_not_read)
{
    BOOST_TEST(!text_of("application/pdf", pdf({""})).has_value());
    BOOST_TEST(!text_of("application/pdf", pdf({})).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_broken_is_not_read_and_throws_nothing)
{
    const std::string whole = pdf({"An antibiotic nail"});
    BOOST_TEST(!text_of("application/pdf", "").has_value());
    BOOST_TEST(!text_of("application/pdf", "no pdf at all").has_value());
    for (std::size_t size = 0; size < whole.size(); size += 7)
        BOOST_CHECK_NO_THROW(text_of("application/pdf", whole.substr(0, size)));
}

BOOST_AUTO_TEST_CASE(no_more_than_two_hundred_pages_are_looked_at)
{
    std::vector<std::string> pages(201, "page");
    pages.back() = "last";
    const std::string text = text_of("application/pdf", pdf(pages)).value().text;
    BOOST_TEST(text.find("page") != std::string::npos);
    BOOST_TEST(text.find("last") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(streams_that_unfold_without_measure_are_not_opened)
{
    const std::string inner = deflated(std::string(8u << 20, 'q'));
    const std::string stream = "1 0 obj << /Filter /FlateDecode >> stream\n" + inner + "\nendstream\n";
    BOOST_TEST(unfolds_within(stream, 8u << 20));
    BOOST_TEST(!unfolds_within(stream, (8u << 20) - 1));
    BOOST_TEST(!unfolds_within(stream + stream, 12u << 20));
    BOOST_TEST(!unfolds_within("stream\r\n" + deflated(inner), 1u << 20));
    BOOST_TEST(unfolds_within("stream\nplain text endstream stream", 0));
    BOOST_TEST(unfolds_within("", 0));
}

BOOST_AUTO_TEST_SUITE_END()
