#include "adapter/recall.hpp"
#include "tests/adapter/store/sqlite_place.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace marrow;
using namespace marrow::test;
using adapter::key_of_name;
using adapter::key_of_patient;
using adapter::recall;

namespace {

const std::string patient = "Patient?identifier=s|p";

/// The text of a line that the claim of that name makes.
std::string line_of(const std::string& code, const std::string& claim, const std::vector<std::string>& replaces = {})
{
    mappings::earlier_line line;
    line.code = code;
    line.service = {fhir::day{std::chrono::days{20'000}}, fhir::day{std::chrono::days{20'001}}};
    line.patient = {patient};
    line.from = {claim};
    line.modifiers = {"RT"};
    return adapter::text_of(line, replaces);
}

/// Keeps a message that has these lines and a resource of each name.
void keep_message(
    adapter::store::message_store& in,
    int number,
    const std::vector<std::string>& lines,
    const std::vector<std::string>& names = {}
)
{
    adapter::store::record made = record_of(number, false);
    for (const std::string& each : lines)
        made.with.lines.push_back({key_of_patient(patient), 20'000, each});
    for (const std::string& each : names)
        made.with.resources.push_back({key_of_name(each), 0});
    BOOST_TEST(keep(in, made).value());
}

std::vector<std::string> codes_in(recall& by)
{
    std::vector<std::string> out;
    for (const mappings::earlier_line& each : by.lines_of(std::vector{patient}).value())
        out.push_back(each.code);
    std::ranges::sort(out);
    return out;
}

using codes = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(recalling)

BOOST_AUTO_TEST_CASE(a_line_is_kept_as_text_and_read_again)
{
    const auto read = adapter::kept_line_from(line_of("27506", "Claim/1", {"Claim/0"}));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->line.code == "27506");
    BOOST_TEST((read->line.modifiers == codes{"RT"}));
    BOOST_TEST(fhir::to_string(read->line.service) == "2024-10-04 to 2024-10-05");
    BOOST_TEST((read->line.patient == codes{patient}));
    BOOST_TEST((read->line.from == codes{"Claim/1"}));
    BOOST_TEST((read->replaces == codes{"Claim/0"}));
    for (const char* wrong : {"", "{", "[]", "{}", R"({"code":"27506","patient":["p"]})"})
        BOOST_TEST(!adapter::kept_line_from(wrong).has_value());
}

BOOST_AUTO_TEST_CASE(lines_of_other_messages_are_recalled_once_each)
{
    sqlite_place at;
    const auto store = at.open();
    keep_message(*store, 1, {line_of("27506", "Claim/1"), line_of("27506", "Claim/1")});
    keep_message(*store, 2, {line_of("20703", "Claim/2"), "broken"});
    recall any{*store};
    BOOST_TEST((codes_in(any) == codes{"20703", "27506"}));
    recall of_second{*store, "id-2"};
    BOOST_TEST((codes_in(of_second) == codes{"27506"}));
    BOOST_REQUIRE(of_second.patients().size() == 1u);
    BOOST_TEST(of_second.patients().front().lines == 2u);
    BOOST_TEST(any.lines_of(std::vector<std::string>{"other"}).value().empty());
}

BOOST_AUTO_TEST_CASE(a_line_whose_claim_came_again_is_of_no_account)
{
    sqlite_place at;
    const auto store = at.open();
    keep_message(*store, 1, {line_of("27506", "Claim/1")}, {"Claim/1"});
    keep_message(*store, 2, {line_of("27507", "Claim/2")}, {"Claim/2"});
    keep_message(*store, 3, {line_of("27511", "Claim/1")}, {"Claim/1"});
    keep_message(*store, 4, {line_of("27513", "Claim/4", {"Claim/2"})}, {"Claim/4"});
    recall later{*store};
    BOOST_TEST((codes_in(later) == codes{"27511", "27513"}));
    keep_message(*store, 5, {}, {"Claim/4"});
    recall cancelled{*store};
    BOOST_TEST((codes_in(cancelled) == codes{"27511"}), "a claim that makes no lines any more");
}

BOOST_AUTO_TEST_CASE(later_is_what_came_later_whatever_the_clock_said)
{
    sqlite_place at;
    const auto store = at.open();
    keep_message(*store, 3, {line_of("27506", "Claim/1")}, {"Claim/1"});
    keep_message(*store, 2, {line_of("27511", "Claim/1")}, {"Claim/1"});
    recall amended{*store};
    BOOST_TEST((codes_in(amended) == codes{"27511"}));
    keep_message(*store, 1, {}, {"Claim/1"});
    recall cancelled{*store};
    BOOST_TEST(codes_in(cancelled).empty());
}

BOOST_AUTO_TEST_CASE(a_patient_with_more_lines_than_are_looked_at_is_not_waited_for)
{
    sqlite_place at;
    const auto store = at.open();
    const auto most = adapter::store::message_store::most_lines;
    for (std::uint32_t i = 1; i < most; ++i)
        keep_message(*store, static_cast<int>(i), {line_of("27506", "Claim/" + std::to_string(i))});
    recall some{*store};
    BOOST_TEST(codes_in(some).size() == most - 1);
    BOOST_REQUIRE(some.patients().size() == 1u);
    BOOST_TEST(some.patients().front().lines == most - 1);
    keep_message(*store, 9'999, {line_of("27506", "Claim/9999")});
    recall many{*store};
    BOOST_TEST(codes_in(many).size() == most);
    BOOST_TEST(many.patients().empty());
}

BOOST_AUTO_TEST_SUITE_END()
