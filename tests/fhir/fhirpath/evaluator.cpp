#include "fhir/fhirpath/evaluator.hpp"

#include "tests/fhir/fhirpath/support.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::asked;

namespace {

using marrow::tests::check_rows;
using marrow::tests::row;

constexpr std::string_view patient = R"({"resourceType":"Patient","id":"p",
  "active":true,"birthDate":"2000-02-29","_birthDate":{"id":"b","extension":[{"url":"http://e","valueString":"x"}]},
  "_gender":{"extension":[{"url":"http://e","valueCode":"y"}]},
  "name":[{"use":"official","family":"Marrow","given":["Ann","Bea"]},{"given":["Cid",null,"Dot"],
    "_given":[null,{"id":"g"},{"id":"h"}]}],
  "deceasedDateTime":"2026-01-05","multipleBirthInteger":2,
  "contact":[{"name":{"family":"Kin"}}],
  "managingOrganization":{"reference":"#o"},
  "contained":[{"resourceType":"Organization","id":"o","name":"Org"}]})";

}  // namespace

BOOST_AUTO_TEST_SUITE(fhirpath_evaluator)

BOOST_AUTO_TEST_CASE(elements_are_found_by_name_with_their_types)
{
    asked on{std::string{patient}};
    check_rows(
        on,
        std::initializer_list<row>{
            {"Patient.name.given", "Ann | Bea | Cid | {\"id\":\"g\"} | Dot"},
            {"name.given", "Ann | Bea | Cid | {\"id\":\"g\"} | Dot"},
            {"Resource.id", "p"},
            {"DomainResource.id", "p"},
            {"Claim.id", ""},
            {"nothing.at.all", ""},
            {"deceased", "2026-01-05"},
            {"deceased is dateTime", "true"},
            {"deceased.is(boolean)", "false"},
            {"multipleBirth + 1", "3"},
            {"name.type().name", "HumanName | HumanName"},
            {"contact.type().name", "BackboneElement"},
            {"active.type().name & active.type().namespace", "booleanFHIR"},
            {"contained.ofType(Organization).name", "Org"},
            {"contained is DomainResource", "true"},
            {"children().count()", "11"},
            {"name.first().children().count()", "4"},
            {"managingOrganization.resolve().name", "Org"},
        }
    );
}

BOOST_AUTO_TEST_CASE(primitives_have_their_siblings)
{
    asked on{std::string{patient}};
    check_rows(
        on,
        std::initializer_list<row>{
            {"birthDate.extension('http://e').value", "x"},
            {"birthDate.extension.url", "http://e"},
            {"birthDate.id", "b"},
            {"birthDate.hasValue()", "true"},
            {"birthDate = @2000-02-29", "true"},
            {"gender.exists()", "true"},
            {"gender.hasValue()", "false"},
            {"gender.extension('http://e').value", "y"},
            {"gender.extension.value is code", "true"},
            {"name.given.hasValue()", "false"},
            {"name.given.select(hasValue())", "true | true | true | false | true"},
            {"name.given.id", "g | h"},
            {"name.given.where(id = 'h')", "Dot"},
            {"birthDate.children().count()", "2"},
        }
    );
}

BOOST_AUTO_TEST_CASE(truths_have_three_values)
{
    asked on;
    check_rows(
        on,
        std::initializer_list<row>{
            {"true and {}", ""},
            {"{} and false", "false"},
            {"{} or true", "true"},
            {"{} or false", ""},
            {"{} implies false", ""},
            {"{} implies true", "true"},
            {"true implies {}", ""},
            {"false implies {}", "true"},
            {"{} xor true", ""},
            {"true or (1 | 2)", "true"},
            {"false and (1 | 2)", "false"},
            {"false or (1 | 2)", "fault: One truth was expected here, not several items."},
            {"{}.not()", ""},
            {"'a' and true", "true"},
            {"@2026 = @2026-01", ""},
            {"@2026 != @2026-01", ""},
            {"(@2026 | 1) = (@2026-01 | 2)", "false"},
        }
    );
}

BOOST_AUTO_TEST_CASE(variables_are_seen_where_they_were_defined)
{
    asked on{std::string{patient}};
    check_rows(
        on,
        std::initializer_list<row>{
            {"%resource.id", "p"},
            {"%rootResource.id & %context.id", "pp"},
            {"%ucum", "http://unitsofmeasure.org"},
            {"%`vs-x`", "http://hl7.org/fhir/ValueSet/x"},
            {"%`ext-x`", "http://hl7.org/fhir/StructureDefinition/x"},
            {"%'vs-x'", "http://hl7.org/fhir/ValueSet/x"},
            {"%nothing", "fault: There is no variable of that name here."},
            {"defineVariable('a', 1).select(%a)", "1"},
            {"defineVariable('a').select(%a.id)", "p"},
            {"name.where(defineVariable('a', 1).exists()).select(%a)",
             "fault: There is no variable of that name here."},
            {"defineVariable('resource')", "fault: There is a variable of that name already."},
            {"defineVariable('a').defineVariable('a')", "fault: There is a variable of that name already."},
            {"(1 | 2 | 3).aggregate($total + $this, 0)", "6"},
            {"(7 | 8 | 9).select($index)", "0 | 1 | 2"},
            {"(1 | 2).select($this * 10)", "10 | 20"},
        }
    );
    on.outside.variables = {};
}

BOOST_AUTO_TEST_CASE(what_comes_from_outside_is_asked_for)
{
    const marrow::tests::given one{R"({"resourceType":"Patient","link":[{"other":{"reference":"Patient/q"}}]})"};
    const definitions::model& release = definitions::model::of(version::r4);
    std::string traced;
    const fhirpath::variable variables[] = {{"given", fhirpath::item{std::int64_t{7}}}};
    fhirpath::environment outside;
    outside.variables = variables;
    outside.resolve = [&](const json::value& reference) {
        return reference[json::name::reference].text() == "Patient/q" ? &one.root() : nullptr;
    };
    outside.trace = [&](std::string_view name, std::span<const fhirpath::item> items) {
        traced.append(name).append(std::to_string(items.size()));
    };
    fhirpath::evaluator on{one.document, release, outside};
    const auto test = [&](std::string_view text) {
        return on.test(fhirpath::compile(text, release).value(), {.at = on.root()});
    };
    BOOST_TEST((test("%given = 7").value() == fhirpath::truth::yes));
    BOOST_TEST((test("link.other.resolve() is Patient").value() == fhirpath::truth::yes));
    BOOST_TEST((test("(1 | 2).trace('t').count() = 2").value() == fhirpath::truth::yes));
    BOOST_TEST((test("(1 | 2).trace('u', $this + 1).count() = 2").value() == fhirpath::truth::yes));
    BOOST_TEST(traced == "t2u2");
    BOOST_TEST((test("{}").value() == fhirpath::truth::unknown));
    BOOST_TEST((test("id").value() == fhirpath::truth::unknown));
    BOOST_TEST((test("1 | 2").error().kind == fault_kind::usage));
    BOOST_TEST((test("now().exists()").error().kind == fault_kind::not_supported));
    BOOST_TEST((test("'<div/>'.htmlChecks()").error().kind == fault_kind::not_supported));
    BOOST_TEST((test("conformsTo('http://profile')").error().kind == fault_kind::not_supported));
}

BOOST_AUTO_TEST_CASE(faults_have_their_place_in_the_expression)
{
    asked on{std::string{patient}};
    const auto compiled = fhirpath::compile("id.exists() and\n  name.single().exists()", on.model);
    const auto result = on.on.test(*compiled, {.at = on.on.root()});
    BOOST_REQUIRE(result.has_error());
    BOOST_TEST(result.error().at->line == 2);
    BOOST_TEST(result.error().at->column == 8);
}

BOOST_AUTO_TEST_CASE(work_that_has_no_end_is_refused)
{
    asked on{std::string{patient}};
    on.outside.limits = {.steps = 100'000, .items = 5'000, .text = 100'000};
    const std::string doubled = R"(.select($this & $this).select($this & $this).select($this & $this))";
    const std::string rows[] = {
        "1.repeat($this + 1)",
        "1.repeatAll($this)",
        "'x'.repeat($this & 'x')",
        "'xxxxxxxx'" + doubled + doubled + doubled + doubled + doubled,
        "'aaaa'.replace('', 'aaaaaaaaaa').replace('', 'aaaaaaaaaa').replace('', 'aaaaaaaaaa').replace('', 'aaaaaaaa')"
        ".replace('', 'aaaaaaaaaaaaaa').replace('', 'aaaaaaaaaaaaa').replace('', 'aaaaaaaaaaaaaaaaa')",
        "(1|2|3|4|5|6|7|8|9).select((1|2|3|4|5|6|7|8|9).select((1|2|3|4|5|6|7|8|9).select((1|2|3|4|5|6|7|8|9)"
        ".select((1|2|3|4|5|6|7|8|9)))))",
    };
    for (const std::string& text : rows) {
        BOOST_TEST_CONTEXT(text)
        {
            const auto compiled = fhirpath::compile(text, on.model);
            const auto result = on.on.evaluate(compiled.value(), {.at = on.on.root()});
            BOOST_REQUIRE(result.has_error());
            BOOST_TEST((result.error().kind == fault_kind::too_large));
        }
    }
    BOOST_TEST(on("name.given.count()") == "5");
}

BOOST_AUTO_TEST_CASE(what_all_evaluations_cost_together_is_bounded)
{
    asked on{std::string{patient}};
    on.outside.limits.all_steps = 1'000;
    int answered = 0;
    while (on("name.given.count()") == "5" && answered < 1'000)
        ++answered;
    BOOST_TEST(answered > 1);
    BOOST_TEST(answered < 1'000);
    BOOST_TEST(on("true") == "fault: The expressions together take more steps on this submission than are taken.");
}

BOOST_AUTO_TEST_SUITE_END()
