#include "fhir/fhirpath/decimal.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir::fhirpath;

namespace {

std::string shown(const std::optional<decimal>& of)
{
    return of ? of->text() : "none";
}

decimal number(std::string_view text)
{
    return decimal::parse(text).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fhirpath_decimal)

BOOST_AUTO_TEST_CASE(numbers_keep_their_digits)
{
    struct {
        std::string_view text;
        std::string_view shown;
    } const rows[] = {
        {"0", "0"},
        {"-0", "0"},
        {"1.00", "1.00"},
        {"-0.050", "-0.050"},
        {"+5", "5"},
        {"1e3", "1000"},
        {"1.5E-3", "0.0015"},
        {"1.5e+1", "15"},
        {"99999999999999999999999999999999999999", "99999999999999999999999999999999999999"},
        {"100000000000000000000000000000000000000", "none"},
        {"1e38", "none"},
        {"1e-38", "0.00000000000000000000000000000000000001"},
        {"1e-39", "none"},
        {"1e99999999999", "none"},
        {"", "none"},
        {".", "none"},
        {".5", "none"},
        {"5.", "none"},
        {"1.2.3", "none"},
        {"1e", "none"},
        {"--1", "none"},
        {"1 ", "none"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.text) BOOST_TEST(shown(decimal::parse(row.text)) == row.shown);
}

BOOST_AUTO_TEST_CASE(arithmetic_is_exact_or_none)
{
    const decimal largest = number("99999999999999999999999999999999999999");
    BOOST_TEST(shown(add(number("0.1"), number("0.20"))) == "0.30");
    BOOST_TEST(shown(subtract(number("1"), number("0.001"))) == "0.999");
    BOOST_TEST(shown(multiply(number("1.2"), number("1.8"))) == "2.16");
    BOOST_TEST(shown(divide(number("1"), number("3"))) == "0.3333333333333333");
    BOOST_TEST(shown(divide(number("-2"), number("3"))) == "-0.6666666666666667");
    BOOST_TEST(shown(divide(number("4.0"), number("2.0"))) == "2");
    BOOST_TEST(shown(divide(number("1"), number("0.0"))) == "none");
    BOOST_TEST(shown(divide(largest, number("10"))) == "10000000000000000000000000000000000000");
    BOOST_TEST(shown(add(largest, number("1"))) == "none");
    BOOST_TEST(shown(add(largest, number("0.1"))) == "none");
    BOOST_TEST(shown(multiply(largest, number("10"))) == "none");
    BOOST_TEST(divide_whole(number("-5.5"), number("2"))->whole.text() == "-2");
    BOOST_TEST(divide_whole(number("-5.5"), number("2"))->rest.text() == "-1.5");
    BOOST_TEST(divide_whole(number("0.99999999999999999999"), number("1"))->whole.text() == "0");
    BOOST_TEST(!divide_whole(number("1"), number("0")));
}

BOOST_AUTO_TEST_CASE(order_does_not_depend_on_the_scale)
{
    const decimal rising[] = {
        number("-99999999999999999999999999999999999999"),
        number("-1.00000000000000000000000000000000001"),
        number("-1"),
        number("0"),
        number("0.00000000000000000000000000000000000001"),
        number("1.0"),
        number("1.1"),
        number("99999999999999999999999999999999999999"),
    };
    for (const decimal& a : rising)
        for (const decimal& b : rising)
            BOOST_TEST_CONTEXT(a.text() << ' ' << b.text()) BOOST_TEST((compare(a, b) == (&a <=> &b)));
    BOOST_TEST((number("1.10") == number("1.1")));
}

BOOST_AUTO_TEST_CASE(rounding_goes_the_way_it_is_told)
{
    using rounding = decimal::rounding;
    BOOST_TEST(number("2.5").with_scale(0)->text() == "3");
    BOOST_TEST(number("-2.5").with_scale(0)->text() == "-3");
    BOOST_TEST(number("2.49").with_scale(1)->text() == "2.5");
    BOOST_TEST(number("-2.1").with_scale(0, rounding::down)->text() == "-3");
    BOOST_TEST(number("-2.9").with_scale(0, rounding::up)->text() == "-2");
    BOOST_TEST(number("-2.9").with_scale(0, rounding::to_zero)->text() == "-2");
    BOOST_TEST(number("1").with_scale(3)->text() == "1.000");
    BOOST_TEST(shown(number("1").with_scale(38)) == "none");
    BOOST_TEST(shown(number("1").with_scale(-1)) == "none");
    BOOST_TEST(number("1.500").trimmed().text() == "1.5");
    BOOST_TEST(number("100").trimmed().text() == "100");
}

BOOST_AUTO_TEST_SUITE_END()
