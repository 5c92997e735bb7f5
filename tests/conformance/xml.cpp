#include "fhir/json/write.hpp"
#include "fhir/xml/parse.hpp"
#include "fhir/xml/write.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace marrow::fhir;

namespace {

constexpr const char* modules = MARROW_SOURCE_DIR "/build/conformance/node_modules/";

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// Of JSON or XML, the members of each object in one order.
std::string sorted(const json::document& of, const json::value& at)
{
    if (at.is_object()) {
        std::vector<std::string> members;
        for (const json::value& each : at.items())
            members.push_back(std::string{of.spelling(each.key())} + ":" + sorted(of, each) + ",");
        std::ranges::sort(members);
        std::string out = "{";
        for (const std::string& each : members)
            out += each;
        return out + "}";
    }
    std::string out;
    if (!at.is_array()) {
        json::writer{out}.copy(at, of);
        return out;
    }
    for (const json::value& each : at.items())
        out.append(out.empty() ? "[" : ",").append(sorted(of, each));
    return out + "]";
}

/// The resource in XML, read again; what was wrong, or nothing.
std::string difference_of(const std::string& text, version release, bool pretty)
{
    json::arena memory;
    const auto sent = json::parse(text, memory);
    if (!sent) return "no JSON";
    std::string xml;
    xml::write(xml, *sent, release, pretty);
    const auto read = xml::parse(xml, memory, release);
    if (!read) return read.error().text;
    const std::string before = sorted(*sent, sent->root());
    const std::string after = sorted(*read, read->root());
    if (before == after) return {};
    const auto [left, right] = std::ranges::mismatch(before, after);
    const auto at = std::max<std::ptrdiff_t>(left - before.begin() - 60, 0);
    return before.substr(static_cast<std::size_t>(at), 120) + " became " +
           after.substr(static_cast<std::size_t>(at), 120);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xml_round_trip)

BOOST_AUTO_TEST_CASE(each_official_example_comes_back_as_it_was)
{
    const struct {
        const char* package;
        version release;
        std::size_t least;
    } rows[] = {
        {"hl7.fhir.r4.examples", version::r4, 5'000},
        {"hl7.fhir.r4b.examples", version::r4b, 2'800},
        {"hl7.fhir.r5.examples", version::r5, 2'800},
    };
    for (const auto& row : rows) {
        const std::filesystem::path folder = std::string{modules} + row.package;
        if (!std::filesystem::exists(folder)) {
            BOOST_TEST_MESSAGE("skipped: " << row.package << " was not fetched");
            continue;
        }
        std::size_t count = 0;
        for (const auto& each : std::filesystem::directory_iterator{folder}) {
            constexpr std::uintmax_t most_bytes = 4'000'000;
            const std::string name = each.path().filename();
            const bool is_example = each.path().extension() == ".json" && name != "package.json" && name[0] != '.';
            if (!is_example || each.file_size() > most_bytes) continue;
            const std::string wrong = difference_of(bytes_of(each.path()), row.release, count % 2 == 0);
            BOOST_TEST(wrong.empty(), row.package << "/" << name << ": " << wrong);
            ++count;
        }
        BOOST_TEST(count > row.least);
    }
}

BOOST_AUTO_TEST_SUITE_END()
