#include "fhir/form.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace marrow::fhir;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(form_of_a_resource)

BOOST_AUTO_TEST_CASE(the_first_character_tells_it)
{
    const struct {
        std::string_view bytes;
        form is;
    } rows[] = {
        {"", form::json},
        {" \n", form::json},
        {"{}", form::json},
        {"\xEF\xBB\xBF{", form::json},
        {"<", form::xml},
        {"\xEF\xBB\xBF \r\n\t<", form::xml},
        {"\xFF\xFE<\0"sv, form::xml},
        {"\0<"sv, form::xml},
        {"x<", form::json},
    };
    for (const auto& row : rows)
        BOOST_TEST((form_of(row.bytes) == row.is), row.bytes);
}

BOOST_AUTO_TEST_CASE(the_release_is_that_asked_for_or_betrayed)
{
    const std::string_view begins = R"(<Procedure xmlns="http://hl7.org/fhir">)";
    const struct {
        std::string_view content;
        std::optional<version> asked;
        version is;
    } rows[] = {
        {"", {}, version::r4},
        {"", version::r4b, version::r4b},
        {R"(<occurrenceDateTime value="2026-01-02"/>)", {}, version::r5},
        {R"(<occurrenceDateTime value="2026-01-02"/>)", version::r4, version::r4},
        {R"(<reason><concept><text value="a"/></concept></reason>)", {}, version::r5},
    };
    for (const auto& row : rows) {
        json::arena memory;
        const std::string xml = std::string{begins}.append(row.content).append("</Procedure>");
        BOOST_TEST((read(xml, memory, row.asked).value().release == row.is), row.content);
    }
}

BOOST_AUTO_TEST_CASE(what_parameters_hold_betrays_the_release_too)
{
    for (const std::string_view text :
         {R"({"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Procedure","recorded":"2026"}}]})"sv,
          R"(<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="resource"/><resource><Bundle><entry><resource><Procedure><recorded value="2026"/></Procedure></resource></entry></Bundle></resource></parameter></Parameters>)"sv}) {
        json::arena memory;
        BOOST_TEST((read(text, memory).value().release == version::r5), text);
    }
}

BOOST_AUTO_TEST_CASE(lists_are_those_of_the_release_that_is_betrayed)
{
    json::arena memory;
    const auto made =
        read(R"(<Claim xmlns="http://hl7.org/fhir"><item><bodySite><site/></bodySite></item></Claim>)", memory);
    BOOST_TEST((made.value().release == version::r5));
    const json::value& item = made.value().document.root()[json::name::item].first();
    BOOST_TEST(item[json::name::bodySite].is_array());
}

BOOST_AUTO_TEST_SUITE_END()
