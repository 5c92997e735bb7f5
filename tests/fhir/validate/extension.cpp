#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

BOOST_AUTO_TEST_SUITE(validate_extension)

BOOST_AUTO_TEST_CASE(an_extension_has_a_url_and_a_value_or_extensions)
{
    const auto with = [](const std::string& members) { return patient("'extension':[{" + members + "}]"); };
    const std::string at = " Patient.extension[0]";
    const validated rows[]{
        {"a value", with("'url':'http://a.example/b','valueString':'c'"), ""},
        {"an extension", with("'url':'http://a.example/b','extension':[{'url':'c','valueString':'d'}]"), ""},
        {"no value, but why",
         with("'url':'http://a.example/b','_valueString':{'extension':[{'url':'http://a.example/c','valueCode':'d'}]}"),
         ""},
        {"both",
         with("'url':'http://a.example/b','valueString':'c','extension':[{'url':'c','valueString':'d'}]"),
         "error extension-value-and-nested" + at},
        {"neither", with("'url':'http://a.example/b'"), "error extension-value-and-nested" + at},
        {"without url", with("'valueString':'c'"), "error element-missing" + at},
        {"a relative url", with("'url':'b','valueString':'c'"), "error extension-url-not-absolute" + at},
        {"a value of no type",
         with("'url':'http://a.example/b','valueText':'c'"),
         "error extension-value-and-nested" + at + "; error element-unknown" + at},
        {"of a primitive",
         patient("'_birthDate':{'extension':[{'url':'http://a.example/b'}]}"),
         "error extension-value-and-nested Patient.birthDate.extension[0]"},
    };
    check(rows);
}

BOOST_AUTO_TEST_SUITE_END()
