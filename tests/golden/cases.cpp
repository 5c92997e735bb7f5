#include "golden.hpp"
#include "mappings/tables.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <deque>
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

void check_submission(const std::string& folder, const std::string& name)
{
    const golden::judgement made = golden::judge(folder, name);
    const std::vector<golden::told> expected = golden::expected_of(folder, name);
    BOOST_CHECK_MESSAGE(
        made.findings == expected,
        folder << '/' << name
               << ".json gives other findings than expected:" << golden::difference(expected, made.findings)
    );
    const auto file = golden::file_of(folder, name, ".outcome.json");
    if (updating()) std::ofstream{file, std::ios::binary} << made.outcome;
    const std::string stored = golden::text_of(file);
    BOOST_CHECK_MESSAGE(
        made.outcome == stored,
        folder << '/' << name
               << ".outcome.json differs (UPDATE_GOLDEN=1 writes it anew):" << golden::difference(stored, made.outcome)
    );
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

}  // namespace

BOOST_AUTO_TEST_SUITE(findings)
const ut::ut_detail::auto_test_unit_registrar registered{cases_of{"findings"}, ut::decorator::collector_t::instance()};
BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(rulings)
const ut::ut_detail::auto_test_unit_registrar registered{cases_of{"rulings"}, ut::decorator::collector_t::instance()};
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

BOOST_AUTO_TEST_CASE(every_finding_that_is_expected_is_one_of_the_table)
{
    const mappings::tables known = mappings::tables::load().value();
    for (const std::string folder : {"findings", "rulings"})
        for (const std::string& name : golden::names_in(folder))
            for (const golden::told& each : golden::expected_of(folder, name))
                BOOST_CHECK_MESSAGE(known.finding(each.code), folder << '/' << name << ": " << each.code);
}

BOOST_AUTO_TEST_SUITE_END()
