#include "fhir/packages/package.hpp"

#include "tests/fhir/packages/archive.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace marrow::fhir;
using namespace marrow::tests;
using packages::package;

namespace {

const std::string manifest = R"({"name":"a.example","version":"1.2.3","fhirVersions":["4.0.1"]})";
const std::string set = R"({"resourceType":"ValueSet","url":"http://a.example/ValueSet/s","version":"1"})";
const std::string profile = R"({"resourceType":"StructureDefinition","url":"http://a.example/p","id":"p"})";
const std::string patient = R"({"resourceType":"Patient","id":"one"})";

const std::vector<tar_member> whole{
    {"package/package.json", manifest},
    {"package/StructureDefinition-p.json", profile},
    {"package/ValueSet-s.json", set},
    {"package/Patient-one.json", patient}};

std::vector<tar_member> with(tar_member added)
{
    std::vector<tar_member> made = whole;
    made.push_back(std::move(added));
    return made;
}

void check_whole(const result<package>& read)
{
    BOOST_REQUIRE_MESSAGE(read.has_value(), (read.has_value() ? std::string{} : read.error().text));
    BOOST_TEST(read->name() == "a.example");
    BOOST_TEST(read->version() == "1.2.3");
    BOOST_TEST(read->fhir_version() == "4.0.1");
    BOOST_REQUIRE(read->resources().size() == 2);
    BOOST_TEST(read->resources()[0].url == "http://a.example/p");
    BOOST_TEST(read->resources()[0].document.root()[json::name::id].text() == "p");
    BOOST_TEST(read->resources()[1].type == "ValueSet");
    BOOST_TEST(read->resources()[1].version == "1");
}

void check_refused(const result<package>& read, std::string_view told)
{
    BOOST_REQUIRE(read.has_error());
    BOOST_TEST((read.error().kind == fault_kind::usage));
    BOOST_TEST(read.error().text.starts_with("p.tgz: "), read.error().text);
    BOOST_TEST(read.error().text.find(told) != std::string::npos, read.error().text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(package_reader)

BOOST_AUTO_TEST_CASE(definitions_of_an_archive_are_kept_and_nothing_else)
{
    check_whole(package::read(tgz_of(whole), "p.tgz"));
    check_whole(package::read(tar_of(whole), "p.tar"));
}

BOOST_AUTO_TEST_CASE(an_archive_is_read_from_its_file)
{
    const scratch folder;
    check_whole(package::read(std::filesystem::path{folder.write("p.tgz", tgz_of(whole))}));
}

BOOST_AUTO_TEST_CASE(a_directory_is_read_with_or_without_its_inner_folder)
{
    const scratch folder;
    for (const tar_member& each : whole) {
        folder.write("outer/" + each.name, each.bytes);
        folder.write("flat/" + each.name.substr(8), each.bytes);
    }
    check_whole(package::read(std::filesystem::path{folder.path("outer")}));
    check_whole(package::read(std::filesystem::path{folder.path("flat")}));
}

BOOST_AUTO_TEST_CASE(links_and_names_that_lead_elsewhere_are_passed_over)
{
    const std::string other = R"({"resourceType":"ValueSet","url":"http://a.example/ValueSet/other"})";
    const tar_member members[]{
        {"/package/a.json", other},
        {"../package/a.json", other},
        {"package/../a.json", other},
        {"package/example/a.json", other},
        {"package/.index.json", "no JSON"},
        {"other/a.json", other},
        {"package/a.json", {}, '2', -1, "/etc/passwd"},
        {"package/a.json", {}, '1', -1, "package/package.json"},
        {"package/a.json", {}, '5'},
        {"package/a.xml", "no JSON"}};
    for (const tar_member& each : members) {
        BOOST_TEST_CONTEXT(each.name << ' ' << each.type)
        {
            check_whole(package::read(tgz_of(with(each)), "p.tgz"));
        }
    }
}

BOOST_AUTO_TEST_CASE(links_of_a_directory_are_passed_over)
{
    const scratch folder;
    for (const tar_member& each : whole)
        folder.write(each.name, each.bytes);
    std::filesystem::create_symlink(folder.write("elsewhere.json", "no JSON"), folder.path("package/linked.json"));
    check_whole(package::read(std::filesystem::path{folder.path()}));
}

BOOST_AUTO_TEST_CASE(a_hostile_archive_is_a_fault_that_names_the_file)
{
    const std::string good = tgz_of(whole);
    const std::string deep(1'000'000, '[');
    struct {
        const char* name;
        std::string bytes;
        const char* told;
    } rows[]{
        {"nothing", "", "no package in the form .tgz"},
        {"no archive", "PK\x03\x04 a file of another kind", "no package in the form .tgz"},
        {"gzip of no archive", gzip_of("a text"), "no package in the form .tgz"},
        {"cut short", good.substr(0, good.size() / 2), "no package in the form .tgz"},
        {"cut within its last bytes", good.substr(0, good.size() - 12), "no package in the form .tgz"},
        {"a tar cut within a file", tar_of(whole).substr(0, 520), "no package in the form .tgz"},
        {"no package.json", tgz_of({whole[1]}), "no package.json"},
        {"package.json without a name", tgz_of({{"package/package.json", "{}"}}), "no package.json"},
        {"a file that is no JSON", tgz_of(with({"package/a.json", "{"})), "a.json:1:2: "},
        {"a file that is deep", tgz_of(with({"package/a.json", deep})), "a.json:1:65: "},
        {"an url twice", tgz_of(with({"package/b.json", set})), "http://a.example/ValueSet/s"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            check_refused(package::read(row.bytes, "p.tgz"), row.told);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_opened_is_a_fault)
{
    const auto read = package::read(std::filesystem::path{"/nowhere/p.tgz"});
    BOOST_REQUIRE(read.has_error());
    BOOST_TEST(read.error().text.starts_with("/nowhere/p.tgz: "), read.error().text);
}

BOOST_AUTO_TEST_CASE(each_limit_is_kept)
{
    struct {
        const char* name;
        packages::limits bounds;
        const char* told;
    } rows[]{
        {"files", {.files = 3}, "more than 3 files"},
        {"bytes", {.bytes = 100}, "more than 100 bytes unpacked"},
        {"bytes of a file", {.file_bytes = 70}, "more than 70 bytes"},
        {"bytes of a name", {.name_bytes = 12}, "a name of more than 12 bytes"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            check_refused(package::read(tgz_of(whole), "p.tgz", row.bounds), row.told);
        }
    }
    check_whole(package::read(tgz_of(whole), "p.tgz", {.bytes = 300, .file_bytes = 80, .files = 4, .name_bytes = 26}));
}

BOOST_AUTO_TEST_CASE(a_bomb_ends_before_it_is_unpacked)
{
    const tar_member passed_over{"package/other/a.bin", std::string(4'000'000, '\0')};
    check_refused(package::read(tgz_of(with(passed_over)), "p.tgz", {.bytes = 1'000'000}), "bytes unpacked");
    const std::int64_t huge = (std::int64_t{1} << 33) - 1;
    check_refused(package::read(tgz_of(with({"package/a.json", {}, '0', huge})), "p.tgz"), "bytes unpacked");
    check_refused(
        package::read(tgz_of(with({"package/a.json", {}, '0', 1 << 27})), "p.tgz"), "a.json: more than 67108864 bytes"
    );
}

BOOST_AUTO_TEST_SUITE_END()
