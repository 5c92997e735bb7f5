#include "tests/adapter/commands/marrow.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

namespace marrow::adapter::test {

namespace {

std::string file_of(const std::string& name)
{
    return MARROW_SOURCE_DIR "/tests/golden/cli/" + name;
}

/// Compares with tests/golden/cli, or writes it anew where UPDATE_GOLDEN is set.
void check_golden(const std::string& name, const std::string& text)
{
    if (std::getenv("UPDATE_GOLDEN")) {
        std::filesystem::create_directories(file_of(""));
        std::ofstream{file_of(name), std::ios::binary} << text;
        return;
    }
    std::ifstream in{file_of(name), std::ios::binary};
    const std::string expected{std::istreambuf_iterator<char>{in}, {}};
    BOOST_TEST(text == expected, name << " is not as expected; UPDATE_GOLDEN=1 writes it anew:\n" << text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(golden_output)

BOOST_AUTO_TEST_CASE(each_format_is_as_it_was)
{
    const struct {
        const char* file;
        const char* sample;
        std::vector<std::string> arguments;
    } rows[] = {
        {"accepted.txt", "accepted", {"check", "-"}},
        {"removal-alone.txt", "removal-alone", {"check", "-"}},
        {"removal-alone.colour.txt", "removal-alone", {"check", "-", "--color", "always"}},
        {"another-date.quiet.txt", "another-date", {"check", "-", "--quiet"}},
        {"removal-alone.outcome.json", "removal-alone", {"check", "-", "--format", "operationoutcome"}},
        {"removal-alone.json", "removal-alone", {"check", "-", "--format", "json"}},
        {"removal-alone.sarif", "removal-alone", {"check", "-", "--format", "sarif"}},
        {"removal-alone.junit.xml", "removal-alone", {"check", "-", "--format", "junit"}},
        {"ndjson.ndjson", "ndjson", {"check", "-"}},
        {"ndjson.txt", "ndjson", {"check", "-", "--format", "text"}},
        {"lines.txt", "accepted", {"lines", "-"}},
        {"lines.csv", "accepted", {"lines", "-", "--format", "csv"}},
        {"lines.json", "accepted", {"lines", "-", "--format", "json"}},
        {"lines.fhir.json", "accepted", {"lines", "-", "--format", "fhir"}},
        {"explain.txt", "accepted", {"explain", "removal-alone"}},
        {"explain-structure.txt", "accepted", {"explain", "value-malformed"}},
        {"sample.txt", "accepted", {"sample"}},
        {"help.txt", "accepted", {"--help"}},
        {"check-help.txt", "accepted", {"check", "--help"}},
        {"serve-help.txt", "accepted", {"serve", "--help"}},
        {"diff-help.txt", "accepted", {"diff", "--help"}},
        {"replay-help.txt", "accepted", {"replay", "--help"}},
        {"store-help.txt", "accepted", {"store", "--help"}},
        {"store-check-help.txt", "accepted", {"store", "check", "--help"}},
        {"store-audit-help.txt", "accepted", {"store", "audit", "--help"}},
        {"store-backup-help.txt", "accepted", {"store", "backup", "--help"}},
        {"store-export-help.txt", "accepted", {"store", "export", "--help"}},
        {"store-purge-help.txt", "accepted", {"store", "purge", "--help"}},
        {"store-rekey-help.txt", "accepted", {"store", "rekey", "--help"}},
        {"store-migrate-help.txt", "accepted", {"store", "migrate", "--help"}},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.file)
        {
            const ran said = marrow(row.arguments, sample_named(row.sample));
            check_golden(row.file, said.out);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test
