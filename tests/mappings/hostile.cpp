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

/// A claim of n items with one Procedure behind them all.
std::string sharing(int n, const std::string& members)
{
    const std::string claim = claim_with(
        repeated(
            n,
            [](int i) {
                const char* code = i == 0 ? "27470" : "20703";
                return item_of(number(i + 1), code, "'servicedDate':'2026-03-02','procedureSequence':[1]");
            }
        ),
        "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/p'}}],"
    );
    return bundle_of({claim, procedure_of("p", "20703", members + "'status':'completed'")});
}

std::string many_of_everything(int n)
{
    const auto list = [n](const std::string& member, const std::string& each) {
        return "'" + member + "':[" + repeated(n, [&](int) { return each; }) + "],";
    };
    return list("partOf", "{'reference':'Procedure/p'}") + list("bodySite", "{'text':'femur'}") +
           list("performer", "{'actor':{'reference':'urn:uuid:1'}}") +
           list("reasonReference", "{'reference':'urn:uuid:1'}") + list("note", "{'text':'none'}") +
           list("encounter", "{'reference':'urn:uuid:1'}") + list("report", "{'reference':'urn:uuid:1'}") +
           list("focalDevice", "{'manipulated':{'reference':'urn:uuid:1'}}") + "'reasonCode':[{'coding':[" +
           repeated(n, [](int) { return std::string{"{'display':'x'}"}; }) + "]}],";
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
        {"items that share a Procedure of many elements", [](int n) { return sharing(n, many_of_everything(n)); }},
        {"items that share long texts",
         [](int n) {
             const std::string text(static_cast<std::size_t>(n) * 40, 'x');
             return sharing(
                 n,
                 "'bodySite':[{'text':'" + text + "'}],'note':[{'text':'" + text + "'}],'usedCode':[{'text':'" + text +
                     "'}],"
             );
         }},
        {"items that share long references",
         [](int n) {
             const std::string url(static_cast<std::size_t>(n) * 40, 'x');
             return sharing(
                 n,
                 "'subject':{'reference':'Patient/" + url + "'},'encounter':{'reference':'Encounter/" + url +
                     "'},'partOf':[{'reference':'Procedure/" + url + "'}],'performer':[{'actor':{'reference':'P/" +
                     url + "'}}],'reasonReference':[{'reference':'Condition/" + url + "'}],"
             );
         }},
        {"people joined in a chain",
         [](int n) {
             const auto named = [](int i) { return "{'system':'s','value':'" + number(i) + "'}"; };
             return claim_with(
                 item_of(
                     "1", "20703", "'careTeamSequence':[" + repeated(2 * n, [](int i) { return number(i + 1); }) + "]"
                 ) + "," +
                     repeated(n, [](int i) { return item_of(number(i + 2), "27470", "'careTeamSequence':[1]"); }),
                 "'careTeam':[" +
                     repeated(
                         2 * n,
                         [&](int i) {
                             return "{'sequence':" + number(i + 1) + ",'provider':{'identifier':[" +
                                    (i < n ? named(i) : named(i - n) + "," + named(i - n + 1)) + "]}}";
                         }
                     ) +
                     "],"
             );
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

BOOST_AUTO_TEST_CASE(lines_of_earlier_messages_cost_linear_time)
{
    const auto seconds = [](int n) {
        const sent what{claim_with(
            repeated(n, [](int i) { return item_of(number(i + 1), i % 2 ? "27470" : "20703"); }),
            "'careTeam':[{'sequence':1,'provider':{'reference':'Practitioner/d1'}}],"
        )};
        mappings::earlier_line each{"27472", {}, {}, true, {"Patient/p1"}, {}, {}, {}};
        each.service = {fhir::day{std::chrono::days{20'500}}, fhir::day{std::chrono::days{20'500}}};
        for (int i = 0; i < static_cast<int>(mappings::most_names_kept); ++i)
            each.practitioners.push_back("Practitioner/" + number(i));
        const std::vector<mappings::earlier_line> history(static_cast<std::size_t>(n), each);
        const std::clock_t start = std::clock();
        BOOST_TEST(!mappings::decide(*what.submission, built_in(), {}, {}, history).issues.empty());
        return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    };
    const double small = seconds(1000) + 0.002;
    BOOST_TEST(seconds(8000) < small * 30);
}

/// What stands last of so many is found, and one more is one too many.
BOOST_AUTO_TEST_CASE(a_look_along_a_list_ends_at_its_bound)
{
    const struct {
        const char* name;
        int bound;
        const char* found;
        std::function<std::string(int)> make;
    } rows[]{
        {"candidates of a claim",
         257,
         "primary-not-listed",
         [](int n) {
             const auto of_another_date = [](int i) {
                 return item_of(number(i + 2), "27506", "'servicedDate':'2026-04-02'");
             };
             return claim_with(
                 item_of("1", "20703") + "," + repeated(n - 1, of_another_date) + "," + item_of(number(n + 1), "27506")
             );
         }},
        {"what a Procedure is part of",
         32,
         "primary-not-performed",
         [](int n) {
             const std::string parts = repeated(n - 1, [](int) { return std::string{"{'reference':'Procedure/x'}"}; });
             return bundle_of(
                 {procedure_of(
                      "r",
                      "20703",
                      "'status':'completed','performedDateTime':'2026-03-02','partOf':[" + parts +
                          ",{'reference':'Procedure/p'}]"
                  ),
                  procedure_of("p", "27470", "'status':'not-done'")}
             );
         }},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(tells(told(sent{row.make(row.bound)}), row.found));
            BOOST_TEST(!tells(told(sent{row.make(row.bound + 1)}), row.found));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_quantity_of_more_than_twenty_four_characters_is_no_number)
{
    for (const std::size_t zeros : {22u, 23u}) {
        const std::string one = "1." + std::string(zeros, '0');
        const sent what{
            claim_with(item_of("1", "27470", "'servicedDate':'2026-03-02','quantity':{'value':" + one + "}"))};
        BOOST_TEST(tells(told(what), "units-invalid") == (zeros > 22));
    }
}

BOOST_AUTO_TEST_SUITE_END()
