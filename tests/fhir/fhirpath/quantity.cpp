#include "fhir/fhirpath/quantity.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir::fhirpath;

namespace {

std::string order(std::string_view a, std::string_view b)
{
    const auto found = compare(parse_quantity(a).value(), parse_quantity(b).value());
    return !found ? "?" : *found < 0 ? "<" : *found > 0 ? ">" : "=";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fhirpath_quantity)

BOOST_AUTO_TEST_CASE(texts_are_quantities_when_they_are_written_so)
{
    for (const std::string_view text : {"4 days", "4.50 'mg'", "-1 year", "0 '1'"})
        BOOST_TEST(quantity_text(parse_quantity(text).value()) == text);
    BOOST_TEST(quantity_text(parse_quantity("4").value()) == "4 '1'");
    for (const std::string_view text : {"", "mg", "4 mg", "4 'mg", "4 ''", "4 'a'b'", "4 day s", "1.a", "4 'mg' "})
        BOOST_TEST_CONTEXT(text) BOOST_TEST(!parse_quantity(text));
}

BOOST_AUTO_TEST_CASE(units_are_converted_before_they_are_compared)
{
    struct {
        std::string_view a;
        std::string_view b;
        std::string_view order;
    } const rows[] = {
        {"4 'g'", "4000 'mg'", "="},
        {"1 'kg'", "2 '[lb_av]'", ">"},
        {"1 '[in_i]'", "2.54 'cm'", "="},
        {"1 'm2'", "10000 'cm2'", "="},
        {"1 'kg/m2'", "0.1 'g/cm2'", "="},
        {"120 'mm[Hg]'", "16 'kPa'", "<"},
        {"1 'mmol/L'", "1 'mol/m3'", "="},
        {"90 '/min'", "1.5 'Hz'", "="},
        {"5 '10*9/L'", "5000 '10*6/L'", "="},
        {"1 'U/L'", "16.7 'nkat/L'", "<"},
        {"50 '%'", "0.5 '1'", "="},
        {"1 'mg/{dose}'", "1 'mg'", "="},
        {"1 'g.m/(s2.kg)'", "0.001 'm/s2'", "="},
        {"1 'd'", "24 'h'", "="},
        {"1 day", "24 'h'", "="},
        {"2 weeks", "14 'd'", "="},
        {"1 year", "12 months", "="},
        {"1 year", "1 'a'", "?"},
        {"1 month", "30 days", "?"},
        {"1 'm'", "1 's'", "?"},
        {"1 'Cel'", "1 'K'", "?"},
        {"1 'Cel'", "2 'Cel'", "<"},
        {"1 'nonsense'", "1 'nonsense'", "="},
        {"1 'nonsense'", "1 'other'", "?"},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.a << ' ' << row.b) BOOST_TEST(order(row.a, row.b) == row.order);
}

BOOST_AUTO_TEST_CASE(units_that_are_none_or_too_long_are_not_read)
{
    for (const std::string_view text :
         {"", "/", "m..s", "m/", "(m", "m)", "{x", "m99", "xm", "k", "10*99", "m s", "-m"})
        BOOST_TEST_CONTEXT(text) BOOST_TEST(!parse_unit(text));
    BOOST_TEST(!parse_unit("m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m.m"));
    BOOST_TEST(!parse_unit("((((((((((m))))))))))"));
    BOOST_TEST(!parse_unit("Pm12.Pm12"));
    BOOST_TEST(parse_unit("m-1.s").has_value());
}

BOOST_AUTO_TEST_CASE(equivalence_is_to_the_precision_of_the_less_precise)
{
    const auto are_equivalent = [](std::string_view a, std::string_view b) {
        return equivalent(parse_quantity(a).value(), parse_quantity(b).value());
    };
    BOOST_TEST(are_equivalent("4 'g'", "4040 'mg'"));
    BOOST_TEST(are_equivalent("4040 'mg'", "4 'g'"));
    BOOST_TEST(!are_equivalent("4.0001 'g'", "4040 'mg'"));
    BOOST_TEST(are_equivalent("1 year", "1 'a'"));
    BOOST_TEST(!are_equivalent("1 'g'", "1 'm'"));
    BOOST_TEST(equivalent(*decimal::parse("0.6666667"), *decimal::parse("0.67")));
    BOOST_TEST(!equivalent(*decimal::parse("0.6666667"), *decimal::parse("0.66")));
    BOOST_TEST(equivalent(*decimal::parse("1.00"), *decimal::parse("1.04")));
}

BOOST_AUTO_TEST_SUITE_END()
