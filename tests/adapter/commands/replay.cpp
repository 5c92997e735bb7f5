#include "tests/adapter/commands/marrow.hpp"
#include "tests/adapter/http/kept_server.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow;
using namespace marrow::test;
using adapter::exit_status;
using adapter::test::ran;

namespace {

/// A store in which a server has kept two samples, and the policy under which one of them is decided otherwise.
struct two_kept : sqlite_place {
    two_kept()
    {
        const auto store = open();
        kept_server server{*store};
        for (const char* sample : {"no-documentation", "accepted"}) {
            const auto made = server.ask(post("/fhir", adapter::test::sample_named(sample)));
            const std::string place = made.field("Content-Location");
            ids.push_back(place.substr(place.rfind('/') + 1));
        }
        std::ofstream{policy} << "[severity]\ndocumentation-missing = \"warning\"\n";
    }

    ran marrow(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.end(), {"--store", file()});
        return adapter::test::marrow(arguments);
    }

    std::vector<std::string> ids;
    std::string policy{file() + ".toml"};
};

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replay_command)

BOOST_AUTO_TEST_CASE(what_is_decided_as_before_is_counted_alone)
{
    two_kept at;
    const ran said = at.marrow({"replay"});
    BOOST_TEST((said.status == exit_status::good), said.err);
    BOOST_TEST(said.out == "decided anew: 2, changed: 0, kept: 0\n");
    BOOST_TEST(at.marrow({"diff", at.ids[0]}).out.ends_with("is the only one\n"));
}

BOOST_AUTO_TEST_CASE(what_changes_under_another_policy_is_shown_and_kept_when_asked)
{
    two_kept at;
    const std::string changed = "- error  documentation-missing  Bundle.entry[0].resource.item[1]";
    const ran dry = at.marrow({"replay", "--policy", at.policy});
    BOOST_TEST((dry.status == exit_status::good), dry.err);
    BOOST_TEST(dry.out.starts_with(at.ids[0] + "\n"));
    BOOST_TEST(contains(dry.out, changed), dry.out);
    BOOST_TEST(contains(dry.out, "+ warning  documentation-missing"), dry.out);
    BOOST_TEST(dry.out.ends_with("decided anew: 2, changed: 1, kept: 0\n"));
    BOOST_TEST(at.open()->find_decisions(at.ids[0]).value().size() == 1u);

    BOOST_TEST(at.marrow({"replay", "--policy", at.policy, "--keep"}).out.ends_with("changed: 1, kept: 1\n"));
    BOOST_TEST(at.open()->find_decisions(at.ids[0]).value().size() == 2u);
    BOOST_TEST(at.open()->find_decisions(at.ids[1]).value().size() == 1u);
    const ran difference = at.marrow({"diff", at.ids[0]});
    BOOST_TEST((difference.status == exit_status::good), difference.err);
    BOOST_TEST(difference.out.starts_with("version 1 (20"));
    BOOST_TEST(contains(difference.out, "\nversion 2 (20"));
    BOOST_TEST(contains(difference.out, changed), difference.out);
    BOOST_TEST(at.marrow({"replay", "--policy", at.policy, "--keep"}).out.ends_with("changed: 0, kept: 0\n"));
}

BOOST_AUTO_TEST_CASE(messages_are_chosen_by_id_mark_and_time)
{
    two_kept at;
    const std::pair<std::vector<std::string>, const char*> rows[] = {
        {{at.ids[1]}, "1"},
        {{at.ids[0], at.ids[1]}, "2"},
        {{"--finding", "documentation-missing"}, "1"},
        {{"--finding", "accepted", "--code", "20703"}, "1"},
        {{"--code", "20703"}, "2"},
        {{"--severity", "fatal"}, "0"},
        {{"--since", "2020-01-01"}, "2"},
        {{"--before", "2020-01-01"}, "0"},
    };
    for (const auto& [chosen, count] : rows) {
        std::vector<std::string> arguments{"replay"};
        arguments.insert(arguments.end(), chosen.begin(), chosen.end());
        const ran said = at.marrow(arguments);
        BOOST_TEST(contains(said.out, std::string{"decided anew: "} + count + ","), said.out << said.err);
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_a_matter_of_usage)
{
    two_kept at;
    for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
             {"replay", "nothing"},
             {"replay", "--since", "x"},
             {"replay", "--policy", at.file() + ".not"},
             {"diff", "nothing"},
             {"diff", at.ids[0], "--to", "2"},
             {"diff"},
         })
        BOOST_TEST((at.marrow(wrong).status == exit_status::usage));
    const std::string none = at.file() + ".none";
    BOOST_TEST((adapter::test::marrow({"replay", "--store", none}).status == exit_status::usage));
    BOOST_TEST((adapter::test::marrow({"diff", at.ids[0], "--store", none}).status == exit_status::usage));
    BOOST_TEST(!std::filesystem::exists(none));
}

BOOST_AUTO_TEST_SUITE_END()
