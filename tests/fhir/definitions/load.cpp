#include "fhir/definitions/model.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace marrow::fhir;
using namespace marrow::fhir::definitions;

namespace {

constexpr std::string_view whole = "fhir\t4.0.1\n"
                                   "set\tclaim-use\twhole\n"
                                   "codes\thttp://b\tpredetermination\tclaim\n"
                                   "codes\thttp://a\tclaim\n"
                                   "set\thttp://example.org/open\topen\n"
                                   "type\tElement\tdatatype\t\t\tabstract\n"
                                   "rule\tele-1\terror\tNot empty\thasValue()\n"
                                   "\tid\t0..1\tstring\ta\n"
                                   "type\tstring\tprimitive\tElement\t1\n"
                                   "pattern\t[ -~]+\n"
                                   "length\t12\n"
                                   "type\tReference\tdatatype\tElement\t1\n"
                                   "type\tClaim\tdatatype\tElement\t1\n"
                                   "rule\tclm-1\twarning\tBetter\tid.exists()\n"
                                   "\tuse\t1..1\tstring\tms\trequired\tclaim-use\n"
                                   "rule\tclm-2\terror\tShort\tlength() < 3\n"
                                   "\tvalue[x]\t0..1\tstring Reference(Claim|Patient)\n"
                                   "\titem\t0..*\tClaim.item\n"
                                   "type\tClaim.item\tbackbone\tElement\t1\n";

std::string with(std::string_view old, std::string_view changed)
{
    std::string table{whole};
    const std::size_t at = table.find(old);
    BOOST_REQUIRE(at != std::string::npos);
    return table.replace(at, old.size(), changed);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(definitions_load)

BOOST_AUTO_TEST_CASE(a_table_is_read_row_by_row)
{
    const auto loaded = model::load(version::r4, whole);
    BOOST_REQUIRE_MESSAGE(loaded.has_value(), (loaded.has_error() ? loaded.error().text : ""));
    BOOST_TEST(loaded->types().size() == 5u);
    BOOST_TEST(loaded->invariants() == 3u);

    const type* const claim = loaded->find("Claim");
    BOOST_REQUIRE(claim != nullptr);
    BOOST_REQUIRE(claim->elements.size() == 4u);
    BOOST_TEST(claim->elements[0].path == "Claim.id");
    BOOST_TEST(claim->elements[2].path == "Claim.value[x]");
    BOOST_TEST(claim->elements[2].types[1].targets[1] == "Patient");
    BOOST_TEST(claim->elements[3].types[0].of == loaded->find("Claim.item"));
    BOOST_REQUIRE(claim->invariants.size() == 2u);
    BOOST_TEST(claim->invariants[1].key == "clm-1");
    BOOST_TEST(!claim->invariants[1].is_error);
    BOOST_TEST(claim->elements[1].invariants[0].key == "clm-2");
    BOOST_TEST(loaded->find("Reference")->invariants.size() == 1u);
    BOOST_TEST(loaded->find("string")->pattern == "[ -~]+");
    BOOST_TEST(loaded->find("string")->max_length == 12u);

    const value_set* const use = loaded->find_value_set("http://hl7.org/fhir/ValueSet/claim-use");
    BOOST_REQUIRE(use != nullptr);
    BOOST_CHECK(claim->elements[1].bound->set == use);
    BOOST_REQUIRE(use->codes.size() == 3u);
    BOOST_TEST(use->codes[0].system == "http://a");
    BOOST_TEST(use->contains("http://b", "claim"));
    BOOST_TEST(!use->contains("http://a", "predetermination"));
    BOOST_CHECK(loaded->find_value_set("http://example.org/open") != nullptr);
}

BOOST_AUTO_TEST_CASE(a_corrupt_table_is_refused_with_the_line)
{
    struct {
        const char* what;
        const char* old;
        const char* changed;
        std::uint32_t line;
    } rows[]{
        {"no release", "fhir\t4.0.1\n", "", 1},
        {"another release", "4.0.1", "5.0.0", 1},
        {"no known release", "4.0.1", "3.0.2", 1},
        {"an unknown row", "pattern", "patern", 10},
        {"an empty row", "pattern\t[ -~]+", "", 10},
        {"a set neither whole nor open", "claim-use\twhole", "claim-use\tsome", 2},
        {"codes of an open set", "claim-use\twhole", "claim-use\topen", 3},
        {"a system without codes", "http://a\tclaim", "http://a", 4},
        {"an unknown kind", "Element\tdatatype", "Element\tdata", 6},
        {"a wrong last field", "\tabstract", "\tabstrakt", 6},
        {"an unknown base", "primitive\tElement", "primitive\tBase", 9},
        {"a base that stands below", "primitive\tElement", "primitive\tClaim", 9},
        {"more inherited than there is", "primitive\tElement\t1", "primitive\tElement\t2", 9},
        {"inherited that is no number", "primitive\tElement\t1", "primitive\tElement\tx", 9},
        {"a length that is no number", "length\t12", "length\ttwelve", 11},
        {"a type that stands twice", "type\tReference", "type\tstring", 12},
        {"an invariant without expression", "\tid.exists()", "", 14},
        {"an invariant of no known severity", "clm-1\twarning", "clm-1\tfatal", 14},
        {"no cardinality", "use\t1..1", "use\t11", 15},
        {"a cardinality without numbers", "use\t1..1", "use\t1..n", 15},
        {"a cardinality out of bounds", "use\t1..1", "use\t1..65535", 15},
        {"an unknown flag", "\tms\t", "\tmx\t", 15},
        {"an unknown strength", "\trequired\t", "\tdemanded\t", 15},
        {"an unknown value set", "\trequired\tclaim-use", "\trequired\tclaim-used", 15},
        {"an element of no known name", "\tuse\t", "\tusedness\t", 13},
        {"two elements of one name", "\tuse\t", "\tid\t", 13},
        {"an unknown type", "Reference(", "Refer(", 17},
        {"several types, but no choice", "value[x]", "value", 17},
        {"too many fields", "\tClaim.item\n", "\tClaim.item\t\t\t\t\t\n", 18},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            const std::string table = with(row.old, row.changed);
            const auto loaded = model::load(version::r4, table);
            BOOST_REQUIRE(loaded.has_error());
            BOOST_CHECK(loaded.error().kind == fault_kind::usage);
            BOOST_REQUIRE(loaded.error().at.has_value());
            BOOST_TEST(loaded.error().at->line == row.line, loaded.error().text);
            BOOST_TEST(loaded.error().text.starts_with("Line " + std::to_string(row.line)));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_table_cut_anywhere_is_refused_or_smaller_but_never_more)
{
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::string table{whole.substr(0, size)};
        const auto loaded = model::load(version::r4, table);
        if (loaded.has_value()) BOOST_TEST(loaded->types().size() <= 5u);
    }
    BOOST_CHECK(model::load(version::r4, "").has_error());
    BOOST_CHECK(model::load(version::r4, "fhir\t4.0.1\n").has_error());
}

BOOST_AUTO_TEST_SUITE_END()
