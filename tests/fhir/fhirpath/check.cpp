#include "fhir/fhirpath/check.hpp"

#include "tests/fhir/fhirpath/support.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;

BOOST_AUTO_TEST_SUITE(fhirpath_check)

BOOST_AUTO_TEST_CASE(what_can_never_be_is_told_without_data)
{
    const definitions::model& release = definitions::model::of(version::r4);
    struct {
        std::string_view text;
        std::string_view why;
    } const rows[] = {
        {"name.given", ""},
        {"Patient.name.given", ""},
        {"DomainResource.text.status", ""},
        {"name.given1", "There is no element given1 in HumanName."},
        {"Encounter.name", "There is no element Encounter in Patient."},
        {"deceased", ""},
        {"deceasedBoolean", "There is no element deceasedBoolean in Patient."},
        {"deceased.foo", "There is no element foo in boolean or dateTime."},
        {"(deceased as dateTime).extension.value.unit", ""},
        {"(deceased as Period).unit", "There is no element unit in Period."},
        {"name.where(use = 'x' and foo = 1)", "There is no element foo in HumanName."},
        {"name.select(given | foo)", "There is no element foo in HumanName."},
        {"name.exists(foo)", "There is no element foo in HumanName."},
        {"name.first().foo", "There is no element foo in HumanName."},
        {"name[0].foo", "There is no element foo in HumanName."},
        {"(name | contact).telecom", ""},
        {"(name | contact).foo", "There is no element foo in HumanName or Patient.contact."},
        {"contained.foo", ""},
        {"managingOrganization.resolve().foo", ""},
        {"extension('x').value.foo.bar", "There is no element foo in"},
        {"children().foo", ""},
        {"children().skip(1)", "The items have no order here, which this function asks for."},
        {"descendants()[0]", "The items have no order here, so that none can be told by its number."},
        {"iif('a', 1, 2)", "The criterion of iif() is no truth."},
        {"iif(active, name, contact).foo", "There is no element foo in"},
        {"%resource.foo", ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto compiled = fhirpath::compile(row.text, release);
            const auto found = fhirpath::check(compiled.value(), release, release.find("Patient"));
            BOOST_TEST((found ? found->text : "").substr(0, row.why.size()) == row.why);
            BOOST_TEST(found.has_value() == !row.why.empty());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
