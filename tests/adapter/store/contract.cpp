#include "tests/adapter/store/contract.hpp"

#include "adapter/store/compressed.hpp"
#include "adapter/store/upkeep.hpp"
#include "tests/adapter/metrics/openmetrics.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace marrow::test {

using namespace adapter::store;

namespace {

constexpr std::int64_t lifetime = 10'000;

std::string id_of(int number)
{
    return "id-" + std::to_string(number);
}

std::string outcome_of(int number)
{
    return std::string("out\0come", 8) + std::to_string(number);
}

name_key name_of(std::string_view text)
{
    return name_key_of({text});
}

record with(int number, ties all)
{
    record made = record_of(number, false);
    made.with = std::move(all);
    return made;
}

using message_ids = std::vector<std::string>;

/// Messages that are due, in order.
message_ids woken(message_store& in)
{
    message_ids out;
    for (const due& one : in.take_due(1'000).value())
        out.push_back(one.message);
    std::ranges::sort(out, {}, [](const std::string& id) { return std::stoi(id.substr(3)); });
    return out;
}

ties having(std::string_view name)
{
    return {.resources = {{name_of(name), 3}}};
}

ties having_line(std::string_view patient, std::string what = "line")
{
    return {.lines = {{name_of(patient), 20'000, std::move(what)}}};
}

decision second_of(int number)
{
    decision made = record_of(number).made;
    made.number = 2;
    made.outcome = "second";
    return made;
}

void is_record(const decision& found, int number)
{
    const decision made = record_of(number).made;
    BOOST_TEST(found.id == made.id);
    BOOST_TEST(found.number == made.number);
    BOOST_TEST(found.made == made.made);
    BOOST_TEST(found.status == made.status);
    BOOST_TEST((found.release == made.release));
    BOOST_TEST(found.errors == made.errors);
    BOOST_TEST(found.version == made.version);
    BOOST_TEST(found.basis == made.basis);
    BOOST_TEST(found.outcome == made.outcome);
}

}  // namespace

digest key_of(int number)
{
    return digest_of({"key", std::to_string(number)});
}

record record_of(int number, bool with_key)
{
    record made;
    made.received.id = id_of(number);
    made.received.received = number;
    made.received.type = "Claim";
    made.received.request_id = "request-" + std::to_string(number);
    if (with_key) made.received.key = key_of(number);
    made.received.hash = digest_of({"body", std::to_string(number)});
    made.received.body = std::string("bo\0dy", 5) + std::to_string(number);
    made.received.sender = "sender-" + std::to_string(number);
    made.made = {
        id_of(number),
        1,
        number + 1,
        422,
        fhir::version::r5,
        static_cast<std::uint32_t>(number),
        "0.1",
        "basis",
        outcome_of(number)};
    return made;
}

record whole_record_of(int number)
{
    constexpr std::int64_t day = 86'400'000;
    record made = record_of(number);
    const std::string body = "{\"n\":\n" + std::to_string(number) + "}";
    made.received.body = compressed(body);
    made.received.hash = digest_of(std::string_view{body});
    made.received.received = number * day;
    made.made.outcome = compressed("{\"o\":" + std::to_string(number) + "}");
    return made;
}

fhir::result<bool> keep(message_store& in, record what)
{
    std::promise<fhir::result<bool>> ended;
    in.keep(std::move(what), [&](fhir::result<bool> how) { ended.set_value(std::move(how)); });
    return ended.get_future().get();
}

fhir::result<bool> revise(message_store& in, revision what)
{
    std::promise<fhir::result<bool>> ended;
    in.revise(std::move(what), [&](fhir::result<bool> how) { ended.set_value(std::move(how)); });
    return ended.get_future().get();
}

namespace {

void keeps_a_record_over_a_restart(store_place& at)
{
    BOOST_TEST(keep(*at.open(), record_of(7)).value());
    const auto again = at.open();
    const auto by_key = again->find(key_of(7), 8).value();
    BOOST_REQUIRE(by_key.has_value());
    BOOST_TEST((by_key->hash == record_of(7).received.hash));
    is_record(by_key->made, 7);
    const auto by_id = again->find_decision(id_of(7)).value();
    BOOST_REQUIRE(by_id.has_value());
    is_record(*by_id, 7);
    const auto came = again->find_message(id_of(7)).value();
    BOOST_REQUIRE(came.has_value());
    const message sent = record_of(7).received;
    BOOST_TEST(came->id == sent.id);
    BOOST_TEST(came->received == sent.received);
    BOOST_TEST(came->type == sent.type);
    BOOST_TEST(came->request_id == sent.request_id);
    BOOST_TEST(came->sender == sent.sender);
    BOOST_TEST((came->key == sent.key));
    BOOST_TEST((came->hash == sent.hash));
    BOOST_TEST(came->body == sent.body);
}

void tells_what_is_not_there(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(keep(*store, record_of(1, false)).value());
    BOOST_TEST(!store->find(key_of(1), 2).value().has_value());
    BOOST_TEST(!store->find_decision(id_of(2)).value().has_value());
    BOOST_TEST(store->find_decision(id_of(1)).value().has_value());
    BOOST_TEST(!store->find_decision(id_of(1), 2).value().has_value());
    BOOST_TEST(store->find_decisions(id_of(2)).value().empty());
    BOOST_TEST(!store->find_message(id_of(2)).value().has_value());
    BOOST_TEST(store->find_resources(std::vector{name_of("n")}).value().empty());
    BOOST_TEST(store->find_lines(std::vector{name_of("p")}).value().empty());
    BOOST_TEST(store->take_due(10).value().empty());
}

void keeps_one_record_of_a_key(store_place& at)
{
    const auto store = at.open();
    record second = record_of(2);
    second.received.key = key_of(1);
    BOOST_TEST(keep(*store, record_of(1)).value());
    BOOST_TEST(!keep(*store, second).value());
    BOOST_TEST(!store->find_decision(id_of(2)).value().has_value());
    is_record(store->find(key_of(1), 3).value()->made, 1);
}

void takes_a_key_again_when_it_has_expired(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(keep(*store, record_of(1)).value());
    BOOST_TEST(store->find(key_of(1), lifetime).value().has_value());
    BOOST_TEST(!store->find(key_of(1), lifetime + 1).value().has_value());
    record later = record_of(2);
    later.received.key = key_of(1);
    later.received.received = lifetime + 1;
    BOOST_TEST(keep(*store, later).value());
    is_record(store->find(key_of(1), lifetime + 2).value()->made, 2);
    BOOST_TEST(store->find_decision(id_of(1)).value().has_value());
}

void keeps_records_of_many_threads(store_place& at)
{
    constexpr int threads = 8;
    constexpr int each = 50;
    const auto store = at.open();
    std::atomic<int> kept{0};
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            for (int i = 0; i < each; ++i)
                if (keep(*store, record_of(t * each + i)).value() &&
                    store->find(key_of(t * each + i), 1).value().has_value())
                    ++kept;
        });
    for (std::thread& one : all)
        one.join();
    BOOST_TEST(kept == threads * each);
}

void refuses_an_id_twice_and_keeps_the_others(store_place& at)
{
    const auto store = at.open();
    record same = record_of(3, false);
    std::promise<fhir::result<bool>> ends[4];
    int next = 0;
    const auto put = [&](record what) {
        auto& end = ends[next++];
        store->keep(std::move(what), [&end](fhir::result<bool> how) { end.set_value(std::move(how)); });
    };
    for (record one : {record_of(2, false), same, same, record_of(4, false)})
        put(std::move(one));
    BOOST_TEST(ends[0].get_future().get().value());
    BOOST_TEST(ends[1].get_future().get().value());
    BOOST_TEST((ends[2].get_future().get().error().kind == fhir::fault_kind::internal));
    BOOST_TEST(ends[3].get_future().get().value());
    BOOST_TEST(store->writable());
    for (const int number : {2, 3, 4})
        BOOST_TEST(store->find_decision(id_of(number)).value().has_value());
}

void writes_all_that_waits_before_it_ends(store_place& at)
{
    std::atomic<int> kept{0};
    {
        const auto store = at.open();
        for (int i = 0; i < 1000; ++i)
            store->keep(record_of(i), [&](fhir::result<bool> how) { kept += how && *how; });
    }
    BOOST_TEST(kept == 1000);
    BOOST_TEST(at.open()->find_decision(id_of(999)).value().has_value());
}

void counts_what_it_writes(store_place& at)
{
    const auto store = at.open();
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(keep(*store, record_of(i)).value());
    BOOST_TEST(!keep(*store, record_of(1)).value(), "there already");
    auto broken = record_of(4);
    broken.received.id = broken.made.id = record_of(1).made.id;
    BOOST_TEST(!keep(*store, std::move(broken)).has_value());
    std::string text;
    adapter::metrics::exposition to{adapter::metrics::format::openmetrics, text};
    store->measured().write(to);
    to.end();
    const series counted = read_openmetrics(text);
    BOOST_TEST(counted.at("marrow_store_writes_total") == 3);
    BOOST_TEST(counted.at("marrow_store_write_failures_total") == 1);
    BOOST_TEST(counted.at("marrow_store_waiting_records") == 0);
    BOOST_TEST(counted.at("marrow_store_batch_records_sum") == 5);
    BOOST_TEST(counted.at("marrow_store_commit_duration_seconds_sum") > 0);
}

void finds_the_newest_resource_of_a_name(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(keep(*store, with(1, having("a"))).value());
    BOOST_TEST(keep(*store, with(2, {.resources = {{name_of("a"), 5}, {name_of("b"), 5}}})).value());
    BOOST_TEST(keep(*store, with(3, {.resources = {{name_of("c"), 1}, {name_of("c"), 2}, {name_of("d"), 2}}})).value());
    const auto found =
        store->find_resources(std::array{name_of("d"), name_of("x"), name_of("c"), name_of("a")}).value();
    BOOST_REQUIRE(found.size() == 3u);
    BOOST_TEST((found[0].name == name_of("d")));
    BOOST_TEST(found[0].message == id_of(3));
    BOOST_TEST(found[0].entry.value() == 2u);
    BOOST_TEST((found[1].name == name_of("c")));
    BOOST_TEST(found[1].message == id_of(3));
    BOOST_TEST(!found[1].entry.has_value(), "the message has two");
    BOOST_TEST(found[2].message == id_of(2));
    BOOST_TEST(found[2].entry.value() == 5u);
}

void searches_by_marks_and_time(store_place& at)
{
    const auto store = at.open();
    const name_key even = name_of("even");
    const name_key odd = name_of("odd");
    const name_key third = name_of("third");
    for (int i = 1; i <= 12; ++i) {
        ties all{.marks = {i % 2 == 0 ? even : odd}};
        if (i % 3 == 0) all.marks.push_back(third);
        BOOST_TEST(keep(*store, with(i, all)).value());
    }
    const auto found_by = [&](search wanted) {
        std::string out;
        for (;;) {
            const page got = store->find(wanted).value();
            BOOST_TEST(got.found.size() <= wanted.most);
            for (const decision& one : got.found)
                out += one.id + " ";
            if (got.next == 0) return out;
            out += "| ";
            wanted.before = got.next;
        }
    };
    BOOST_TEST(found_by({.marks = {{third}}}) == "id-12 id-9 id-6 id-3 ");
    BOOST_TEST(found_by({.marks = {{third}, {odd}}}) == "id-9 id-3 ");
    BOOST_TEST(found_by({.marks = {{third, odd}, {even}}}) == "id-12 id-6 ");
    BOOST_TEST(found_by({.marks = {{even, odd}}, .from = 3, .until = 6}) == "id-5 id-4 id-3 ");
    BOOST_TEST(found_by({.most = 8}) == "id-12 id-11 id-10 id-9 id-8 id-7 id-6 id-5 | id-4 id-3 id-2 id-1 ");
    BOOST_TEST(found_by({.marks = {{third}}, .most = 4}) == "id-12 id-9 id-6 id-3 | ");
    BOOST_TEST(found_by({.marks = {{name_of("none")}}}).empty());

    ties waiting{.awaited = {name_of("late")}, .marks = {name_of("bad")}};
    BOOST_TEST(keep(*store, with(20, waiting)).value());
    BOOST_TEST(keep(*store, with(21, having("late"))).value());
    const due woken = store->take_due(1).value().front();
    BOOST_TEST(revise(*store, {woken, 50, second_of(20), {.marks = {name_of("good")}}}).value());
    BOOST_TEST(found_by({.marks = {{name_of("bad")}}}).empty());
    const page now = store->find(search{.marks = {{name_of("good")}}}).value();
    BOOST_REQUIRE(now.found.size() == 1u);
    BOOST_TEST(now.found.front().outcome == "second");
}

void finds_the_lines_of_a_patient(store_place& at)
{
    const auto store = at.open();
    const patient_line early{name_of("p"), 100, "early"};
    const patient_line late{name_of("p"), 200, "late"};
    const patient_line other{name_of("q"), 300, "other"};
    BOOST_TEST(keep(*store, with(1, {.lines = {early, other}})).value());
    BOOST_TEST(keep(*store, with(2, {.lines = {late}})).value());
    const auto found = store->find_lines(std::array{name_of("p"), name_of("x")}).value();
    BOOST_REQUIRE(found.size() == 2u);
    BOOST_TEST((found[0].line == late));
    BOOST_TEST(found[0].message == id_of(2));
    BOOST_TEST((found[1].line == early));
    BOOST_TEST(found[1].message == id_of(1));
}

void wakes_what_awaits_a_resource(store_place& at)
{
    {
        const auto store = at.open();
        BOOST_TEST(keep(*store, with(1, {.awaited = {name_of("a"), name_of("b")}})).value());
        BOOST_TEST(keep(*store, with(2, having("other"))).value());
        BOOST_TEST(store->take_due(10).value().empty());
        BOOST_TEST(keep(*store, with(3, having("a"))).value());
    }
    const auto store = at.open();
    const auto woken = store->take_due(10).value();
    BOOST_REQUIRE_MESSAGE(woken.size() == 1u, "over a restart too");
    BOOST_TEST(woken[0].message == id_of(1));
    BOOST_TEST(revise(*store, {woken[0], 50, second_of(1), {.awaited = {name_of("b")}}}).value());
    BOOST_TEST(store->take_due(10).value().empty());
    BOOST_TEST(store->find_decision(id_of(1)).value()->outcome == "second");
    is_record(*store->find_decision(id_of(1), 1).value(), 1);
    const auto all = store->find_decisions(id_of(1)).value();
    BOOST_REQUIRE(all.size() == 2u);
    BOOST_TEST(all[0].number == 2u);
    BOOST_TEST(all[1].number == 1u);
    BOOST_TEST(!revise(*store, {woken[0], 51, second_of(1), {}}).value(), "once");

    BOOST_TEST(keep(*store, with(4, having("a"))).value());
    BOOST_TEST(store->take_due(10).value().empty(), "it awaits b alone");
    BOOST_TEST(keep(*store, with(5, having("b"))).value());
    const auto again = store->take_due(10).value();
    BOOST_REQUIRE(again.size() == 1u);
    BOOST_TEST(revise(*store, {again[0], 52, std::nullopt, {}}).value(), "nothing new came of it");
    BOOST_TEST(store->find_decisions(id_of(1)).value().size() == 2u);
    BOOST_TEST(store->take_due(10).value().empty());
}

void wakes_what_a_resource_overtook(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(keep(*store, with(1, having("a"))).value());
    BOOST_TEST(
        keep(*store, with(2, {.resources = {{name_of("own"), 0}}, .awaited = {name_of("a"), name_of("own")}})).value()
    );
    BOOST_TEST((woken(*store) == message_ids{id_of(2)}), "it knew of none");
    const due first = store->take_due(1).value().front();
    BOOST_TEST(revise(*store, {first, 50, std::nullopt, {.awaited = {{name_of("a"), id_of(1)}}}}).value());
    BOOST_TEST((woken(*store) == message_ids{}), "what is known is no news");
    BOOST_TEST(keep(*store, with(3, having("a"))).value());
    BOOST_TEST(keep(*store, with(4, {.awaited = {{name_of("a"), id_of(1)}}})).value());
    BOOST_TEST((woken(*store) == message_ids{id_of(2), id_of(4)}), "each knew an older one");
    for (const due& each : store->take_due(10).value())
        BOOST_TEST(revise(*store, {each, 60, std::nullopt, {.awaited = {{name_of("a"), id_of(3)}}}}).value());
    BOOST_TEST((woken(*store) == message_ids{}));
}

void wakes_what_awaits_a_name_that_comes_again(store_place& at)
{
    constexpr int most = message_store::most_woken;
    const auto store = at.open();
    for (int i = 1; i <= most + 4; ++i)
        BOOST_TEST(keep(*store, with(i, {.awaited = {name_of("a")}})).value());
    BOOST_TEST(keep(*store, with(100, having("a"))).value());
    BOOST_TEST(woken(*store).size() == most + 4u, "all that never found it");
    for (const due& each : store->take_due(100).value())
        BOOST_TEST(revise(*store, {each, 200, std::nullopt, {.awaited = {{name_of("a"), id_of(100)}}}}).value());
    BOOST_TEST((woken(*store) == message_ids{}));
    BOOST_TEST(keep(*store, with(101, having("a"))).value());
    message_ids newest;
    for (int i = 5; i <= most + 4; ++i)
        newest.push_back(id_of(i));
    BOOST_TEST((woken(*store) == newest), "the newest of those that found it before");
}

void wakes_what_awaits_a_name_that_is_replaced(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(keep(*store, with(1, having("a"))).value());
    BOOST_TEST(keep(*store, with(2, {.awaited = {{name_of("a"), id_of(1)}}})).value());
    BOOST_TEST(keep(*store, with(3, {.replaced = {name_of("b")}})).value());
    BOOST_TEST((woken(*store) == message_ids{}));
    BOOST_TEST(keep(*store, with(4, {.replaced = {name_of("a")}})).value());
    BOOST_TEST((woken(*store) == message_ids{id_of(2)}));
    BOOST_TEST(store->find_resources(std::vector{name_of("a")}).value().front().message == id_of(1), "it is none");
}

void keeps_no_revision_of_an_old_ticket(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(keep(*store, with(1, {.awaited = {name_of("a"), name_of("b")}})).value());
    BOOST_TEST(keep(*store, with(2, having("a"))).value());
    const auto first = store->take_due(10).value();
    BOOST_REQUIRE(first.size() == 1u);
    BOOST_TEST(keep(*store, with(3, having("b"))).value());
    BOOST_TEST(!revise(*store, {first[0], 50, second_of(1), {}}).value());
    BOOST_TEST(!store->find_decision(id_of(1), 2).value().has_value());
    const auto second = store->take_due(10).value();
    BOOST_REQUIRE(second.size() == 1u);
    BOOST_TEST(revise(*store, {second[0], 50, second_of(1), {}}).value());
    BOOST_TEST(store->find_decision(id_of(1), 2).value().has_value());
}

void leaves_a_message_as_it_is_when_it_cannot_be_decided(store_place& at)
{
    const auto store = at.open();
    const patient_line own{name_of("p"), 100, "own"};
    BOOST_TEST(keep(*store, with(1, {.lines = {own}, .awaited = {name_of("a")}, .marks = {name_of("mark")}})).value());
    BOOST_TEST(keep(*store, with(2, having("a"))).value());
    const auto first = store->take_due(10).value();
    BOOST_REQUIRE(first.size() == 1u);
    BOOST_TEST(revise(*store, {first[0], 50, std::nullopt, {}, true}).value());
    BOOST_TEST(store->take_due(10).value().empty(), "it is not tried for ever");
    BOOST_TEST(store->find_decisions(id_of(1)).value().size() == 1u);
    BOOST_TEST(store->find_lines(std::vector{name_of("p")}).value().size() == 1u);
    BOOST_TEST(store->find(search{.marks = {{name_of("mark")}}}).value().found.size() == 1u);
    BOOST_TEST(!revise(*store, {first[0], 51, std::nullopt, {}, true}).value(), "once");
    BOOST_TEST(keep(*store, with(3, having("a"))).value());
    BOOST_TEST((woken(*store) == message_ids{id_of(1)}), "what comes next wakes it");
}

void tells_in_which_order_messages_came(store_place& at)
{
    const auto store = at.open();
    const patient_line line{name_of("p"), 100, "line"};
    BOOST_TEST(keep(*store, with(2, {.resources = {{name_of("a"), 0}}, .lines = {line}})).value());
    BOOST_TEST(keep(*store, with(1, {.resources = {{name_of("b"), 0}}, .lines = {line}})).value());
    const auto found = store->find_resources(std::array{name_of("a"), name_of("b")}).value();
    BOOST_REQUIRE(found.size() == 2u);
    BOOST_TEST(found[0].came < found[1].came);
    for (const found_line& each : store->find_lines(std::vector{name_of("p")}).value())
        BOOST_TEST(each.came == found[each.message == id_of(2) ? 0 : 1].came);
}

void keeps_a_revision_out_of_turn_once(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(keep(*store, with(1, {.awaited = {name_of("a")}})).value());
    BOOST_TEST(revise(*store, {{id_of(1)}, 50, second_of(1), {.awaited = {name_of("a")}}}).value());
    BOOST_TEST(!revise(*store, {{id_of(1)}, 51, second_of(1), {}}).value(), "the number is taken");
    BOOST_TEST(!revise(*store, {{id_of(2)}, 51, second_of(2), {}}).value(), "there is no such message");
    BOOST_TEST(store->find_decisions(id_of(1)).value().size() == 2u);
    BOOST_TEST(keep(*store, with(3, having("a"))).value());
    decision third = second_of(1);
    third.number = 3;
    BOOST_TEST(revise(*store, {{id_of(1)}, 52, third, {.awaited = {name_of("a")}}}).value());
    BOOST_TEST(store->take_due(10).value().size() == 1u, "it is still due");
}

void wakes_what_lines_concern_until_no_line_is_new(store_place& at)
{
    const auto store = at.open();
    ties waiting = having_line("p", "of 1");
    waiting.patients = {{name_of("p"), 0}};
    BOOST_TEST(keep(*store, with(1, waiting)).value());
    BOOST_TEST((woken(*store) == message_ids{}), "its own line is no news");
    BOOST_TEST(keep(*store, with(2, having_line("q"))).value());
    BOOST_TEST((woken(*store) == message_ids{}));
    BOOST_TEST(keep(*store, with(3, having_line("p"))).value());
    BOOST_TEST((woken(*store) == message_ids{id_of(1)}));

    waiting.patients = {{name_of("p"), 1}};
    const auto one = store->take_due(1).value().front();
    BOOST_TEST(revise(*store, {one, 50, std::nullopt, waiting}).value());
    BOOST_TEST((woken(*store) == message_ids{}), "what is known is no news");

    ties second = having_line("p", "of 4");
    second.patients = {{name_of("p"), 1}};
    BOOST_TEST(keep(*store, with(4, second)).value());
    BOOST_TEST((woken(*store) == message_ids{id_of(1), id_of(3), id_of(4)}), "4 itself since it knew one of two");
    for (const due& each : store->take_due(10).value()) {
        ties known = each.message == id_of(1) ? waiting : each.message == id_of(4) ? second : having_line("p");
        known.patients = {{name_of("p"), 2}};
        BOOST_TEST(revise(*store, {each, 60, std::nullopt, known}).value());
    }
    BOOST_TEST((woken(*store) == message_ids{}), "lines that stay what they were wake nobody");
}

ties line_on(std::int32_t day)
{
    return {.lines = {{name_of("p"), day, "line"}, {name_of("p by another name"), day, "line"}}};
}

/// Keeps messages of one line each, numbered from 1, of which none is due then.
void keep_lines(message_store& in, const std::vector<std::int32_t>& days)
{
    for (std::size_t i = 0; i < days.size(); ++i)
        BOOST_TEST(keep(in, with(static_cast<int>(i) + 1, line_on(days[i]))).value());
    for (const due& each : in.take_due(1'000).value()) {
        const auto number = static_cast<std::size_t>(std::stoi(each.message.substr(3)));
        BOOST_TEST(revise(in, {each, 50, std::nullopt, line_on(days[number - 1])}).value());
    }
    BOOST_TEST((woken(in) == message_ids{}));
}

void wakes_by_lines_what_is_of_their_time(store_place& at)
{
    const auto store = at.open();
    constexpr std::int32_t day = 1'000;
    constexpr std::int32_t first = day - message_store::days_before;
    constexpr std::int32_t last = day + message_store::days_after;
    keep_lines(*store, {first - 1, first, day, last, last + 1});
    BOOST_TEST(keep(*store, with(9, line_on(day))).value());
    BOOST_TEST((woken(*store) == message_ids{id_of(2), id_of(3), id_of(4)}));
}

void wakes_by_lines_the_newest_alone(store_place& at)
{
    constexpr int most = message_store::most_woken;
    const auto store = at.open();
    keep_lines(*store, std::vector<std::int32_t>(most + 4, 1'000));
    BOOST_TEST(keep(*store, with(most + 5, line_on(1'000))).value());
    message_ids newest;
    for (int i = 5; i <= most + 4; ++i)
        newest.push_back(id_of(i));
    BOOST_TEST((woken(*store) == newest));
}

void wakes_by_lines_that_move_on_both_days(store_place& at)
{
    const auto store = at.open();
    keep_lines(*store, {1'000, 1'010, 2'010});
    BOOST_TEST(revise(*store, {{id_of(1)}, 60, std::nullopt, line_on(2'000)}).value());
    BOOST_TEST((woken(*store) == message_ids{id_of(2), id_of(3)}));
}

std::vector<audit_event> audited(const store_place& at, std::int64_t from = INT64_MIN, std::int64_t until = INT64_MAX)
{
    std::vector<audit_event> out;
    const auto add = [&](const audit_link& one) {
        out.push_back(read_event(one.text, one.at).value());
        return true;
    };
    BOOST_TEST(read_audit(at.name(), from, until, add).has_value());
    return out;
}

std::string told(const std::vector<audit_event>& all)
{
    std::string out;
    for (const audit_event& each : all)
        out.append(name_of(each.what)).append(" ").append(each.of).append("; ");
    return out;
}

/// What check() says of the audit: how many events, and what is wrong with them, or not as they tell.
std::string soundness_of(const store_place& at)
{
    const auto found = check(at.name(), at.keys()).value();
    std::string out = std::to_string(found.events);
    for (const std::string& each : found.wrong)
        if (each.find("audit") != std::string::npos) out += ", " + each;
    return out;
}

void audits_what_it_keeps(store_place& at)
{
    std::string patient;
    {
        const auto store = at.open();
        patient = store->name_in_audit(name_of("p"));
        record first = with(1, having_line("p"));
        first.received.key = key_of(1);
        first.with.awaited = {name_of("late")};
        first.peer = "192.0.2.7";
        BOOST_TEST(keep(*store, first).value());
        record again = record_of(2);
        again.received.key = key_of(1);
        BOOST_TEST(!keep(*store, again).value(), "of what is not kept nothing is told");
        BOOST_TEST(keep(*store, with(3, having("late"))).value());
        const due woken = store->take_due(1).value().front();
        BOOST_TEST(revise(*store, {woken, 50, second_of(1), {}}).value());
        BOOST_TEST(!revise(*store, {woken, 51, second_of(1), {}}).value());
        BOOST_TEST(revise(*store, {{id_of(3)}, 52, std::nullopt, {}}).value());
    }
    const auto all = audited(at);
    BOOST_TEST(told(all) == "kept Claim/id-1; kept Claim/id-3; decided OperationOutcome/id-1/_history/2; ");
    BOOST_REQUIRE(all.size() == 3u);
    BOOST_TEST(all[0].at == 1);
    BOOST_TEST(all[0].request == "request-1");
    BOOST_TEST(all[0].sender == "sender-1");
    BOOST_TEST(all[0].peer == "192.0.2.7");
    BOOST_TEST(all[0].status == 422u);
    BOOST_TEST((all[0].patients == std::vector{patient}));
    BOOST_TEST(!all[0].node.empty());
    BOOST_TEST(told(audited(at, 2, 4)) == "kept Claim/id-3; ");
    BOOST_TEST(soundness_of(at) == "3");
}

void names_the_patients_of_what_is_read(store_place& at)
{
    const auto store = at.open();
    ties two{.lines = {{name_of("p"), 1, "x"}, {name_of("p again"), 1, "x"}, {name_of("q"), 2, "y"}}};
    BOOST_TEST(keep(*store, with(1, two)).value());
    BOOST_TEST(keep(*store, with(2, {.lines = {{name_of("r"), 2, "y"}, {name_of("q"), 3, "z"}}})).value());
    BOOST_TEST(keep(*store, with(3, {})).value());
    const auto named = [&](std::vector<std::string> ids) { return store->find_patients(ids).value(); };
    const auto is = [&](const char* name) { return store->name_in_audit(name_of(name)); };
    using names = std::vector<std::string>;
    BOOST_TEST((named({id_of(1)}) == names{is("p"), is("q")}), "as the event of its keeping");
    BOOST_TEST((named({id_of(1)}) == audited(at).front().patients));
    BOOST_TEST((named({id_of(1), id_of(2), id_of(3), "none"}) == names{is("p"), is("q"), is("r")}));
    BOOST_TEST((named({id_of(3)}) == names{}));
    BOOST_TEST((named({}) == names{}));
}

void audits_what_it_is_told(store_place& at)
{
    const auto store = at.open();
    BOOST_TEST(store->note({.what = deed::read, .at = 5, .of = "Claim/a", .sender = "quoted \" and \u00e9"}).has_value()
    );
    for (int i = 0; i < 100 && audited(at).empty(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    const auto all = audited(at);
    BOOST_REQUIRE_MESSAGE(all.size() == 1u, "it waits for no record");
    BOOST_TEST(all.front().sender == "quoted \" and \u00e9");
    BOOST_TEST(all.front().at == 5);
}

void writes_all_of_the_audit_before_it_ends(store_place& at)
{
    {
        const auto store = at.open();
        for (int i = 0; i < 1000; ++i)
            BOOST_TEST(store->note({.what = deed::read, .at = i, .of = std::to_string(i)}).has_value());
    }
    BOOST_TEST(soundness_of(at) == "1000");
    BOOST_TEST(audited(at).back().of == "999");
}

void makes_one_chain_with_others(store_place& at)
{
    constexpr int each = 200;
    {
        const auto one = at.open();
        const auto other = at.open();
        std::vector<std::thread> all;
        for (const auto* store : {&one, &other})
            all.emplace_back([&, store] {
                for (int i = 0; i < each; ++i)
                    keep(**store, record_of((store == &one ? 0 : each) + i)).value();
            });
        for (std::thread& thread : all)
            thread.join();
    }
    BOOST_TEST(soundness_of(at) == std::to_string(2 * each));
}

void audits_exports_and_purges(store_place& at)
{
    for (const int number : {1, 2, 3})
        BOOST_TEST(keep(*at.open(), whole_record_of(number)).value());
    constexpr std::int64_t day = 86'400'000;
    BOOST_TEST(export_all(
                   at.name(), [](const exported&) { return true; }, at.keys()
    )
                   .has_value());
    BOOST_TEST(purge(at.name(), 3 * day).value() == 2u);
    BOOST_TEST(purge(at.name(), 3 * day).value() == 0u);
    const auto all = audited(at);
    BOOST_TEST(told(all) == "kept Claim/id-1; kept Claim/id-2; kept Claim/id-3; exported ; purged ; ");
    BOOST_TEST(all.back().count == 2u);
    BOOST_TEST(all.back().before == 3 * day);
    BOOST_TEST(!all.back().sender.empty());
    BOOST_TEST(soundness_of(at) == "5");
}

void cuts_the_audit_up_to_a_time(store_place& at)
{
    const auto store = at.open();
    for (int i = 1; i <= 2500; ++i)
        store->keep(record_of(i, false), [](const fhir::result<bool>&) {});
    BOOST_TEST(keep(*store, record_of(3000)).value());
    BOOST_TEST(cut_audit(at.name(), 1).value() == 0u);
    BOOST_TEST(soundness_of(at) == "2501");
    BOOST_TEST(cut_audit(at.name(), 2400, [] { return false; }).value() == 1000u, "one step");
    BOOST_TEST(soundness_of(at) == "1502");
    BOOST_TEST(cut_audit(at.name(), 2400).value() == 1399u);
    BOOST_TEST(soundness_of(at) == "105", "of three steps each left an event");
    BOOST_TEST(audited(at).front().of == "Claim/id-2400");
    BOOST_TEST(audited(at).back().count == 2399u);
    BOOST_TEST(check(at.name(), at.keys()).value().messages == 2501u);
    BOOST_TEST(keep(*store, record_of(3001)).value());
    BOOST_TEST(soundness_of(at) == "106");
}

void purges_in_steps_and_leaves_what_is_young(store_place& at)
{
    const auto store = at.open();
    for (int i = 1; i <= 250; ++i)
        store->keep(record_of(i), [](const fhir::result<bool>&) {});
    record later = record_of(251);
    later.received.key = key_of(1);
    later.received.received = lifetime + 2;
    BOOST_TEST(keep(*store, later).value(), "a key that had expired");
    BOOST_TEST(purge(at.name(), 300, [] { return false; }).value() == 100u);
    BOOST_TEST(!store->find_message(id_of(100)).value().has_value());
    BOOST_TEST(store->find_message(id_of(101)).value().has_value());
    BOOST_TEST(store->find(key_of(101), 102).value().has_value());
    BOOST_TEST(purge(at.name(), 300).value() == 150u);
    BOOST_TEST(store->find(key_of(1), lifetime + 3).value().has_value());
    BOOST_TEST(!store->find(key_of(2), 3).value().has_value());
    BOOST_TEST(soundness_of(at) == "254");
}

constexpr promise all[] = {
    {"a restart", keeps_a_record_over_a_restart},
    {"nothing there", tells_what_is_not_there},
    {"a key twice", keeps_one_record_of_a_key},
    {"an expired key", takes_a_key_again_when_it_has_expired},
    {"many threads", keeps_records_of_many_threads},
    {"an id twice", refuses_an_id_twice_and_keeps_the_others},
    {"the end", writes_all_that_waits_before_it_ends},
    {"counts", counts_what_it_writes},
    {"a name", finds_the_newest_resource_of_a_name},
    {"a search", searches_by_marks_and_time},
    {"lines", finds_the_lines_of_a_patient},
    {"awaited", wakes_what_awaits_a_resource},
    {"overtaken", wakes_what_a_resource_overtook},
    {"a name that comes again", wakes_what_awaits_a_name_that_comes_again},
    {"a name that is replaced", wakes_what_awaits_a_name_that_is_replaced},
    {"an old ticket", keeps_no_revision_of_an_old_ticket},
    {"out of turn", keeps_a_revision_out_of_turn_once},
    {"what cannot be decided", leaves_a_message_as_it_is_when_it_cannot_be_decided},
    {"order of coming", tells_in_which_order_messages_came},
    {"concerned by lines", wakes_what_lines_concern_until_no_line_is_new},
    {"lines of a time", wakes_by_lines_what_is_of_their_time},
    {"many concerned by lines", wakes_by_lines_the_newest_alone},
    {"lines that move", wakes_by_lines_that_move_on_both_days},
    {"an audit", audits_what_it_keeps},
    {"patients", names_the_patients_of_what_is_read},
    {"an event", audits_what_it_is_told},
    {"events at the end", writes_all_of_the_audit_before_it_ends},
    {"two writers", makes_one_chain_with_others},
    {"an export", audits_exports_and_purges},
    {"a cut", cuts_the_audit_up_to_a_time},
    {"a purge", purges_in_steps_and_leaves_what_is_young},
};

}  // namespace

std::span<const promise> contract()
{
    return all;
}

}  // namespace marrow::test
