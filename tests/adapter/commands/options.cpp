#include "tests/adapter/commands/marrow.hpp"
#include "tests/places.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <regex>
#include <set>

namespace marrow::adapter::test {

namespace {

const std::vector<std::vector<std::string>> commands{
    {"check"},
    {"lines"},
    {"path"},
    {"explain"},
    {"sample"},
    {"serve"},
    {"tables", "list"},
    {"tables", "import"},
    {"store", "check"},
    {"store", "backup"},
    {"store", "export"},
    {"store", "purge"},
    {"store", "migrate"},
    {"config", "check"},
    {"config", "show"},
    {"diff"},
    {"replay"}};

std::string name_of(const std::vector<std::string>& command)
{
    std::string all;
    for (const std::string& word : command)
        all += (all.empty() ? "" : " ") + word;
    return all;
}

std::set<std::string> matches(const std::string& text, const std::regex& what)
{
    std::set<std::string> all;
    for (std::sregex_iterator at{text.begin(), text.end(), what}, end; at != end; ++at)
        all.insert((*at)[1]);
    return all;
}

/// Options that --help lists, before its examples.
std::set<std::string> options_in_help(std::vector<std::string> command)
{
    command.emplace_back("--help");
    const std::string help = marrow(command).out;
    return matches(help.substr(0, help.find("Examples:")), std::regex{R"(\n  (?:-h,)?(--[a-z-]+))"});
}

/// Sections ".SS name" of the man page.
std::map<std::string, std::string> sections_of_man_page()
{
    std::ifstream in{MARROW_SOURCE_DIR "/adapter/packaging/marrow.1"};
    std::map<std::string, std::string> all;
    std::string section;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(".SH ")) section.clear();
        if (line.starts_with(".SS ")) section = line.substr(4);
        if (!section.empty()) all[section] += line + "\n";
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(the_man_page_has_those_of_help_and_no_others)
{
    const auto sections = sections_of_man_page();
    for (const auto& command : commands) {
        BOOST_TEST_CONTEXT(name_of(command))
        {
            auto in_help = options_in_help(command);
            BOOST_TEST(in_help.erase("--help") == 1u);
            const auto section = sections.find(name_of(command));
            BOOST_TEST_REQUIRE((section != sections.end()));
            std::string text = section->second;
            std::erase(text, '\\');
            const auto in_man = matches(text, std::regex{R"(\n\.B[IR]? (--[a-z-]+))"});
            BOOST_TEST(in_man == in_help, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(help_stays_within_eighty_columns)
{
    for (auto command : commands) {
        command.emplace_back("--help");
        std::istringstream help{marrow(command).out};
        for (std::string line; std::getline(help, line);)
            BOOST_TEST(line.size() <= 80, line);
    }
}

BOOST_AUTO_TEST_CASE(every_command_is_shown_by_example)
{
    for (auto command : commands) {
        const std::string name = name_of(command);
        command.emplace_back("--help");
        const std::string help = marrow(command).out;
        const std::size_t examples = help.find("Examples:");
        BOOST_TEST(examples != std::string::npos, name);
        BOOST_TEST(help.find("marrow " + name, examples) != std::string::npos, name);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test
