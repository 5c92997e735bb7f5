#include "desk.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(document_judge)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

namespace {

/// What is told of one more document beside the good one, pointed to by the claim.
strings told_of(const std::string& resource, const std::string& information_code = "")
{
    given from;
    const std::string entry = given::entry_of(resource);
    const std::size_t at = entry.find("\"fullUrl\":\"") + 11;
    const std::string url = entry.substr(at, entry.find('"', at) - at);
    from.information =
        R"([{"sequence":1,"valueReference":{"reference":"DocumentReference/note"}},{"sequence":2,"valueReference":{"reference":")" +
        url + "\"}" + (information_code.empty() ? "" : ",\"code\":" + loinc(information_code)) + "}]";
    from.more = "," + entry;
    return desk{from.json()}.told();
}

note extra()
{
    note out;
    out.id = "extra";
    return out;
}

std::string with_content(const std::string& content)
{
    note out = extra();
    out.content = content;
    return out.json();
}

std::string with_attachment(const std::string& attachment)
{
    return with_content(R"("content":[{"attachment":)" + attachment + "}]");
}

const std::string other = "Bundle.entry[7].resource";

}  // namespace

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

BOOST_AUTO_TEST_CASE(a_document_has_content)
{
    const std::string empty = "error documentation-empty " + other;
    const struct {
        std::string_view what;
        std::string resource;
        std::string told;
    } rows[] = {
        {"data", with_attachment(attachment_of("x")), ""},
        {"no data", with_attachment(R"({"contentType":"text/plain"})"), empty + ".content"},
        {"empty data", with_attachment(R"({"contentType":"text/plain","data":""})"), empty + ".content"},
        {"blank data", with_attachment(R"({"contentType":"text/plain","data":" \n"})"), empty + ".content"},
        {"no content", with_content(R"("implicitRules":"x")"), empty},
        {"one of two",
         with_content(R"("content":[{"attachment":{"title":"x"}},{"attachment":)" + attachment_of("x") + "}]"),
         ""},
        {"report with conclusion",
         R"({"resourceType":"DiagnosticReport","id":"extra","conclusion":"x","code":)" + loinc("11504-8") + "}",
         ""},
        {"report with narrative",
         R"({"resourceType":"DiagnosticReport","id":"extra","text":{"div":"<div>x</div>"},"code":)" + loinc("11504-8") +
             "}",
         ""},
        {"report with form",
         R"({"resourceType":"DiagnosticReport","id":"extra","presentedForm":[)" + attachment_of("x") + R"(],"code":)" +
             loinc("11504-8") + "}",
         ""},
        {"report with results alone",
         R"({"resourceType":"DiagnosticReport","id":"extra","result":[{"reference":"Observation/x"}],"code":)" +
             loinc("11504-8") + "}",
         empty},
        {"composition",
         R"({"resourceType":"Composition","id":"extra","section":[{"section":[{"text":{"div":"<div>x</div>"}}]}],"type":)" +
             loinc("11504-8") + "}",
         ""},
        {"composition without text",
         R"({"resourceType":"Composition","id":"extra","section":[{"title":"x","text":{"div":"<div> </div>"}}],"type":)" +
             loinc("11504-8") + "}",
         empty + ".section"},
        {"document without composition", R"({"resourceType":"Bundle","id":"extra","type":"document","entry":[]})", ""}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            strings expected = row.told.empty() ? strings{} : strings{row.told};
            if (row.what == "document without composition")
                expected = {empty, "warning documentation-wrong-type " + other};
            BOOST_TEST(told_of(row.resource) == expected, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_supporting_info_leads_to_takes_its_type_from_there)
{
    const std::string binary =
        R"({"resourceType":"Binary","id":"extra","contentType":"text/plain","data":")" + base64("x") + "\"}";
    const std::string empty = R"({"resourceType":"Binary","id":"extra","contentType":"text/plain"})";
    const std::string answers =
        R"({"resourceType":"QuestionnaireResponse","id":"extra","status":"completed","item":[{"item":[{"answer":[{"valueBoolean":false}]}]}]})";
    const std::string unanswered =
        R"({"resourceType":"QuestionnaireResponse","id":"extra","status":"completed","item":[{"text":"Question"}]})";
    const std::string wrong = "warning documentation-wrong-type ";
    BOOST_TEST(told_of(binary, "11504-8").empty());
    BOOST_TEST(told_of(answers, "11504-8").empty());
    BOOST_TEST(
        told_of(binary, "52033-8") == strings{wrong + "Bundle.entry[0].resource.supportingInfo[1].code"},
        boost::test_tools::per_element()
    );
    BOOST_TEST(told_of(binary) == strings{wrong + other}, boost::test_tools::per_element());
    BOOST_TEST(
        told_of(empty, "11504-8") == strings{"error documentation-empty " + other}, boost::test_tools::per_element()
    );
    BOOST_TEST(
        told_of(unanswered, "11504-8") == strings{"error documentation-empty " + other + ".item"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(an_attachment_may_stand_in_the_claim)
{
    const auto told = [](const std::string& value, const std::string& code) {
        given from;
        from.information =
            R"([{"sequence":1,"valueReference":{"reference":"DocumentReference/note"}},{"sequence":2,"code":)" +
            loinc(code) + R"(,"valueAttachment":)" + value + "}]";
        return desk{from.json()}.told();
    };
    const std::string at = "Bundle.entry[0].resource.supportingInfo[1]";
    BOOST_TEST(told(attachment_of("x"), "11504-8").empty());
    BOOST_TEST(
        told(attachment_of("x"), "52033-8") == strings{"warning documentation-wrong-type " + at + ".code"},
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        told(R"({"title":"x"})", "11504-8") == strings{"error documentation-empty " + at + ".value"},
        boost::test_tools::per_element()
    );
    BOOST_TEST(
        told(attachment_of("x", "image/png"), "11504-8") ==
            strings{"information documentation-not-read " + at + ".value"},
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(data_agree_with_hash_and_size)
{
    const std::string at = other + ".content[0].attachment";
    const std::string altered = "error documentation-altered " + at;
    const std::string unread = "information documentation-not-read " + at;
    const struct {
        std::string_view what;
        std::string attachment;
        std::string told;
    } rows[] = {
        {"agree", attachment_of("abc", "text/plain", R"(,"size":3,"hash":"qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")"), ""},
        {"size as text (R5)", attachment_of("abc", "text/plain", R"(,"size":"3")"), ""},
        {"size of the base64", attachment_of("abc", "text/plain", R"(,"size":4)"), altered},
        {"size as another text", attachment_of("abc", "text/plain", R"(,"size":"2")"), altered},
        {"size that is no number", attachment_of("abc", "text/plain", R"(,"size":"three")"), ""},
        {"another hash", attachment_of("abd", "text/plain", R"(,"hash":"qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")"), altered},
        {"hash in hexadecimal",
         attachment_of("abc", "text/plain", R"(,"hash":"a9993e364706816aba3e25717850c26c9cd0d89d")"),
         altered},
        {"no base64", R"({"contentType":"text/plain","data":"QQ"})", altered},
        {"no base64 of a format that is not read", R"({"contentType":"image/png","data":"Q*=="})", altered},
        {"lines of base64", R"({"contentType":"text/plain","data":"YW\nJj","size":3})", ""},
        {"an image with its hash",
         attachment_of("abc", "image/png", R"(,"hash":"qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")"),
         unread},
        {"no content type", R"({"data":"YWJj"})", unread},
        {"a url elsewhere", R"({"contentType":"text/plain","url":"https://elsewhere.example/note.txt"})", unread},
        {"a url to a Patient", R"({"contentType":"text/plain","url":"Patient/p1"})", unread}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            const strings expected = row.told.empty() ? strings{} : strings{row.told};
            BOOST_TEST(told_of(with_attachment(row.attachment)) == expected, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_url_to_a_binary_of_the_submission_is_followed)
{
    const auto told = [](const std::string& attachment, const std::string& binary) {
        given from;
        note made;
        made.content = R"("content":[{"attachment":)" + attachment + "}]";
        from.document = made.json();
        from.more = "," + given::entry_of(R"({"resourceType":"Binary","id":"scan",)" + binary + "}");
        return desk{from.json()}.told();
    };
    const std::string data = R"("contentType":"text/plain","data":"YWJj")";
    const std::string at = "Bundle.entry[6].resource.content";
    BOOST_TEST(told(R"({"url":"Binary/scan"})", data).empty());
    BOOST_TEST(
        told(R"({"contentType":"text/plain","url":"http://hospital.example/fhir/Binary/scan","size":3})", data).empty()
    );
    BOOST_TEST(
        told(R"({"url":"Binary/scan","size":4})", data).contains("error documentation-altered " + at + "[0].attachment")
    );
    BOOST_TEST(
        told(R"({"url":"Binary/scan"})", R"("contentType":"text/plain")").contains("error documentation-empty " + at)
    );
    BOOST_TEST(
        told(R"({"url":"Binary/other"})", data).contains("information documentation-not-read " + at + "[0].attachment")
    );
}

BOOST_AUTO_TEST_CASE(more_than_twenty_megabytes_are_not_read)
{
    const std::string big = attachment_of(std::string(11u << 20, 'x'));
    const std::string content = R"("content":[{"attachment":)" + big + R"(},{"attachment":)" + big + "}]";
    BOOST_TEST(
        told_of(with_content(content)) ==
            strings{"information documentation-not-read " + other + ".content[1].attachment"},
        boost::test_tools::per_element()
    );
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
