#include "fhir/issue.hpp"
#include "mappings/tables.hpp"
#include "tests/golden/golden.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <set>

using namespace marrow;
namespace ut = boost::unit_test;

namespace {

bool updating()
{
    const char* said = std::getenv("UPDATE_GOLDEN");
    return said && std::string_view{said} == "1";
}

void check_outcome(const std::filesystem::path& file, const std::string& made)
{
    if (updating()) std::ofstream{file, std::ios::binary} << made;
    const std::string stored = golden::text_of(file);
    BOOST_CHECK_MESSAGE(
        made == stored,
        file.filename().string() << " differs (UPDATE_GOLDEN=1 writes it anew):" << golden::difference(stored, made)
    );
}

void check_submission(const std::string& folder, const std::string& name)
{
    const std::string bytes = golden::text_of(golden::file_of(folder, name, ".json"));
    const golden::judgement made = golden::judge(folder, name, bytes, golden::earlier_of(folder, name));
    BOOST_TEST(made.strays.empty());
    const std::vector<golden::told> expected = golden::expected_of(folder, name);
    BOOST_CHECK_MESSAGE(
        made.findings == expected,
        folder << "/" << name
               << ".json gives other findings than expected:" << golden::difference(expected, made.findings)
    );
    for (const auto& [code, all] : golden::expressions_of(folder, name))
        BOOST_TEST(made.expressions.at(code) == all, boost::test_tools::per_element());
    check_outcome(golden::file_of(folder, name, ".outcome.json"), made.outcome);
}

/// One test case a submission, named as its file.
class cases_of : public ut::test_unit_generator {
public:
    explicit cases_of(const std::string& folder)
    {
        for (const std::string& name : golden::names_in(folder))
            cases_.push_back(ut::make_test_case([=] { check_submission(folder, name); }, name, __FILE__, __LINE__));
    }

    ut::test_unit* next() const override
    {
        if (cases_.empty()) return nullptr;
        ut::test_unit* taken = cases_.front();
        cases_.pop_front();
        return taken;
    }

private:
    mutable std::deque<ut::test_unit*> cases_;
};

bool holds(const std::string& name, const std::string& code)
{
    return std::ranges::count(golden::expected_of("findings", name), code, &golden::told::code) != 0;
}

template <class F>
void for_each_submission(F&& check)
{
    for (const std::string folder : {"findings", "rulings", "earlier"})
        for (const std::string& name : golden::names_in(folder))
            check(folder, name);
}

/// "Bundle.entry[0].x" of three entries becomes "Bundle.entry[2].x".
std::string with_index_turned(const std::string& path, std::size_t count)
{
    const std::string before = "Bundle.entry[";
    if (!path.starts_with(before)) return path;
    const std::size_t end = path.find(']');
    const std::size_t index = std::stoul(path.substr(before.size(), end - before.size()));
    return before + std::to_string(count - 1 - index) + path.substr(end);
}

/// Findings at the later of two things lie at the other one when the order turns.
bool depends_on_order(const std::string& code)
{
    return code == "units-exceed-mue" || code == "duplicate-line";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(findings)
const ut::ut_detail::auto_test_unit_registrar registered{cases_of{"findings"}, ut::decorator::collector_t::instance()};
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(rulings)
const ut::ut_detail::auto_test_unit_registrar registered{cases_of{"rulings"}, ut::decorator::collector_t::instance()};
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(earlier)
const ut::ut_detail::auto_test_unit_registrar registered{cases_of{"earlier"}, ut::decorator::collector_t::instance()};
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(golden_set)

BOOST_AUTO_TEST_CASE(the_set_is_whole)
{
    const mappings::tables known = mappings::tables::load().value();
    std::set<std::string> wanted;
    for (const mappings::finding_row& row : known.findings()) {
        BOOST_TEST_CONTEXT(row.code)
        {
            BOOST_TEST(holds(row.code, row.code));
            BOOST_TEST(!holds(row.code + ".near-miss", row.code));
        }
        wanted.insert({row.code, row.code + ".near-miss"});
    }
    const std::vector<std::string> names = golden::names_in("findings");
    BOOST_TEST(names == std::vector<std::string>(wanted.begin(), wanted.end()), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_table_of_findings_is_that_of_the_contract)
{
    const mappings::tables known = mappings::tables::load().value();
    const std::string bytes = golden::text_of(golden::file_of(".", "contract", ".json"));
    std::string ours = "{\n  \"findings\": [";
    for (const mappings::finding_row& row : known.findings()) {
        ours += ours.ends_with('[') ? "\n" : ",\n";
        ours += "    {\"code\": \"" + row.code + "\", \"severity\": \"" + std::string{fhir::name_of(row.level)} +
                "\", \"type\": \"" + row.type + "\", \"carc\": \"" + row.carc + "\", \"rarc\": \"" + row.rarc + "\"}";
    }
    ours += "\n  ]\n}\n";
    BOOST_CHECK_MESSAGE(ours == bytes, "tables and contract.json differ:" << golden::difference(bytes, ours));
}

BOOST_AUTO_TEST_CASE(order_of_entries_does_not_matter)
{
    for_each_submission([](const std::string& folder, const std::string& name) {
        const std::string bytes = golden::text_of(golden::file_of(folder, name, ".json"));
        const auto [turned, count] = golden::reversed(bytes);
        golden::judgement made = golden::judge(folder, name, turned, golden::earlier_of(folder, name));
        std::vector<golden::told> expected = golden::expected_of(folder, name);
        for (golden::told& each : made.findings)
            each.at = with_index_turned(each.at, count);
        if (std::ranges::any_of(expected, depends_on_order, &golden::told::code))
            for (auto* all : {&made.findings, &expected})
                for (golden::told& each : *all)
                    each.at.clear();
        std::ranges::sort(made.findings);
        std::ranges::sort(expected);
        BOOST_CHECK_MESSAGE(
            made.findings == expected,
            folder << "/" << name << ".json reversed:" << golden::difference(expected, made.findings)
        );
    });
}

BOOST_AUTO_TEST_CASE(no_outcome_has_an_empty_text)
{
    for_each_submission([](const std::string& folder, const std::string& name) {
        const std::string outcome = golden::text_of(golden::file_of(folder, name, ".outcome.json"));
        BOOST_CHECK_MESSAGE(outcome.find(": \"\"") == std::string::npos, folder << "/" << name << " has an empty text");
    });
}

BOOST_AUTO_TEST_CASE(no_outcome_tells_a_name_an_identifier_or_free_text)
{
    for_each_submission([](const std::string& folder, const std::string& name) {
        const std::string outcome = golden::text_of(golden::file_of(folder, name, ".outcome.json"));
        for (const char* secret :
             {"Sample",
              "Placeholder",
              "Specimen",
              "Example",
              "000-000",
              "19999999",
              "Right",
              "femur",
              "theatre",
              "Addendum",
              "Patient/",
              "Practitioner/",
              "http://hospital"})
            BOOST_CHECK_MESSAGE(
                outcome.find(secret) == std::string::npos, folder << "/" << name << " tells " << secret
            );
    });
}

BOOST_AUTO_TEST_SUITE_END()
