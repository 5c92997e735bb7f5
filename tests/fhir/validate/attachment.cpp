#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

BOOST_AUTO_TEST_SUITE(validate_attachment)

/// "abc", whose SHA-1 is that of FIPS 180, appendix A.1.
BOOST_AUTO_TEST_CASE(size_and_hash_are_those_of_the_data)
{
    const auto photo = [](const std::string& members) {
        return patient("'photo':[{'contentType':'image/png'," + members + "}]");
    };
    const validated rows[]{
        {"both are", photo("'data':'YWJj','size':3,'hash':'qZk+NkcGgWq6PiVxeFDCbJzQ2J0='"), ""},
        {"another size", photo("'data':'YWJj','size':4"), "error attachment-size Patient.photo[0]"},
        {"another hash",
         photo("'data':'YWJk','hash':'qZk+NkcGgWq6PiVxeFDCbJzQ2J0='"),
         "error attachment-hash Patient.photo[0]"},
        {"in hexadecimal",
         photo("'data':'YWJj','hash':'a9993e364706816aba3e25717850c26c9cd0d89d'"),
         "error attachment-hash Patient.photo[0]"},
        {"without data", photo("'url':'http://a.example/b','size':4,'hash':'qZk+NkcGgWq6PiVxeFDCbJzQ2J0='"), ""},
        {"data that are none", photo("'data':'Y','size':4"), "error value-malformed Patient.photo[0].data"},
    };
    check(rows);
}

BOOST_AUTO_TEST_SUITE_END()
