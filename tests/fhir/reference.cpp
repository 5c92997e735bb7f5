#include "fhir/reference.hpp"

#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace marrow::fhir;

namespace marrow::fhir {

std::ostream& boost_test_print_type(std::ostream& out, literal_reference::form kind)
{
    return out << static_cast<int>(kind);
}

}  // namespace marrow::fhir

BOOST_AUTO_TEST_SUITE(reference)

BOOST_AUTO_TEST_CASE(a_literal_is_taken_apart)
{
    using form = literal_reference::form;
    const struct {
        std::string_view text;
        form kind;
        std::string_view url;
        std::string_view type;
        std::string_view id;
        std::string_view version;
        std::string_view criteria;
    } rows[] = {
        {"", form::empty, "", "", "", "", ""},
        {"#", form::fragment, "", "", "", "", ""},
        {"#p1", form::fragment, "p1", "", "", "", ""},
        {"Patient/1", form::relative, "Patient/1", "Patient", "1", "", ""},
        {"/Patient/1", form::relative, "/Patient/1", "Patient", "1", "", ""},
        {"Patient/1/_history/2", form::relative, "Patient/1", "Patient", "1", "2", ""},
        {"Patient", form::relative, "Patient", "", "", "", ""},
        {"Patient/", form::relative, "Patient/", "", "", "", ""},
        {"patient/1", form::relative, "patient/1", "", "", "", ""},
        {"Pati3nt/1", form::relative, "Pati3nt/1", "", "", "", ""},
        {"http://a/fhir/Patient/1", form::absolute, "http://a/fhir/Patient/1", "Patient", "1", "", ""},
        {"http://a/Patient/1/_history/7", form::absolute, "http://a/Patient/1", "Patient", "1", "7", ""},
        {"http://a/x?y=1", form::absolute, "http://a/x?y=1", "", "", "", ""},
        {"urn:uuid:0b1c", form::absolute, "urn:uuid:0b1c", "", "", "", ""},
        {"urn:oid:1.2", form::absolute, "urn:oid:1.2", "", "", "", ""},
        {"1:2", form::relative, "1:2", "", "", "", ""},
        {":", form::relative, ":", "", "", "", ""},
        {"a/b:c", form::relative, "a/b:c", "", "", "", ""},
        {"Patient?identifier=s|v", form::conditional, "Patient?identifier=s|v", "Patient", "", "", "identifier=s|v"},
        {"http://a/Patient?x=/Y/_history/1",
         form::conditional,
         "http://a/Patient?x=/Y/_history/1",
         "Patient",
         "",
         "",
         "x=/Y/_history/1"},
        {"/_history/1", form::relative, "", "", "", "1", ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const literal_reference read = parse_reference(row.text);
            BOOST_TEST(read.kind == row.kind);
            BOOST_TEST(read.url == row.url);
            BOOST_TEST(read.type == row.type);
            BOOST_TEST(read.id == row.id);
            BOOST_TEST(read.version == row.version);
            BOOST_TEST(read.criteria == row.criteria);
        }
    }
}

BOOST_AUTO_TEST_CASE(only_restful_urls_have_a_base)
{
    const std::string longest = "http://a/Patient/" + std::string(64, 'x');
    const struct {
        std::string_view url;
        std::string_view base;
    } rows[] = {
        {"http://a/Patient/1", "http://a/"},
        {"https://a.example:8080/fhir/r4/Patient/a-1.b", "https://a.example:8080/fhir/r4/"},
        {longest, "http://a/"},
        {"http://a/Patient/1/_history/2", ""},
        {"http://a/patient/1", ""},
        {"http://a/Patient/a_b", ""},
        {"http://a/Patient/", ""},
        {"http://Patient/1", ""},
        {"http:///Patient/1", ""},
        {"ftp://a/Patient/1", ""},
        {"Patient/1", ""},
        {"urn:uuid:0b1c", ""},
        {"http://", ""},
        {"", ""},
    };
    for (const auto& row : rows)
        BOOST_TEST(restful_base(row.url) == row.base, row.url);
    BOOST_TEST(restful_base(longest + "x").empty());
}

BOOST_AUTO_TEST_CASE(criteria_are_one_identifier_token)
{
    const struct {
        std::string_view criteria;
        bool has_system;
        std::string_view system;
        std::string_view value;
    } rows[] = {
        {"identifier=http://s|v", true, "http://s", "v"},
        {"identifier=http%3A%2F%2Fs%7cv%20w", true, "http://s", "v w"},
        {"identifier=v", false, "", "v"},
        {"identifier=|v", true, "", "v"},
        {"identifier=s|a|b", true, "s", "a|b"},
        {R"(identifier=s|a\,b\|c\$d\\e)", true, "s", R"(a,b|c$d\e)"},
        {R"(identifier=a\|b)", false, "", "a|b"},
        {R"(identifier=a\nb\)", false, "", R"(a\nb\)"},
        {"identifier=100%", false, "", "100%"},
        {"identifier=%4", false, "", "%4"},
        {"identifier=%zz%41", false, "", "%zzA"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.criteria)
        {
            const auto asked = parse_criteria(row.criteria);
            BOOST_REQUIRE(asked);
            BOOST_TEST(asked->system.has_value() == row.has_system);
            BOOST_TEST(asked->system.value_or("") == row.system);
            BOOST_TEST(asked->value == row.value);
        }
    }
    for (const std::string_view other :
         {"",
          "identifier=",
          "identifier=s|",
          "name=x",
          "identifier=v&active=true",
          "active=true&identifier=v",
          "identifier:exact=v"})
        BOOST_TEST(!parse_criteria(other), other);
}

BOOST_AUTO_TEST_SUITE_END()
