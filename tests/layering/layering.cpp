#include "tests/layering/sources.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string_view>

using marrow::tests::lines_below;

namespace {

/// Fails for each line below `folder` that includes something beginning with `what`, `but` apart.
void nothing_includes(std::string_view what, const char* folder, std::string_view but = "none")
{
    const auto lines = lines_below(folder);
    BOOST_TEST(lines.size() > 100);
    for (const auto& line : lines) {
        if (included_by(line).starts_with(what) && !line.file.starts_with(but)) {
            BOOST_ERROR(line.file << ':' << line.number << " includes " << included_by(line));
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layering)

BOOST_AUTO_TEST_CASE(nothing_is_included_upward)
{
    nothing_includes("mappings/", "fhir");
    nothing_includes("adapter/", "fhir");
    nothing_includes("adapter/", "mappings");
    for (const char* floor : {"fhir", "mappings", "adapter"}) {
        nothing_includes("tests/", floor);
    }
}

BOOST_AUTO_TEST_CASE(rapidjson_is_seen_by_the_parser_alone)
{
    for (const char* floor : {"fhir", "mappings", "adapter"}) {
        nothing_includes("rapidjson/", floor, "fhir/json/parse.cpp");
    }
}

BOOST_AUTO_TEST_CASE(beast_and_asio_are_seen_by_http_alone)
{
    for (const char* floor : {"fhir", "mappings", "adapter"}) {
        nothing_includes("boost/beast", floor, "adapter/http/");
        nothing_includes("boost/asio", floor, "adapter/http/");
    }
}

BOOST_AUTO_TEST_CASE(sql_is_seen_by_its_store_alone)
{
    for (const char* floor : {"fhir", "mappings", "adapter"}) {
        nothing_includes("sqlite3", floor, "adapter/store/sqlite/");
        nothing_includes("libpq", floor, "adapter/store/postgres/");
    }
    for (const char* store : {"adapter/store/sqlite/", "adapter/store/postgres/"}) {
        for (const char* room : {"adapter/http", "adapter/operations", "adapter/commands"}) {
            nothing_includes(store, room);
        }
    }
}

BOOST_AUTO_TEST_CASE(mappings_have_no_clock_no_thread_and_no_socket)
{
    for (const char* header : {"thread", "mutex", "atomic", "future", "random", "sys/socket.h", "boost/process"}) {
        nothing_includes(header, "mappings");
    }
    for (const auto& line : lines_below("mappings")) {
        BOOST_TEST(line.text.find("_clock::now") == std::string::npos, line.file << ':' << line.number);
    }
}

BOOST_AUTO_TEST_CASE(no_source_names_a_procedure_code)
{
    for (const char* floor : {"fhir", "mappings", "adapter"}) {
        for (const auto& line : lines_below(floor)) {
            if (line.file.starts_with("adapter/samples/")) {
                continue;
            }
            for (const auto& code : marrow::tests::codes_in(line.text)) {
                BOOST_ERROR(
                    line.file << ':' << line.number << " names " << code << "; codes belong in mappings/tables"
                );
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_procedure_code_in_a_source_is_seen)
{
    struct {
        const char* line;
        std::size_t codes;
    } rows[]{
        {R"(if (code == "20703") {)", 1},
        {R"(first = 10004, last = 69990)", 2},
        {R"({"0054T", "C1734"})", 2},
        {R"(std::string document = "59771-6";  // 20703)", 0},
        {R"(static constexpr auto port = 8080, buffer = 65536, many = 10000;)", 0},
        {R"(std::uint32_t entries{50'000};)", 0},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.line)
        {
            BOOST_TEST(marrow::tests::codes_in(row.line).size() == row.codes);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_top_level_holds_the_named_things_alone)
{
    const std::set<std::string> named{
        "CMakeLists.txt",
        "CMakePresets.json",
        "Dockerfile",
        "docker-compose.yml",
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "LICENSE",
        "adapter",
        "fhir",
        "mappings",
        "tests"};
    const std::set<std::string> left_by_runs{
        "build", "CMakeUserPresets.json", "marrow.db", "marrow.db-wal", "marrow.db-shm"};
    std::size_t seen = 0;
    for (const auto& found : std::filesystem::directory_iterator(MARROW_SOURCE_DIR)) {
        const std::string name = found.path().filename().string();
        if (name.starts_with('.') || left_by_runs.contains(name)) {
            continue;
        }
        BOOST_TEST(named.contains(name), name << " stands at the top level");
        ++seen;
    }
    BOOST_TEST(seen == named.size());
}

BOOST_AUTO_TEST_SUITE_END()
