#include "adapter/store/proof.hpp"
#include "adapter/store/reckoning.hpp"
#include "tests/adapter/store/contract.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::adapter::store;
using marrow::test::record_of;

namespace {

/// A chain that is held against what is there.
class walk {
public:
    explicit walk(unproven from = {}) : held_{said, keys_, from} {}

    void tell(const audit_event& what, const found_rows& there = {})
    {
        last_ = {last_.number + 1, what.at, last_.hash, {}, text_of(what)};
        last_.hash = hash_of(last_);
        if (const auto told = held_.add(last_)) held_.hold(*told, there);
    }

    void purge(std::int64_t before, std::int64_t last)
    {
        tell({.what = deed::purged, .at = 100, .count = 1, .before = before, .last = last});
    }

    std::string end()
    {
        held_.end_of_chain();
        std::string out;
        for (const std::string& each : said.wrong)
            out.append(out.empty() ? "" : "; ").append(each);
        return out;
    }

    soundness said;

    reckoning& held() { return held_; }

private:
    keyring keys_;
    reckoning held_;
    audit_link last_;
};

audit_event told_of(record what)
{
    prove(what);
    return event_of(what);
}

found_rows there_of(const record& what)
{
    found_rows made;
    made.message = made.decision = made.message_of_decision = what.received.received;
    made.last_decision = what.made.number;
    made.came = what.received;
    made.made = what.made;
    made.resources = packed(what.with.resources);
    made.lines = what.with.lines;
    made.marks = packed(what.with.marks);
    return made;
}

audit_event marked_as(const record& what, const char* mark)
{
    revision made{{what.received.id}, 50, std::nullopt, {.marks = {name_key_of({mark})}}};
    prove(made);
    return event_of(made);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_reckoning)

BOOST_AUTO_TEST_CASE(what_is_there_as_it_was_told_is_whole)
{
    walk all;
    all.tell(told_of(record_of(7)), there_of(record_of(7)));
    all.held().message(7, "id-7", 7);
    all.held().decision(7, "id-7", 1, 8);
    BOOST_TEST(all.end() == "");
    BOOST_TEST(all.said.uncovered == 0u);
    BOOST_TEST(all.said.events == 1u);
    BOOST_TEST((all.said.head != digest{}));
}

BOOST_AUTO_TEST_CASE(what_is_gone_is_explained_by_a_purge_that_came_as_far)
{
    const std::string gone = "message id-7: it is gone, and no purge of the audit tells of it";
    const struct {
        std::int64_t before, last;
        std::string said;
    } rows[] = {{9, 7, ""}, {9, 6, gone}, {8, 0, ""}, {7, 0, gone}};
    for (const auto& row : rows) {
        walk all;
        all.tell(told_of(record_of(7)));
        all.purge(row.before, row.last);
        BOOST_TEST_CONTEXT(row.before << " " << row.last) BOOST_TEST(all.end() == row.said);
    }
}

BOOST_AUTO_TEST_CASE(of_what_is_gone_the_youngest_are_named)
{
    walk all;
    for (int i = 1; i <= 300; ++i)
        all.tell(told_of(record_of(i)));
    all.purge(1000, 299);
    BOOST_TEST(all.end() == "message id-300: it is gone, and no purge of the audit tells of it");
}

BOOST_AUTO_TEST_CASE(the_last_event_of_lines_and_marks_holds)
{
    const auto marked = [](const char* mark) {
        record made = record_of(7);
        made.with.marks = {name_key_of({mark})};
        return made;
    };
    const record kept = marked("a");
    for (const char* now : {"a", "b", "c"}) {
        walk all;
        const found_rows there = there_of(marked(now));
        all.tell(told_of(kept), there);
        all.tell(marked_as(kept, "b"), there);
        all.tell(marked_as(kept, "c"), there);
        const bool is_last = now == std::string_view{"c"};
        BOOST_TEST(all.end() == (is_last ? "" : "message id-7: lines or marks: not as the audit tells"), now);
    }
}

BOOST_AUTO_TEST_CASE(what_events_of_an_older_marrow_tell_of_is_not_covered)
{
    walk all{{5, 5}};
    audit_event older = told_of(record_of(7));
    older.rows.clear();
    found_rows there = there_of(record_of(7));
    there.came.sender = "other";
    all.tell(older, there);
    for (const int number : {5, 6, 7}) {
        all.held().message(number, "id-" + std::to_string(number), number);
        all.held().decision(number, "id-" + std::to_string(number), 1, number);
    }
    BOOST_TEST(
        all.end() == "message id-6: the audit does not tell of it; decision id-6: the audit does not tell of it"
    );
    BOOST_TEST(all.said.uncovered == 2u);
}

BOOST_AUTO_TEST_CASE(a_number_is_in_a_set_or_not)
{
    number_set all;
    for (const std::int64_t number : {INT64_MIN, -1l, 0l, 4095l, 4096l, INT64_MAX}) {
        BOOST_TEST(!all.contains(number));
        all.insert(number);
        BOOST_TEST(all.contains(number));
    }
    BOOST_TEST(!all.contains(1));
    BOOST_TEST(!all.contains(-2));
}

BOOST_AUTO_TEST_SUITE_END()
