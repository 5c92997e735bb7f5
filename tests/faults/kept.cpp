#include "tests/faults/kept.hpp"

#include "adapter/store/upkeep.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace marrow::test {

std::size_t is_kept_once(std::list<sender>& senders, const std::string& store)
{
    std::map<std::string, std::string> acknowledged;
    for (sender& one : senders)
        acknowledged.insert(one.acknowledged().begin(), one.acknowledged().end());
    std::set<std::string> answers;
    for (const auto& [key, answer] : acknowledged)
        answers.insert(answer);
    BOOST_TEST(answers.size() == acknowledged.size(), "each answer has the id of its own decision");
    const auto found = adapter::store::check(store).value();
    BOOST_TEST(found.wrong.empty());
    BOOST_TEST(found.messages == acknowledged.size(), "none is lost, none is doubled");
    BOOST_TEST(found.decisions == acknowledged.size());
    const auto is_kept = [&](const adapter::store::exported& one) { return answers.erase(one.outcome) == 1; };
    BOOST_TEST(adapter::store::export_all(store, is_kept).has_value());
    BOOST_TEST(answers.empty(), answers.size() << " acknowledged decisions are lost");
    return acknowledged.size();
}

}  // namespace marrow::test
