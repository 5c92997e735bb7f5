#include "beside.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(document_judge)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

BOOST_AUTO_TEST_CASE(types_are_accepted_or_evidence_or_wrong)
{
    const struct {
        std::string_view what;
        std::string type;
        bool wrong;
        std::string at;
    } rows[] = {
        {"operative note", R"("type":)" + loinc("11504-8"), false, ""},
        {"imaging", R"("type":)" + loinc("18748-4"), false, ""},
        {"letter", R"("type":)" + loinc("52033-8"), true, other + ".type"},
        {"one of two codings",
         R"("type":{"coding":[{"system":"http://local.example","code":"x"},{"system":"http://loinc.org","code":"11504-8"}]})",
         false,
         ""},
        {"the system of document types",
         R"("type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/c80-doc-typecodes","code":"11504-8"}]})",
         false,
         ""},
        {"another system",
         R"("type":{"coding":[{"system":"http://local.example","code":"11504-8"}]})",
         true,
         other + ".type"},
        {"no code", R"("type":{"text":"Operative note"})", true, other + ".type"},
        {"no type", R"("language":"en")", true, other}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            strings expected;
            if (row.wrong) expected = {"warning documentation-wrong-type " + row.at};
            note made = extra();
            made.type = row.type;
            if (row.what == "no type") made.more = R"("implicitRules":"x")";
            BOOST_TEST(told_of(made.json()) == expected, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_enough_alone)
{
    const struct {
        std::string_view what;
        std::string type;
        bool enough;
    } rows[] = {
        {"operative note", R"("type":)" + loinc("11504-8"), true},
        {"procedure note", R"("type":)" + loinc("28570-0"), true},
        {"orthopaedic operative note", R"("type":)" + loinc("34868-0"), true},
        {"imaging", R"("type":)" + loinc("18748-4"), false},
        {"letter", R"("type":)" + loinc("52033-8"), false},
        {"no code", R"("type":{"text":"Operative note"})", true},
        {"no type", R"("implicitRules":"x")", true}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            given from;
            note made;
            made.type = row.type;
            from.document = made.json();
            BOOST_TEST(desk{from.json()}.tells("documentation-missing") == !row.enough);
        }
    }
}

BOOST_AUTO_TEST_CASE(sections_of_a_composition_give_it_a_type)
{
    const auto composition = [](const std::string& type, const std::string& section, const std::string& div) {
        return R"({"resourceType":"Composition","id":"extra","status":"final","type":)" + loinc(type) +
               R"(,"section":[{"code":)" + loinc(section) + R"(,"text":{"div":"<div>)" + div +
               R"(</div>"}},{"text":{"div":"<div>more</div>"}}]})";
    };
    BOOST_TEST(told_of(composition("11504-8", "1-1", "x")).empty());
    BOOST_TEST(told_of(composition("52033-8", "29554-3", "x")).empty());
    const strings wrong{"warning documentation-wrong-type " + other + ".type"};
    BOOST_TEST(told_of(composition("52033-8", "29554-3", " ")) == wrong);
    BOOST_TEST(told_of(composition("52033-8", "1-1", "x")) == wrong);
}

BOOST_AUTO_TEST_CASE(the_patient_must_be_the_claims)
{
    const strings wrong{"error documentation-for-another-patient " + other + ".subject"};
    const struct {
        std::string subject;
        bool told;
    } rows[] = {
        {R"("subject":{"reference":"Patient/p1"})", false},
        {R"("subject":{"reference":"http://hospital.example/fhir/Patient/p1"})", false},
        {R"("subject":{"identifier":{"system":"http://hospital.example/members","value":"1"}})", false},
        {R"("subject":{"reference":"Patient/p2"})", true},
        {R"("subject":{"reference":"Patient/p3"})", true},
        {R"("subject":{"identifier":{"system":"http://hospital.example/members","value":"2"}})", true},
        {R"("subject":{"display":"Somebody"})", false},
        {R"("implicitRules":"x")", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.subject)
        {
            note made = extra();
            made.subject = row.subject;
            BOOST_TEST(told_of(made.json()) == (row.told ? wrong : strings{}), boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_document_bundle_may_hold_its_own_copy_of_the_patient)
{
    const auto bundle = [](const std::string& identifier) {
        return R"({"resourceType":"Bundle","id":"extra","type":"document","entry":[
            {"resource":{"resourceType":"Composition","status":"final","type":)" +
               loinc("11504-8") +
               R"(,"subject":{"reference":"Patient/copy"},"section":[{"text":{"div":"<div>x</div>"}}]}},
            {"resource":{"resourceType":"Patient","id":"copy","identifier":[{"system":"http://hospital.example/members","value":")" +
               identifier + "\"}]}}]}";
    };
    BOOST_TEST(told_of(bundle("1")).empty());
    const strings wrong{"error documentation-for-another-patient " + other + ".entry[0].resource.subject"};
    BOOST_TEST(told_of(bundle("2")) == wrong, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(status_withdraws_or_warns)
{
    const struct {
        std::string status;
        std::string_view told;
    } rows[] = {
        {R"("status":"current")", ""},
        {R"("status":"current","docStatus":"amended")", ""},
        {R"("status":"superseded")", "error documentation-withdrawn Bundle.entry[7].resource.status"},
        {R"("status":"entered-in-error")", "error documentation-withdrawn Bundle.entry[7].resource.status"},
        {R"("status":"current","docStatus":"entered-in-error")",
         "error documentation-withdrawn Bundle.entry[7].resource.docStatus"},
        {R"("status":"current","docStatus":"preliminary")",
         "warning documentation-not-final Bundle.entry[7].resource.docStatus"}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.status)
        {
            note made = extra();
            made.status = row.status;
            const strings expected = row.told.empty() ? strings{} : strings{std::string{row.told}};
            BOOST_TEST(told_of(made.json()) == expected, boost::test_tools::per_element());
        }
    }
    for (const std::string_view status :
         {"registered", "partial", "preliminary", "final", "cancelled", "entered-in-error"}) {
        BOOST_TEST_CONTEXT("report " << status)
        {
            const strings told = told_of(
                R"({"resourceType":"DiagnosticReport","id":"extra","conclusion":"x","code":)" + loinc("11504-8") +
                R"(,"status":")" + std::string{status} + "\"}"
            );
            const std::string_view code = status == "final" ? ""
                                          : status == "cancelled" || status == "entered-in-error"
                                              ? "error documentation-withdrawn "
                                              : "warning documentation-not-final ";
            const strings expected = code.empty() ? strings{} : strings{std::string{code} + other + ".status"};
            BOOST_TEST(told == expected, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(dates_are_those_of_the_line_or_later)
{
    const std::string code = "warning documentation-outside-service-dates " + other;
    const struct {
        std::string date;
        std::string more;
        std::string told;
    } rows[] = {
        {"2026-03-10", "", ""},
        {"2026-03-10T00:01:00+14:00", "", ""},
        {"2026-05-01", "", ""},
        {"2026-03-09", "", code + ".date"},
        {"2026-03-09T23:59:00-05:00", "", code + ".date"},
        {"2026-03", "", ""},
        {"2026-03-11", R"("context":{"period":{"start":"2026-03-08","end":"2026-03-12"}})", ""},
        {"2026-03-11", R"("context":{"period":{"start":"2026-02-08","end":"2026-02-12"}})", code + ".context.period"},
        {"2026-03-11", R"("context":{"period":{"start":"2026-03-11"}})", code + ".context.period"},
        {"2026-03-11", R"("context":{"period":{"end":"2026-03-10"}})", ""},
        {"2026-03-11", R"("period":{"start":"2026-02-08","end":"2026-02-12"})", code + ".period"}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.date << " " << row.more)
        {
            note made = extra();
            made.date = R"("date":")" + row.date + "\"";
            if (!row.more.empty()) made.more = row.more;
            const strings expected = row.told.empty() ? strings{} : strings{row.told};
            BOOST_TEST(told_of(made.json()) == expected, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(dates_of_reports_and_compositions)
{
    const std::string code = "warning documentation-outside-service-dates " + other;
    const auto report = [](const std::string& dates) {
        return R"({"resourceType":"DiagnosticReport","id":"extra","conclusion":"x","code":)" + loinc("11504-8") + "," +
               dates + "}";
    };
    const auto composition = [](const std::string& dates) {
        return R"({"resourceType":"Composition","id":"extra","section":[{"text":{"div":"<div>x</div>"}}],"type":)" +
               loinc("11504-8") + "," + dates + "}";
    };
    BOOST_TEST(told_of(report(R"("effectiveDateTime":"2026-03-10T08:00:00Z","issued":"2026-03-11T08:00:00Z")")).empty()
    );
    BOOST_TEST(
        told_of(report(R"("effectiveDateTime":"2026-03-11")")) == strings{code + ".effective"},
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        told_of(report(R"("effectivePeriod":{"start":"2026-03-01","end":"2026-03-02"})")) ==
            strings{code + ".effective"},
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        told_of(report(R"("issued":"2026-03-01T08:00:00Z")")) == strings{code + ".issued"},
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        told_of(composition(R"("date":"2026-03-09")")) == strings{code + ".date"}, boost::test_tools::per_element()
    );
    BOOST_TEST(told_of(composition(R"("date":"2026-03-12","event":[{"period":{"start":"2026-01-01","end":"2026-01-02"}},
        {"period":{"start":"2026-03-10"}}])"))
                   .empty());
    BOOST_TEST(
        told_of(composition(R"("event":[{"period":{"start":"2026-01-01","end":"2026-01-02"}}])")) ==
            strings{code + ".event[0].period"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(documentation_is_missing_when_nothing_acceptable_is_left)
{
    const std::string missing = "documentation-missing Bundle.entry[0].resource.item[1]";
    const struct {
        std::string_view what;
        note document;
        bool missing;
    } rows[] = {
        {"good", {}, false},
        {"withdrawn", {.status = R"("status":"superseded")"}, true},
        {"of another patient", {.subject = R"("subject":{"reference":"Patient/p2"})"}, true},
        {"empty", {.content = R"("content":[])"}, true},
        {"altered", {.content = R"("content":[{"attachment":{"contentType":"text/plain","data":"QQ"}}])"}, true},
        {"of the wrong type", {.type = R"("type":)" + loinc("52033-8")}, true},
        {"not final", {.status = R"("docStatus":"preliminary")"}, false},
        {"of another day", {.date = R"("date":"2026-01-01")"}, false},
        {"not read", {.content = R"("content":[{"attachment":)" + attachment_of("x", "image/png") + "}]"}, false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            given from;
            from.document = row.document.json();
            BOOST_TEST(desk{from.json()}.told().contains("error " + missing) == row.missing);
            from.claim = R"("use":"preauthorization")";
            BOOST_TEST(desk{from.json()}.told().contains("warning " + missing) == row.missing);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_document_looked_at_is_named_to_the_verdict)
{
    given from;
    from.information = R"([{"sequence":1,"valueReference":{"reference":"DocumentReference/note"}},
        {"sequence":2,"valueReference":{"reference":"DocumentReference/gone"}},{"sequence":3,"valueString":"x"}])";
    const desk at{from.json()};
    const std::vector<std::string> expected{
        "Bundle.entry[0].resource.supportingInfo[0]",
        "Bundle.entry[0].resource.supportingInfo[1]",
        "Bundle.entry[6].resource"};
    BOOST_TEST(at.judged() == expected, boost::test_tools::per_element());
    BOOST_TEST(at.counted() == std::vector<std::string>{"Bundle.entry[6].resource"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
