#include "readers.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(text_fhir_json)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

BOOST_AUTO_TEST_CASE(a_resource_says_what_its_words_say)
{
    const struct {
        std::string_view json;
        std::string_view text;
    } rows[] = {
        {R"({"resourceType":"Composition","text":{"div":"<div>one</div>"},"section":[{"title":"two","text":{"div":"<div><p>three</p></div>"},
            "section":[{"text":{"div":"<div>four</div>"}}]}]})",
         "one | two | three | four"},
        {R"({"resourceType":"DiagnosticReport","conclusion":"one","note":[{"text":"two"}]})", "one | two"},
        {R"({"resourceType":"Bundle","type":"document","entry":[{"resource":{"resourceType":"Composition","text":{"div":"<div>one</div>"}}},
            {"resource":{"resourceType":"Patient","text":{"div":"<div>two</div>"}}}]})",
         "one"},
        {R"({"resourceType":"QuestionnaireResponse","item":[{"text":"Question","answer":[{"valueString":"one"},{"valueCoding":{"display":"two"}},
            {"valueBoolean":false}]}]})",
         "one | two"},
        {R"({"resourceType":"Patient","name":[{"family":"Sample"}]})", ""}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.json)
        {
            BOOST_TEST(squeezed(text_of("application/fhir+json", std::string{row.json}).value().text) == row.text);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_section_of_indications_counts_when_it_says_something)
{
    const auto read = [](std::string_view system, std::string_view code, std::string_view div) {
        const std::string json = R"({"resourceType":"Composition","section":[{"code":{"coding":[{"system":")" +
                                 std::string{system} + R"(","code":")" + std::string{code} + R"("}]},"text":{"div":")" +
                                 std::string{div} + R"("}}]})";
        return text_of("application/fhir+json", json).value().indications;
    };
    BOOST_TEST(read("http://loinc.org", "59768-2", "<div>Therapy completed</div>"));
    BOOST_TEST(read("http://terminology.hl7.org/CodeSystem/c80-doc-typecodes", "10217-8", "<div>x</div>"));
    BOOST_TEST(!read("http://loinc.org", "59768-2", "<div> </div>"));
    BOOST_TEST(!read("http://loinc.org", "59776-5", "<div>x</div>"));
    BOOST_TEST(!read("http://example.org", "59768-2", "<div>x</div>"));
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_not_read)
{
    for (const std::string_view text : {"", "{", "{\"a\":1,\"a\":2}", "<a/>"})
        BOOST_TEST(!text_of("application/fhir+json", std::string{text}).has_value());
    BOOST_TEST(!text_of("application/fhir+json", "[" + std::string(9u << 20, ' ') + "]").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
