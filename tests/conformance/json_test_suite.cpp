#include "fhir/json/parse.hpp"
#include "fhir/json/write.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

namespace json = marrow::fhir::json;
namespace files = std::filesystem;

namespace {

std::string content(const files::path& file)
{
    std::ifstream in{file, std::ios::binary};
    BOOST_REQUIRE_MESSAGE(in, "cannot be read: " << file);
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The files whose name starts so, sorted by name; nothing, and it is said, where MARROW_DATA is not set.
std::map<std::string, std::string> suite(std::string_view prefix)
{
    const char* const data = std::getenv("MARROW_DATA");
    if (data == nullptr) {
        std::cout << "skipped: MARROW_DATA is not set, so there is no JSONTestSuite\n";
        return {};
    }
    std::map<std::string, std::string> found;
    for (const auto& entry : files::directory_iterator{files::path{data} / "json-test-suite" / "test_parsing"}) {
        const std::string name = entry.path().filename();
        if (name.starts_with(prefix)) found.emplace(name, content(entry.path()));
    }
    BOOST_REQUIRE_MESSAGE(!found.empty(), "MARROW_DATA is set, but the JSONTestSuite is not there");
    return found;
}

/// As RFC 8259 has it: names may be repeated, and a string may hold U+0000.
constexpr json::limits plain{.as_fhir = false};

bool accepts(const std::string& input, const json::limits& bounds)
{
    json::arena memory;
    return json::parse(input, memory, bounds).has_value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_test_suite)

BOOST_AUTO_TEST_CASE(what_must_be_accepted_is)
{
    const auto inputs = suite("y_");
    if (inputs.empty()) return;
    BOOST_TEST(inputs.size() == 95);
    for (const auto& [name, input] : inputs)
        BOOST_TEST_CONTEXT(name) BOOST_TEST(accepts(input, plain));
}

BOOST_AUTO_TEST_CASE(what_must_be_refused_is_with_its_place)
{
    const auto inputs = suite("n_");
    if (inputs.empty()) return;
    BOOST_TEST(inputs.size() == 188);
    for (const auto& [name, input] : inputs) {
        BOOST_TEST_CONTEXT(name)
        {
            BOOST_TEST(!accepts(input, {}));
            json::arena memory;
            const auto made = json::parse(input, memory, plain);
            BOOST_REQUIRE(made.has_error());
            BOOST_REQUIRE(made.error().at.has_value());
            BOOST_TEST(made.error().at->offset <= input.size());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_accepted_is_written_to_the_same_tree)
{
    for (const auto& [name, input] : suite("y_")) {
        BOOST_TEST_CONTEXT(name)
        {
            json::arena memory;
            const auto once = json::parse(input, memory, plain);
            BOOST_REQUIRE(once.has_value());
            std::string first;
            json::writer{first}.copy(once->root(), *once);
            const auto again = json::parse(first, memory, plain);
            BOOST_REQUIRE(again.has_value());
            std::string second;
            json::writer{second}.copy(again->root(), *again);
            BOOST_TEST(first == second);
        }
    }
}

/// What is left to the implementation, and what FHIR refuses though JSON does not, stands in a file beside this one.
/// UPDATE_GOLDEN=1 writes it anew.
BOOST_AUTO_TEST_CASE(what_is_left_open_stays_as_it_was_decided)
{
    const auto open = suite("i_");
    if (open.empty()) return;
    BOOST_TEST(open.size() == 35);
    std::ostringstream seen;
    for (const auto& [name, input] : open)
        seen << (accepts(input, {}) ? "accepted " : "refused  ") << name << '\n';
    for (const auto& [name, input] : suite("y_"))
        if (!accepts(input, {})) seen << "refused  " << name << '\n';
    const files::path golden = files::path{MARROW_SOURCE_DIR} / "tests/conformance/json_test_suite.txt";
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream{golden} << seen.str();
    BOOST_TEST(seen.str() == content(golden));
}

BOOST_AUTO_TEST_SUITE_END()
