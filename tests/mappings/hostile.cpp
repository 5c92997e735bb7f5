#include "tests/mappings/support.hpp"

#include <ctime>
#include <functional>

using namespace marrow;
using namespace marrow::tests;

namespace {

std::string repeated(int times, const std::function<std::string(int)>& each)
{
    std::string out;
    for (int i = 0; i < times; ++i)
        out += (i ? "," : "") + each(i);
    return out;
}

/// Processor time, the least of three: other work on the machine does not count.
double seconds_to_decide(const std::string& json)
{
    const sent what{json};
    double least = 1e9;
    for (int i = 0; i < 3; ++i) {
        const std::clock_t start = std::clock();
        const auto made = mappings::decide(*what.submission, built_in(), {});
        BOOST_TEST(!made.issues.empty());
        least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return least;
}

std::string number(int i)
{
    return std::to_string(i);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile)

/// Eight times the size takes far less than the sixty-four times of a quadratic walk.
BOOST_AUTO_TEST_CASE(the_cost_of_a_decision_grows_with_the_size_alone)
{
    const struct {
        const char* name;
        std::function<std::string(int)> make;
    } rows[]{
        {"add-ons without primary",
         [](int n) { return claim_with(repeated(n, [](int i) { return item_of(number(i + 1), "20703"); })); }},
        {"add-ons with primaries of another date",
         [](int n) {
             return claim_with(repeated(n, [](int i) {
                 return item_of(number(i + 1), i % 2 ? "20703" : "27470", i % 2 ? "" : "'servicedDate':'2026-04-02'");
             }));
         }},
        {"add-ons with the implant removal",
         [](int n) {
             return claim_with(repeated(n, [](int i) { return item_of(number(i + 1), i % 2 ? "20703" : "20680"); }));
         }},
        {"insertions and removals",
         [](int n) {
             return claim_with(repeated(n, [](int i) { return item_of(number(i + 1), i % 2 ? "20703" : "20702"); }));
         }},
        {"many codes in one claim",
         [](int n) {
             return claim_with(repeated(n, [](int i) { return item_of(number(i + 1), number(10004 + i)); }));
         }},
        {"equal sequences and dangling pointers",
         [](int n) {
             return claim_with(
                 item_of(
                     "1", "20703", "'diagnosisSequence':[" + repeated(n, [](int i) { return number(i + 9); }) + "]"
                 ),
                 "'diagnosis':[" + repeated(n, [](int) { return std::string{"{'sequence':1}"}; }) + "],"
             );
         }},
        {"Procedures of one code and day",
         [](int n) {
             std::string out = "{'resourceType':'Bundle','type':'collection','entry':[";
             out += repeated(n, [](int i) {
                 return "{'resource':" +
                        procedure_of(
                            "p" + number(i),
                            "20703",
                            "'status':'completed','performedDateTime':'2026-03-02','subject':{'reference':'Patient/1'},"
                            "'partOf':[{'reference':'Procedure/p" +
                                number(i / 2) + "'}]"
                        ) +
                        "}";
             });
             return out + "]}";
         }},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const double small = seconds_to_decide(row.make(1000)) + 0.002;
            const double large = seconds_to_decide(row.make(8000));
            BOOST_TEST(large < small * 30);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
