#include "adapter/commands/inputs.hpp"

#include "adapter/commands/line_reader.hpp"
#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

namespace marrow::adapter::test {

namespace {

std::vector<sent> all_of(const std::vector<std::string>& arguments, const std::string& input = {})
{
    std::istringstream in{input};
    std::ostringstream warnings;
    inputs from{arguments, input_form::automatic, in, warnings};
    std::vector<sent> all;
    while (std::optional<sent> one = from.next())
        all.push_back(std::move(*one));
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(inputs_of_a_command)

BOOST_AUTO_TEST_CASE(a_directory_is_its_submissions_in_the_order_of_their_paths)
{
    const scratch files;
    files.write("b/two.json", "{}");
    files.write("a.json", "{}");
    files.write("c.ndjson", "{\"n\":1}\n{\"n\":2}\n");
    files.write("d.xml", "<a/>");
    files.write("readme.txt", "not a submission");
    const std::vector<sent> all = all_of({files.path()});
    std::vector<std::string> names;
    for (const sent& one : all)
        names.push_back(one.name.substr(files.path().size() + 1) + ":" + std::to_string(one.line));
    const std::vector<std::string> expected{"a.json:1", "b/two.json:1", "c.ndjson:1", "c.ndjson:2", "d.xml:1"};
    BOOST_TEST(names == expected, boost::test_tools::per_element());
    for (std::size_t i = 0; i < all.size(); ++i)
        BOOST_TEST(all[i].number == i);
}

BOOST_AUTO_TEST_CASE(a_directory_without_submissions_is_not_passed_over)
{
    const scratch files;
    files.write("readme.txt", "");
    const std::vector<sent> all = all_of({files.path()});
    BOOST_TEST_REQUIRE(all.size() == 1);
    BOOST_TEST(all.front().unreadable.has_value());
}

BOOST_AUTO_TEST_CASE(what_fails_while_it_is_read_is_told)
{
    for (const char* path : {"/", "/proc/self/mem"}) {
        std::ifstream in{path, std::ios::binary};
        std::ostringstream warnings;
        for (const std::string from : {"-", path}) {
            if (from == "/") continue;  // a directory named is one of submissions
            inputs given{{from}, input_form::automatic, in, warnings};
            const std::optional<sent> only = given.next();
            BOOST_TEST_CONTEXT(path << " as " << from)
            {
                BOOST_TEST_REQUIRE(only.has_value());
                BOOST_TEST(only->unreadable.has_value());
                BOOST_TEST(!given.next().has_value());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(standard_input_is_kept_whole)
{
    const std::string texts[] = {"{\n  \"a\": 1\n}\n", "{\"a\": 1}\n", "{\"a\":\n1}", "", "\n\n[1]\n", "nothing"};
    for (const std::string& text : texts) {
        const std::vector<sent> all = all_of({"-"}, text);
        BOOST_TEST_REQUIRE(all.size() == 1);
        BOOST_TEST(all.front().bytes.starts_with(text.substr(0, text.find_last_not_of('\n') + 1)));
        BOOST_TEST(all.front().name == "stdin");
    }
}

BOOST_AUTO_TEST_CASE(lines_are_numbered_and_empty_ones_skipped)
{
    const std::vector<sent> all = all_of({"-"}, "{\"n\":1}\r\n\r\n  \n{\"n\":2}\n{\"n\":3}");
    BOOST_TEST_REQUIRE(all.size() == 3);
    BOOST_TEST(all[0].line == 1);
    BOOST_TEST(all[0].bytes == "{\"n\":1}");
    BOOST_TEST(all[1].line == 4);
    BOOST_TEST(all[2].line == 5);
    BOOST_TEST(all[2].bytes == "{\"n\":3}");
}

BOOST_AUTO_TEST_CASE(a_line_over_the_bound_is_passed_over)
{
    const std::string text = "short\n" + std::string(200'000, 'x') + "\nafter";
    std::istringstream in{text};
    std::string line;
    BOOST_TEST((read_line(in, line, 100'000) == line_read::good));
    BOOST_TEST((read_line(in, line, 100'000) == line_read::too_long));
    BOOST_TEST(line.empty());
    BOOST_TEST((read_line(in, line, 100'000) == line_read::good));
    BOOST_TEST(line == "after");
    BOOST_TEST((read_line(in, line, 100'000) == line_read::end));
}

BOOST_AUTO_TEST_CASE(lines_of_any_length_are_read_whole)
{
    for (const std::size_t size : {0ul, 1ul, 65'533ul, 65'534ul, 65'535ul, 65'536ul, 131'070ul, 131'071ul, 300'000ul}) {
        std::istringstream in{std::string(size, 'x') + "\nnext\n"};
        std::string line;
        BOOST_TEST((read_line(in, line, 1'000'000) == line_read::good));
        BOOST_TEST(line.size() == size);
        BOOST_TEST((read_line(in, line, 1'000'000) == line_read::good));
        BOOST_TEST(line == "next");
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_json_is_told_plainly)
{
    const scratch files;
    const struct {
        const char* name;
        std::string bytes;
    } rows[] = {
        {"UTF-16", std::string{"\xFF\xFE{\0\"\0", 6}},
        {"binary",
         std::string{
             "\x7F"
             "ELF\0\1\2",
             7}},
        {"XML", "<Bundle xmlns=\"http://hl7.org/fhir\"/>"},
        {"gzip", std::string{"\x1F\x8B\x08\x00", 4}},
        {"empty", ""},
        {"JSON that is no resource", "[1, 2]"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const ran said = marrow({"check", files.write("input.json", row.bytes)});
            BOOST_TEST((said.status == exit_status::findings));
            BOOST_TEST(said.out.find("error") != std::string::npos, said.out);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test
