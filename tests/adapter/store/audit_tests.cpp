#include "adapter/store/audit.hpp"
#include "adapter/store/proof.hpp"
#include "adapter/store/pseudonym.hpp"
#include "adapter/store/spool.hpp"
#include "adapter/store/store.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

using namespace marrow::adapter::store;

namespace {

std::vector<audit_link> chain_of(int size)
{
    std::vector<audit_link> all;
    for (int i = 1; i <= size; ++i) {
        const digest before = all.empty() ? digest{} : all.back().hash;
        all.push_back({i, 10 * i, before, {}, text_of({.what = deed::read, .of = "Claim/" + std::to_string(i)})});
        all.back().hash = hash_of(all.back());
    }
    return all;
}

std::string wrong_with(const std::vector<audit_link>& all)
{
    chain_check chain;
    for (const audit_link& each : all)
        chain.add(each);
    return chain.wrong();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_audit)

BOOST_AUTO_TEST_CASE(an_event_is_read_as_it_was_written)
{
    const audit_event sent{
        deed::searched,
        5,
        "a",
        "b=\"c\"",
        "d",
        "\xC3\xA9\n",
        "e",
        "f",
        422,
        18'000'000'000ull,
        -7,
        9,
        "ab",
        {"00", "11"}};
    const audit_event read = read_event(text_of(sent), 5).value();
    BOOST_TEST((read.what == sent.what));
    BOOST_TEST(read.at == sent.at);
    BOOST_TEST(text_of(read) == text_of(sent));
    BOOST_TEST(read.sender == sent.sender);
    BOOST_TEST(read.count == sent.count);
    BOOST_TEST(read.before == sent.before);
    BOOST_TEST(read.last == sent.last);
    for (int number = 0; number <= static_cast<int>(deed::indexed); ++number)
        BOOST_TEST((deed_from(name_of(static_cast<deed>(number))) == static_cast<deed>(number)));
}

BOOST_AUTO_TEST_CASE(a_patient_is_named_once_and_by_the_first_of_their_names)
{
    record kept;
    const auto name = [](const char* text) { return name_key_of({text}); };
    kept.with.lines = {{name("p1"), 1, "x"}, {name("p2"), 1, "x"}, {name("p1"), 2, "y"}, {name("q"), 2, "z"}};
    prove(kept);
    BOOST_TEST((event_of(kept).patients == std::vector{hex(name("p1")), hex(name("q"))}));
    kept.with.lines.clear();
    for (int i = 0; i < 100; ++i)
        kept.with.lines.push_back({name_key_of({std::to_string(i)}), i, std::to_string(i)});
    kept.told = {};
    prove(kept);
    BOOST_TEST(event_of(kept).patients.size() == 16u);
}

BOOST_AUTO_TEST_CASE(a_pseudonym_is_the_same_by_one_secret_alone)
{
    const digest one = new_secret();
    const std::string key = hex(name_key_of({"p"}));
    BOOST_TEST(pseudonym_of(key, one) == pseudonym_of(key, one));
    BOOST_TEST(pseudonym_of(key, one) != pseudonym_of(key, new_secret()));
    BOOST_TEST(pseudonym_of(key, one) != pseudonym_of(hex(name_key_of({"q"})), one));
    BOOST_TEST(pseudonym_of(key, one).size() == 32u);
    digest jefe{};  // RFC 4231, test case 2: a key that is filled up with zeros
    jefe[0] = 'J', jefe[1] = 'e', jefe[2] = 'f', jefe[3] = 'e';
    BOOST_TEST(pseudonym_of("what do ya want for nothing?", jefe) == "5bdcc146bf60754e6a042426089575c7");
}

BOOST_AUTO_TEST_CASE(the_first_broken_link_is_named)
{
    BOOST_TEST(wrong_with({}) == "");
    BOOST_TEST(wrong_with(chain_of(5)) == "");
    const struct {
        const char* name;
        std::function<void(std::vector<audit_link>&)> alter;
        const char* said;
    } rows[] = {
        {"text", [](auto& all) { all[2].text.replace(1, 6, "\"What\""); }, "audit event 3: it is not what was written"},
        {"time", [](auto& all) { ++all[1].at; }, "audit event 2: it is not what was written"},
        {"hash", [](auto& all) { all[2].hash[0] ^= 1; }, "audit event 3: it is not what was written"},
        {"previous",
         [](auto& all) { all[2].previous[0] ^= 1; },
         "audit event 3: it does not follow from the one before it"},
        {"one gone", [](auto& all) { all.erase(all.begin() + 2); }, "audit event 4: the one before it is gone"},
        {"the first gone",
         [](auto& all) { all.erase(all.begin()); },
         "audit event 2: those before it are gone, and none tells of it"},
        {"made anew",
         [](auto& all) {
             all[2].text = all[1].text;
             all[2].hash = hash_of(all[2]);
         },
         "audit event 4: it does not follow from the one before it"},
    };
    for (const auto& row : rows) {
        auto all = chain_of(5);
        row.alter(all);
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(wrong_with(all) == row.said);
    }
}

BOOST_AUTO_TEST_CASE(a_beginning_that_was_cut_off_is_told_by_the_chain_itself)
{
    auto all = chain_of(4);
    audit_event cut{.what = deed::cut, .of = hex(all[1].hash), .count = 2};
    all.push_back({5, 60, all.back().hash, {}, text_of(cut)});
    all.back().hash = hash_of(all.back());
    BOOST_TEST(wrong_with({all.begin() + 2, all.end()}) == "");
    BOOST_TEST(wrong_with({all.begin() + 3, all.end()}) != "", "more than it tells of");
    all[2].previous[0] ^= 1;
    all[2].hash = hash_of(all[2]);
    all[3].previous = all[2].hash;
    all[3].hash = hash_of(all[3]);
    all[4].previous = all[3].hash;
    all[4].hash = hash_of(all[4]);
    BOOST_TEST(wrong_with({all.begin() + 2, all.end()}) != "", "not the one that was there");
}

BOOST_AUTO_TEST_CASE(what_waits_for_a_commit_is_bounded)
{
    spool waiting;
    for (std::size_t i = 0; i < spool::most; ++i)
        BOOST_TEST_REQUIRE(waiting.add({.count = i}).has_value());
    BOOST_TEST((waiting.add({}).error().kind == marrow::fhir::fault_kind::busy));
    auto taken = waiting.take();
    BOOST_TEST(taken.size() == spool::batch);
    BOOST_TEST(waiting.add({}).has_value());
    waiting.put_back(std::move(taken));
    BOOST_TEST(waiting.take().front().count == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
