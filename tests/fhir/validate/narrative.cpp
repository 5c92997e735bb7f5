#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

BOOST_AUTO_TEST_SUITE(validate_narrative)

BOOST_AUTO_TEST_CASE(a_narrative_is_one_div_that_says_something)
{
    const struct {
        const char* name;
        const char* within;  ///< the div
        const char* code;
    } rows[]{
        {"text", "a", ""},
        {"formatting", "<p style=\\'color: red\\'>a<br/><b>b</b></p><table><tr><td>c</td></tr></table>", ""},
        {"an image alone", "<img src=\\'#a\\' alt=\\'a\\'/>", ""},
        {"entities", "&amp;&lt;&#160;&#xA0;a", ""},
        {"a comment", "<!-- c -->a", ""},
        {"not closed", "<p>a", "narrative-malformed"},
        {"closed out of order", "<p><b>a</p></b>", "narrative-malformed"},
        {"an ampersand that begins no entity", "a & b", "narrative-not-allowed"},
        {"nothing", " ", "narrative-empty"},
        {"empty elements", "<p> </p>", "narrative-empty"},
        {"a script", "<script>a</script>", "narrative-not-allowed"},
        {"an event", "<p onclick=\\'a\\'>b</p>", "narrative-not-allowed"},
        {"a form", "<form>a</form>", "narrative-not-allowed"},
        {"a link to a place it has", "<a href=\\'#b\\'>a</a><p id=\\'b\\'>b</p>", ""},
        {"a link to a place it has not", "<a href=\\'#b\\'>a</a>", "narrative-link"},
        {"a link elsewhere", "<a href=\\'http://a.example\\'>a</a>", ""},
    };
    for (const auto& row : rows) {
        const std::string div = std::string{"<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>"} + row.within + "</div>";
        const validated one[]{
            {row.name,
             patient("'text':{'status':'generated','div':'" + div + "'}"),
             *row.code ? "error " + std::string{row.code} + " Patient.text.`div`" : ""}};
        check(one);
    }
}

BOOST_AUTO_TEST_CASE(only_a_div_of_xhtml_will_do)
{
    const auto with = [](const std::string& div) {
        return patient("'text':{'status':'generated','div':'" + div + "'}");
    };
    const validated rows[]{
        {"another element",
         with("<p xmlns=\\'http://www.w3.org/1999/xhtml\\'>a</p>"),
         "error narrative-no-div Patient.text.`div`"},
        {"no namespace", with("<div>a</div>"), "error narrative-no-div Patient.text.`div`"},
        {"another namespace",
         with("<div xmlns=\\'http://a.example\\'>a</div>"),
         "error narrative-no-div Patient.text.`div`"},
        {"words", with("a"), "error narrative-malformed Patient.text.`div`"},
        {"missing", patient("'text':{'status':'generated'}"), "error element-missing Patient.text"},
    };
    check(rows);
}

BOOST_AUTO_TEST_SUITE_END()
