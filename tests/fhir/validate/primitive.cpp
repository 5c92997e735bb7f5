#include "tests/fhir/validate/told.hpp"

using namespace marrow;
using namespace marrow::tests;

namespace {

struct value_row {
    const char* value;  ///< JSON
    const char* code;   ///< of the issue, with its severity; empty when there must be none
};

/// One Observation or Patient with the value at the member.
void check_values(
    const std::string& before, const std::string& after, std::string_view path, std::span<const value_row> rows
)
{
    for (const value_row& row : rows) {
        const std::string told = *row.code ? std::string{row.code} + " " + std::string{path} : "";
        const validated one[]{{"value", before + row.value + after, told}};
        check(one);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validate_primitive)

BOOST_AUTO_TEST_CASE(a_date_is_a_day_that_exists)
{
    const value_row rows[]{
        {"'2024-02-29'", ""},
        {"'2024-02'", ""},
        {"'2024'", ""},
        {"'2023-02-29'", "error value-malformed"},
        {"'1900-02-29'", "error value-malformed"},
        {"'2000-02-29'", ""},
        {"'2024-13'", "error value-malformed"},
        {"'2024-04-31'", "error value-malformed"},
        {"'2024-4-30'", "error value-malformed"},
        {"'24-04-30'", "error value-malformed"},
        {"'2024-04-30T00:00:00Z'", "error value-malformed"},
        {"' 2024'", "error value-malformed"},
        {"''", "error value-empty"},
        {"2024", "error string-expected"},
        {"true", "error string-expected"},
        {"{'a':1}", "error string-expected"},
    };
    check_values("{'resourceType':'Patient','birthDate':", "}", "Patient.birthDate", rows);
}

BOOST_AUTO_TEST_CASE(a_time_of_day_has_seconds_and_a_zone)
{
    const value_row rows[]{
        {"'2024-02-29T23:59:59Z'", ""},
        {"'2024-02-29T23:59:59.123+14:00'", ""},
        {"'2024-02-29T23:59:59-00:30'", ""},
        {"'2024-02-29'", ""},
        {"'2024-02-29T23:59Z'", "error value-malformed"},
        {"'2024-02-29T23:59:59'", "error value-malformed"},
        {"'2024-02-29T24:00:00Z'", "error value-malformed"},
        {"'2024-02-29T23:60:00Z'", "error value-malformed"},
        {"'2024-02-29T23:59:59+15:00'", "error value-malformed"},
        {"'2024-02-29 23:59:59Z'", "error value-malformed"},
    };
    check_values("{'resourceType':'Patient','deceasedDateTime':", "}", "Patient.deceased", rows);
}

BOOST_AUTO_TEST_CASE(an_instant_is_whole)
{
    const value_row rows[]{
        {"'2024-02-29T23:59:59.5Z'", ""},
        {"'2024-02-29'", "error value-malformed"},
        {"'2024-02-29T23:59:59'", "error value-malformed"},
    };
    check_values("{'resourceType':'Patient','meta':{'lastUpdated':", "}}", "Patient.meta.lastUpdated", rows);
}

BOOST_AUTO_TEST_CASE(numbers_and_booleans_stand_without_quotation_marks)
{
    const value_row positive[]{
        {"1", ""},
        {"2147483647", ""},
        {"2147483648", "error value-malformed"},
        {"0", "error value-malformed"},
        {"-1", "error value-malformed"},
        {"1.5", "error value-malformed"},
        {"'1'", "error number-expected"},
    };
    check_values("{'resourceType':'Patient','telecom':[{'rank':", "}]}", "Patient.telecom[0].rank", positive);
    const value_row boolean[]{{"true", ""}, {"'true'", "error boolean-expected"}, {"1", "error boolean-expected"}};
    check_values("{'resourceType':'Patient','active':", "}", "Patient.active", boolean);
    const value_row decimal[]{{"1.10", ""}, {"-1e3", ""}, {"'1.1'", "error number-expected"}};
    check_values(
        "{'resourceType':'Observation','status':'final','code':{'text':'t'},'valueQuantity':{'value':",
        "}}",
        "Observation.value.value",
        decimal
    );
}

BOOST_AUTO_TEST_CASE(ids_codes_and_uris_have_their_form)
{
    const std::string longest(64, 'a');
    const std::string too_long = "'" + longest + "a'";
    const std::string just = "'" + longest + "'";
    const value_row id[]{
        {"'a-1.B'", ""},
        {just.c_str(), ""},
        {too_long.c_str(), "error value-malformed"},
        {"'a_b'", "error value-malformed"},
        {"'a b'", "error value-malformed"},
    };
    check_values("{'resourceType':'Patient','id':", "}", "Patient.id", id);
    const value_row uri[]{{"'http://a.example/b'", ""}, {"'http://a.example/b c'", "error value-malformed"}};
    check_values("{'resourceType':'Patient','implicitRules':", "}", "Patient.implicitRules", uri);
    const value_row oid[]{
        {"'urn:oid:1.2.3'", ""},
        {"'urn:oid:1.02.3'", "error value-malformed"},
        {"'urn:oid:3.1'", "error value-malformed"},
        {"'1.2.3'", "error value-malformed"},
    };
    check_values(
        "{'resourceType':'Patient','extension':[{'url':'http://a.example/b','valueOid':",
        "}]}",
        "Patient.extension[0].value",
        oid
    );
    const value_row base64[]{{"'QQ=='", ""}, {"'QQ'", "error value-malformed"}, {"'Q?=='", "error value-malformed"}};
    check_values(
        "{'resourceType':'Patient','photo':[{'contentType':'image/png','data':", "}]}", "Patient.photo[0].data", base64
    );
}

BOOST_AUTO_TEST_CASE(a_text_has_a_mebi_of_characters_at_most)
{
    const std::string most(1024 * 1024, 'a');
    const auto told = [](const std::string& text) {
        return examined(patient("'name':[{'family':'" + text + "'}]")).told();
    };
    BOOST_TEST(told(most).empty());
    BOOST_TEST(told(most.substr(1) + "\u00e4").empty());
    BOOST_TEST(told(most + "a") == "error value-too-long Patient.name[0].family");
}

BOOST_AUTO_TEST_CASE(texts_hold_no_outer_spaces_and_no_control_characters)
{
    const value_row rows[]{
        {"'Sample'", ""},
        {"' Sample'", "warning value-with-outer-spaces"},
        {"'a\\u0007b'", "warning control-characters"},
        {"'a\\tb'", ""},
    };
    check_values("{'resourceType':'Patient','name':[{'family':", "}]}", "Patient.name[0].family", rows);
}

BOOST_AUTO_TEST_SUITE_END()
