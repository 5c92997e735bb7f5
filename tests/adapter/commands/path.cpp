#include "tests/adapter/commands/marrow.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::adapter::test {

namespace {

constexpr std::string_view patient = R"({"resourceType":"Patient","id":"p",
  "_birthDate":{"id":"b"},
  "name":[{"given":["Ann\u001b","Bea"]}],
  "contact":[{"name":{"family":"Kin"}}]
})";

ran asked(const std::string& expression, const std::vector<std::string>& more = {})
{
    std::vector<std::string> arguments{"path", expression, "-"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return marrow(arguments, std::string{patient});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(path_command)

BOOST_AUTO_TEST_CASE(each_item_has_its_line_with_place_path_and_value)
{
    const struct {
        const char* expression;
        const char* out;
    } rows[] = {
        {"Patient.id", "stdin:1:32: Patient.id p\n"},
        {"name.given", "stdin:3:21: Patient.name[0].given[0] Ann?\nstdin:3:33: Patient.name[0].given[1] Bea\n"},
        {"contact.name", "stdin:4:22: Patient.contact[0].name {\"family\":\"Kin\"}\n"},
        {"birthDate", "stdin:2:16: Patient.birthDate {\"id\":\"b\"}\n"},
        {"name.count() | 2.50 | 3 'mg'", "stdin: 1\nstdin: 2.50\nstdin: 3 'mg'\n"},
        {"'<div xmlns=\"http://www.w3.org/1999/xhtml\">a</div>'.htmlChecks()", "stdin: true\n"},
        {"'<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>a</script></div>'.htmlChecks()", "stdin: false\n"},
        {"{}", ""},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.expression) BOOST_TEST(asked(row.expression).out == row.out);
}

BOOST_AUTO_TEST_CASE(json_is_an_array_of_what_was_found)
{
    BOOST_TEST(asked("{}", {"--format", "json"}).out == "[]\n");
    BOOST_TEST(
        asked("id | true | 1.50 | 2 'mg' | @2026-01", {"--format", "json"}).out ==
        R"([
  {"file":"stdin","line":1,"column":32,"path":"Patient.id","type":"FHIR.id","value":"p"},
  {"file":"stdin","type":"System.Boolean","value":true},
  {"file":"stdin","type":"System.Decimal","value":1.50},
  {"file":"stdin","type":"System.Quantity","value":{"value":2,"unit":"mg"}},
  {"file":"stdin","type":"System.Date","value":"2026-01"}
]
)"
    );
}

BOOST_AUTO_TEST_CASE(elements_that_no_type_has_are_told_beside_the_result)
{
    const ran said = asked("name.given1");
    BOOST_TEST(said.out.empty());
    BOOST_TEST(said.err == "marrow: EXPRESSION:1:6: There is no element given1 in HumanName.\n");
    BOOST_TEST((said.status == exit_status::findings));
    BOOST_TEST(asked("name.trace('n').exists()").err == "marrow: trace n: 1 items\n");
}

BOOST_AUTO_TEST_CASE(references_lead_to_the_entries_of_the_bundle)
{
    const std::string bundle = sample_named("accepted");
    const ran said = marrow({"path", "entry.resource.ofType(Claim).patient.resolve() is Patient", "-"}, bundle);
    BOOST_TEST(said.out == "stdin: true\n");
    const ran lost = marrow({"path", "Bundle.resolve()", "-"}, bundle);
    BOOST_TEST((lost.status == exit_status::findings));
}

BOOST_AUTO_TEST_CASE(the_release_is_the_one_asked_for_or_the_one_the_elements_betray)
{
    const std::string procedure = R"({"resourceType":"Procedure","occurrenceDateTime":"2026-01-05"})";
    BOOST_TEST((marrow({"path", "occurrence", "-"}, procedure).status == exit_status::good));
    const ran as_r4 = marrow({"path", "occurrence", "-", "--fhir-version", "4.0"}, procedure);
    BOOST_TEST((as_r4.status == exit_status::findings));
}

BOOST_AUTO_TEST_CASE(ndjson_is_asked_line_by_line)
{
    const scratch files;
    const std::string name = files.write("two.ndjson", R"({"resourceType":"Patient","id":"a"}
{"resourceType":"Patient","id":"b"}
)");
    BOOST_TEST(marrow({"path", "id", name}).out == name + ":1:32: Patient.id a\n" + name + ":2:32: Patient.id b\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter::test
