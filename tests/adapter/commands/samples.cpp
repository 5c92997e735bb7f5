#include "fhir/json/parse.hpp"
#include "tests/adapter/commands/marrow.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace marrow::adapter::test {

namespace {

using fhir::json::name;

/// "error removal-alone" of each issue of the outcome.
std::set<std::string> findings_of(const std::string& outcome)
{
    fhir::json::arena memory;
    const auto parsed = fhir::json::parse(outcome, memory);
    BOOST_REQUIRE(parsed.has_value());
    std::set<std::string> all;
    for (const auto& issue : parsed->root()[name::issue].items()) {
        const auto& coding = issue[name::details][name::coding].first();
        all.insert(std::string{issue[name::severity].text()} + " " + std::string{coding[name::code].text()});
    }
    return all;
}

std::set<std::string> found_in(std::string_view sample, std::vector<std::string> arguments = {})
{
    arguments.insert(arguments.begin(), {"check", "-", "--format", "operationoutcome"});
    return findings_of(marrow(arguments, sample_named(sample)).out);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ready_made_samples)

BOOST_AUTO_TEST_CASE(each_gives_what_its_name_says)
{
    const struct {
        const char* sample;
        std::set<std::string> findings;
    } rows[] = {
        {"accepted", {"information accepted"}},
        {"r5", {"information accepted"}},
        {"fracture-fixation", {"information accepted", "warning primary-not-listed"}},
        {"joint-replacement", {"information accepted", "warning primary-not-listed"}},
        {"infected-revision", {"information accepted", "warning primary-not-listed"}},
        {"wrong-system-uri", {"information accepted", "information code-system-alias"}},
        {"no-primary", {"error add-on-without-primary"}},
        {"removal-alone", {"error add-on-without-primary", "information removal-alone"}},
        {"primary-is-implant-removal", {"error primary-is-implant-removal"}},
        {"another-date", {"error primary-on-another-date"}},
        {"another-practitioner", {"error primary-by-another-practitioner"}},
        {"no-documentation", {"error documentation-missing", "warning primary-not-documented"}},
        {"document-by-display",
         {"error documentation-missing", "error documentation-not-found", "warning primary-not-documented"}},
        {"dangling-pointer", {"error pointer-dangling"}},
        {"hospital-code", {"warning line-not-mapped"}},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.sample)
        {
            const auto found = found_in(row.sample);
            BOOST_TEST(found == row.findings, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(pointers_that_count_from_zero_dangle)
{
    const auto found = found_in("index-instead-of-sequence");
    BOOST_TEST(found.contains("error pointer-dangling"));
    BOOST_TEST(found.contains("warning pointer-dangling"));
}

BOOST_AUTO_TEST_CASE(the_concept_map_turns_the_hospital_code_into_a_line)
{
    const scratch tables;
    tables.write("conceptmap-site.json", sample_named("conceptmap"));
    const auto found = found_in("hospital-code", {"--tables", tables.path()});
    BOOST_TEST(found.contains("information accepted"));
    BOOST_TEST(!found.contains("warning line-not-mapped"));
}

BOOST_AUTO_TEST_CASE(the_policy_is_one_that_can_be_used)
{
    const scratch files;
    const std::string policy = files.write("policy.toml", sample_named("policy"));
    const auto found = found_in("no-documentation", {"--policy", policy});
    BOOST_TEST(found.contains("warning documentation-missing"));
    BOOST_TEST(found.contains("information accepted"));
}

BOOST_AUTO_TEST_CASE(every_file_is_listed)
{
    std::size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator{MARROW_SOURCE_DIR "/adapter/samples"}) {
        const auto extension = file.path().extension();
        if (extension != ".json" && extension != ".ndjson" && extension != ".toml") continue;
        ++files;
        const std::string stem = file.path().stem();
        BOOST_TEST(std::ranges::count(samples(), stem, &sample::name) == 1, stem);
    }
    BOOST_TEST(files == samples().size());
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_answered_with_the_nearest)
{
    const ran said = marrow({"sample", "no-primry"});
    BOOST_TEST((said.status == exit_status::usage));
    BOOST_TEST(said.out.empty());
    BOOST_TEST(said.err.find("no-primary") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_accepted_line_says_where_each_thing_is_documented)
{
    const std::string told = marrow({"check", "-", "--format", "operationoutcome"}, sample_named("accepted")).out;
    for (const std::string_view place :
         {"Device: Bundle.entry[3].resource.type.",
          "Site: Bundle.entry[2].resource.bodySite[0].",
          "Primary procedure: Bundle.entry[6].resource.",
          "Reason of this act: Bundle.entry[2].resource.reasonReference[0].",
          "Reason of the primary: Bundle.entry[1].resource.reasonReference[0]."}) {
        BOOST_TEST(told.find(place) != std::string::npos, place);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test
