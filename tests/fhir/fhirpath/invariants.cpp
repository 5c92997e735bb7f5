#include "tests/fhir/fhirpath/support.hpp"

#include <boost/test/unit_test.hpp>

using namespace marrow::fhir;
using marrow::tests::asked;

namespace {

void compile_all(std::span<const definitions::invariant> rules, const definitions::model& release)
{
    for (const definitions::invariant& rule : rules)
        BOOST_TEST_CONTEXT(rule.key << ": " << rule.expression)
    BOOST_TEST(fhirpath::compile(rule.expression, release, {}, fhirpath::dialect::invariant).has_value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fhirpath_invariants)

BOOST_AUTO_TEST_CASE(every_invariant_of_the_releases_compiles)
{
    for (const version release : {version::r4, version::r4b, version::r5}) {
        const auto& model = definitions::model::of(release);
        BOOST_TEST(model.invariants() > 250);
        for (const definitions::type& type : model.types()) {
            compile_all(type.invariants, model);
            for (const definitions::element& element : type.elements)
                compile_all(element.invariants, model);
        }
    }
}

BOOST_AUTO_TEST_CASE(their_dialect_takes_what_the_standard_does_not)
{
    asked on{R"({"resourceType":"Patient","active":true,"name":[{"family":"A","given":["Ann","Bea"]}]})"};
    struct {
        std::string_view text;
        std::string_view standard;
        std::string_view invariant;
    } const rows[] = {
        {"name.given.as(string)", "fault: as() takes one item, not several; ofType() takes them all.", "Ann | Bea"},
        {"name.given as string", "fault: One item was expected before 'as', not several.", "Ann | Bea"},
        {"active is Boolean", "false", "true"},
        {"name.given.contains('A')", "fault: This function takes one item, not several.", "false"},
        {"name.given.contains(\"A\") or name.exists()", "fault: This function takes one item, not several.", "true"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            BOOST_TEST(on(row.text) == row.standard);
            BOOST_TEST(on(row.text, fhirpath::dialect::invariant) == row.invariant);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
