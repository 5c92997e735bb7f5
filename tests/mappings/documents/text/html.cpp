#include "readers.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(text_html)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

BOOST_AUTO_TEST_CASE(tags_go_and_blocks_end_a_clause)
{
    const struct {
        std::string_view html;
        std::string_view text;
    } rows[] = {
        {"<p>An <b>anti</b>biotic nail</p>", "An antibiotic nail"},
        {"<p>No nail</p><p>Beads</p>", "No nail | Beads"},
        {"<ul><li>one<li>two</ul>", "one | two"},
        {"<table><tr><td>one</td><td>two</td></tr></table>", "one | two"},
        {"one<br>two<br/>three", "one | two | three"},
        {"a<SCRIPT>nail</SCRIPT>b", "a | b"},
        {"a<style type=\"x>y\">nail</style >b", "a | b"},
        {"a<script>nail", "a"},
        {"a<script/>b", "a | b"},
        {"a<!-- nail > -->b", "ab"},
        {"a<!-- nail", "a"},
        {"<!DOCTYPE html><?xml version=\"1.0\"?>a", "a"},
        {"a &lt; b &amp; c", "a < b & c"},
        {"drug&#45;eluting&#x20;nail", "drug-eluting nail"},
        {"drug&nbsp;eluting &unknown; &; & &#xZZ;", "drug eluting &unknown; &; & &#xZZ;"},
        {"&#0;&#xD800;&#x110000;a", "&#0;a"},
        {"pH < 7 <", "pH < 7 <"},
        {"<a title=\"x > y\">nail</a>", "nail"},
        {"nail <b class=\"open", "nail"},
        {"</>nail", "</>nail"},
        {"", ""}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("html " << row.html)
        {
            BOOST_TEST(squeezed(text_of("text/html", std::string{row.html}).value().text) == row.text);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_charset_stands_in_the_page_or_beside_it)
{
    const std::string page = "<html><head><meta charset='iso-8859-1'></head><body>N\xE4gel</body></html>";
    BOOST_TEST(squeezed(text_of("text/html", page).value().text) == "N\xC3\xA4gel");
    BOOST_TEST(squeezed(text_of("text/html;charset=utf-8", "N\xC3\xA4gel").value().text) == "N\xC3\xA4gel");
}

BOOST_AUTO_TEST_CASE(hostile_pages_are_read_in_linear_time)
{
    for (const std::string_view piece : {"<", "<a \"", "<!--", "<script>", "&", "</script", "<b>", "<p><"}) {
        std::string page;
        while (page.size() < (3u << 20))
            page += piece;
        BOOST_TEST_CONTEXT("piece " << piece)
        {
            BOOST_TEST(text_of("text/html", page).has_value());
        }
    }
}

BOOST_AUTO_TEST_CASE(no_more_than_the_bound_is_looked_at)
{
    std::string page;
    while (page.size() < extracted::most + 1000)
        page += "<p>nail</p>";
    page += std::string(2 * extracted::most, 'x');
    BOOST_TEST(text_of("text/html", page).value().text.size() <= 3 * extracted::most);
}

BOOST_AUTO_TEST_SUITE_END()
