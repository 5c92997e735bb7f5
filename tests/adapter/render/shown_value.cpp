#include "adapter/render/shown_value.hpp"

#include "fhir/json/parse.hpp"

#include <boost/test/unit_test.hpp>

namespace marrow::adapter {

namespace {

/// Shown of the first member of a JSON object, or of its first item when it is a list.
std::string shown(std::string_view json)
{
    fhir::json::arena memory;
    const auto parsed = fhir::json::parse(json, memory);
    BOOST_REQUIRE(parsed.has_value());
    return shown_value(*parsed, parsed->root().items().front().first());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shown_values)

BOOST_AUTO_TEST_CASE(codes_dates_and_numbers_are_shown_and_nothing_else)
{
    const struct {
        const char* json;
        const char* shown;
    } rows[] = {
        {R"({"code": "20703"})", "20703"},
        {R"({"status": "not-done"})", "not-done"},
        {R"({"servicedDate": "2026-03-10"})", "2026-03-10"},
        {R"({"servicedPeriod": {"start": "2026-03-10", "end": "2026-03-11"}})", "2026-03-10 to 2026-03-11"},
        {R"({"diagnosisSequence": 7})", "7"},
        {R"({"quantity": {"value": 1.50}})", "1.50"},
        {R"({"productOrService": {"coding": [{"code": "27470"}, {"code": "20703"}]}})", "27470, 20703"},
        {R"({"item": {"productOrService": {"coding": [{"code": "20703"}]}}})", "20703"},
        {R"({"modifier": {"coding": [{"system": "s", "code": "RT"}]}})", "RT"},
        {R"({"diagnosisSequence": [7]})", "7"},
        {R"({"given": [77]})", ""},
        {R"({"sequence": 3})", "3"},
        {R"({"size": 17})", "17"},
        {R"({"identifier": {"system": "s", "value": 123456789}})", ""},
        {R"({"value": 123456789})", ""},
        {R"({"telecom": {"value": 5551234567}})", ""},
        {R"({"postalCode": 90210})", ""},
        {R"({"ssn": 123456789})", ""},
        {R"({"ssn": "1999-123"})", ""},
        {R"({"birthDate": "1990-02-30"})", ""},
        {R"({"patient": {"reference": "Patient/jane-doe"}})", ""},
        {R"({"reference": "Patient/jane-doe"})", ""},
        {R"({"family": "Doe"})", ""},
        {R"({"text": "Jane Doe"})", ""},
        {R"({"status": "entered-in-error"})", "entered-in-error"},
        {R"({"status": "Doe"})", ""},
        {R"({"use": "jane-doe"})", ""},
        {R"({"contentType": "application/rtf"})", "application/rtf"},
        {R"({"contentType": "Patient/jane-doe"})", ""},
        {R"({"contentType": "Jane Doe"})", ""},
        {R"({"code": "Doe"})", ""},
        {R"({"code": "Patient/7"})", ""},
        {R"({"display": "1970-01-31"})", ""},
        {R"({"deceasedDateTime": "2020-01-31"})", ""},
        {R"({"sequence": "Doe"})", ""},
        {R"({"sequence": "1970-01-31"})", ""},
        {R"({"code": "Jane, born 1970 in Example Town, see chart"})", ""},
        {R"({"identifier": {"system": "s", "value": "123-45-6789"}})", ""},
        {R"({"code": {"text": "Jane Doe"}})", ""},
        {R"({"resource": {"resourceType": "Patient"}})", ""},
    };
    for (const auto& row : rows)
        BOOST_TEST(shown(row.json) == row.shown, row.json);
}

BOOST_AUTO_TEST_CASE(control_characters_are_replaced)
{
    BOOST_TEST(printable("a\x1b[2Jb\r\nc\x7f") == "a?[2Jb??c?");
    BOOST_TEST(
        printable("\xC2\x9B"
                  "31m") == "?31m"
    );
    BOOST_TEST(printable("caf\xC3\xA9") == "caf\xC3\xA9");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace marrow::adapter
