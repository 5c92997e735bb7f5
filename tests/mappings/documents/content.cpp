#include "beside.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(document_content)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

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

BOOST_AUTO_TEST_SUITE_END()
