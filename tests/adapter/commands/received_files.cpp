#include "adapter/commands/received_files.hpp"

#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::adapter::test {

namespace {

/// A claim of one line, of Patient/p1.
std::string claim_of(const std::string& id, const std::string& code, const std::string& date)
{
    return R"({"resourceType":"Claim","id":")" + id +
           R"(","status":"active","use":"claim","type":{"coding":[{"code":"professional"}]},)"
           R"("patient":{"reference":"Patient/p1"},"item":[{"sequence":1,"servicedDate":")" +
           date + R"(","productOrService":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":")" + code +
           R"("}]}}]})";
}

bool tells(const ran& what, std::string_view finding)
{
    return what.out.find(finding) != std::string::npos;
}

std::vector<std::string> check(const std::string& file, std::vector<std::string> earlier = {})
{
    std::vector<std::string> arguments{"check", "--only", "decision", "--fail-on", "never", file};
    for (std::string& each : earlier)
        arguments.insert(arguments.end(), {"--earlier", std::move(each)});
    return arguments;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(received_files)

BOOST_AUTO_TEST_CASE(a_submission_is_decided_after_files_and_directories_received_before)
{
    const scratch files;
    const std::string now = files.write("now.json", claim_of("now", "27470", "2026-02-10"));
    const std::string other = files.write("other.json", R"({"resourceType":"Patient","id":"p1"})");
    const std::string before = files.write("before/1.json", claim_of("before", "27472", "2026-02-01"));
    const std::string lines = files.write(
        "lines.ndjson", claim_of("a", "99213", "2026-02-01") + "\n" + claim_of("b", "27472", "2026-02-01") + "\n"
    );
    const std::string amended = files.write("amended.json", claim_of("before", "27472", "2026-02-10"));
    const std::string cancelled =
        files.write("cancelled.json", R"({"resourceType":"Claim","id":"before","status":"cancelled"})");
    const struct {
        const char* name;
        std::vector<std::string> earlier;
        bool told;
    } rows[] = {
        {"none", {}, false},
        {"a file", {before}, true},
        {"two files", {other, before}, true},
        {"a directory", {files.path("before")}, true},
        {"NDJSON", {lines}, true},
        {"another file", {other}, false},
        {"amended later", {before, amended}, false},
        {"amended before", {amended, before}, true},
        {"cancelled later", {before, cancelled}, false},
    };
    for (const auto& row : rows)
        for (const char* format : {"text", "operationoutcome", "json"})
            BOOST_TEST_CONTEXT(row.name << ", " << format)
            {
                std::vector<std::string> arguments = check(now, row.earlier);
                arguments.insert(arguments.end(), {"--format", format});
                BOOST_TEST(tells(marrow(arguments), "global-period") == row.told);
            }
    const ran many = marrow({"check", "--only", "decision", "--earlier", before, "--format", "ndjson", now, now, now});
    std::size_t told = 0;
    for (std::size_t at = 0; (at = many.out.find("\"global-period\"", at)) != std::string::npos; ++at)
        ++told;
    BOOST_TEST(told == 6U);
}

BOOST_AUTO_TEST_CASE(files_of_two_sources_are_kept_apart_as_by_the_server)
{
    const auto message_of = [](const std::string& source, const std::string& claim) {
        return R"({"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader",)"
               R"("source":{"endpoint":")" +
               source + R"("}}},{"resource":)" + claim + "}]}";
    };
    const scratch files;
    const auto written = [&](const std::string& name, const std::string& source, const std::string& date) {
        return files.write(name, message_of(source, claim_of(name, "27472", date)));
    };
    const std::string now = written("now", "urn:one", "2026-02-10");
    BOOST_TEST(tells(marrow(check(now, {written("same", "urn:one", "2026-02-01")})), "global-period"));
    BOOST_TEST(!tells(marrow(check(now, {written("other", "urn:two", "2026-02-01")})), "global-period"));
}

BOOST_AUTO_TEST_CASE(a_line_shows_the_place_in_what_was_sent)
{
    const scratch files;
    const std::string before = files.write(
        "before.json",
        R"({"resourceType":"Procedure","id":"s1","status":"completed","subject":{"reference":"Patient/p1"},)"
        R"("performedDateTime":"2026-02-10","reasonCode":[{"coding":[{"code":"M86.651"}]}]})"
    );
    std::string claim = claim_of("now", "27470", "2026-02-10");
    claim.replace(
        claim.find(R"("item")"),
        6,
        R"("procedure":[{"sequence":1,"procedureReference":{"reference":"Procedure/s1"}}],"item")"
    );
    claim.replace(claim.find(R"("servicedDate":"2026-02-10")"), 27, R"("procedureSequence":[1])");
    const ran told = marrow({"check", "-", "--earlier", before, "--only", "decision", "--format", "json"}, claim);
    BOOST_TEST(tells(told, "\"M86.651\""));
    BOOST_TEST(tells(told, R"("diagnoses": "Claim.procedure[0].procedure")"), told.out);
    BOOST_TEST(tells(told, R"("serviceDate": "Claim.procedure[0].procedure")"), told.out);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_refused_with_its_place)
{
    const scratch files;
    const std::string now = files.write("now.json", claim_of("now", "27470", "2026-02-10"));
    const std::string broken = files.write(
        "broken.ndjson",
        R"({"resourceType":"Patient"})"
        "\n{\"resourceType\":\n"
    );
    const std::string other = files.write("other.json", R"({"id":"p1"})");
    const std::string deep = files.write("deep.json", std::string(100'000, '['));
    const std::string missing = files.path("missing.json");
    const struct {
        const char* name;
        std::string earlier;
        std::string told;
    } rows[] = {
        {"not there", missing, "cannot read " + missing},
        {"malformed", broken, broken + ":2:"},
        {"no FHIR", other, other + ":1:1: "},
        {"too deep", deep, deep + ":1:"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.name)
        {
            const ran told = marrow(check(now, {row.earlier}));
            BOOST_TEST((told.status == exit_status::unreadable));
            BOOST_TEST(told.out.empty());
            BOOST_TEST(told.err.find("marrow: " + row.told) == 0U, told.err);
        }
}

BOOST_AUTO_TEST_CASE(files_beyond_the_bound_are_refused)
{
    const scratch files;
    const std::string now = files.write("now.json", claim_of("now", "27470", "2026-02-10"));
    const std::string small = files.write("small.json", R"({"resourceType":"Patient"})");
    const std::string large = files.write("large.json", "{");
    std::filesystem::resize_file(large, adapter::received_files::most_bytes);
    const ran told = marrow(check(now, {small, large}));
    BOOST_TEST((told.status == exit_status::unreadable));
    BOOST_TEST(told.err == "marrow: the files of --earlier are larger than 256 MiB together\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test
