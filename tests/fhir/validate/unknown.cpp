#include "fhir/validate/renamed.hpp"
#include "tests/fhir/validate/told.hpp"

#include <array>

using namespace marrow;
using namespace marrow::tests;
using fhir::version;

namespace {

constexpr std::array rows_of_table{
#define MARROW_RENAMED(type, dstu2, stu3, r4, r5) std::array<std::string_view, 5>{type, dstu2, stu3, r4, r5},
#include "fhir/validate/renamed.def"
#undef MARROW_RENAMED
};

bool has(version release, std::string_view type, std::string_view name)
{
    const auto* of = fhir::definitions::model::of(release).find(type);
    return of && of->find(fhir::json::known_name(name)).of;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validate_unknown)

BOOST_AUTO_TEST_CASE(elements_of_no_release_are_unknown)
{
    const validated rows[]{
        {"misspelled", patient("'birthdate':'2026'"), "error element-unknown Patient"},
        {"in a data type", patient("'name':[{'familyName':'A'}]"), "error element-unknown Patient.name[0]"},
        {"in a backbone element",
         claim("'item':[{'sequence':1,'productOrService':{'text':'t'},'cost':1}]"),
         "error element-unknown Claim.item[0]"},
        {"the sibling of none", patient("'_birthdate':{'id':'a'}"), "error element-unknown Patient"},
        {"a choice without its type", patient("'deceased':true"), "error element-unknown Patient"},
        {"known", patient("'birthDate':'2026'"), ""},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_none_of_fhir_is_not_repeated)
{
    constexpr std::string_view mend = "Remove it, mend its spelling, or put it where it belongs.";
    const struct {
        const char* member;
        const char* text;
        const char* meant;
    } rows[]{
        {"productOrService", "Patient has no such element in R4. It is called productOrService.", ""},
        {"_productOrService", "Patient has no such element in R4. It is called productOrService.", ""},
        {"birthdate", "Patient has no such element in R4.", " Perhaps birthDate is meant."},
        {"_BirthDate", "Patient has no such element in R4.", " Perhaps birthDate is meant."},
        {"deceasedboolean", "Patient has no such element in R4.", " Perhaps deceasedBoolean is meant."},
        {"Sample", "Patient has no such element in R4.", ""},
        {"_sample", "Patient has no such element in R4.", ""},
        {"000-00-0001", "Patient has no such element in R4.", ""},
        {"Sample, Ann", "Patient has no such element in R4.", ""},
    };
    for (const auto& row : rows) {
        const examined made{patient("'" + std::string{row.member} + "':1")};
        BOOST_TEST_CONTEXT(row.member)
        {
            BOOST_TEST(made.made.issues.front().text == row.text);
            BOOST_TEST(made.made.issues.front().diagnostics == std::string{mend} + row.meant);
        }
    }
}

BOOST_AUTO_TEST_CASE(elements_of_another_release_are_told_with_it_and_with_what_they_are_called_here)
{
    const struct {
        version release;
        std::string sent;
        const char* text;
        const char* mend;  ///< after "Send the elements of one release."
    } rows[]{
        {version::r5,
         resource_with("Procedure", "'status':'completed','subject':{'display':'d'},'performedDateTime':'2026-03-01'"),
         "performedDateTime is DSTU2, STU3, R4, R4B; R5 has occurrenceDateTime.",
         " R5 calls it occurrenceDateTime. If all of it is R4, say fhirVersion=4.0 in the media type."},
        {version::r4,
         resource_with("Procedure", "'status':'completed','subject':{'display':'d'},'occurrenceDateTime':'2026-03-01'"),
         "occurrenceDateTime is R5; R4 has performedDateTime.",
         " R4 calls it performedDateTime. If all of it is R5, say fhirVersion=5.0 in the media type."},
        {version::r4,
         resource_with("Procedure", "'status':'completed','subject':{'display':'d'},'_occurrenceDateTime':{'id':'a'}"),
         "occurrenceDateTime is R5; R4 has performedDateTime.",
         " R4 calls it performedDateTime. If all of it is R5, say fhirVersion=5.0 in the media type."},
        {version::r4,
         resource_with("Procedure", "'status':'completed','subject':{'display':'d'},'occurrenceTiming':{'text':'t'}"),
         "occurrenceTiming is R5; R4 has no such element.",
         " If all of it is R5, say fhirVersion=5.0 in the media type."},
        {version::r4b,
         resource_with(
             "Procedure", "'status':'completed','subject':{'display':'d'},'reason':[{'concept':{'text':'t'}}]"
         ),
         "reason is R5; R4B has reasonCode or reasonReference.",
         " R4B calls it reasonCode or reasonReference. If all of it is R5, say fhirVersion=5.0 in the media type."},
        {version::r4,
         claim("'item':[{'sequence':1,'productOrService':{'text':'t'},'diagnosisLinkId':[1]}]"),
         "diagnosisLinkId is DSTU2, STU3; R4 has diagnosisSequence.",
         " R4 calls it diagnosisSequence."},
        {version::r4,
         claim("'information':[]"),
         "information is STU3; R4 has supportingInfo.",
         " R4 calls it supportingInfo."},
        {version::r4,
         claim("'total':{'value':1,'code':'USD'}"),
         "code is DSTU2, STU3; R4 has currency.",
         " R4 calls it currency."},
        {version::r4, claim("'employmentImpacted':{}"), "employmentImpacted is STU3; R4 has no such element.", ""},
        {version::r4,
         claim("'traceNumber':[{'value':'1'}]"),
         "traceNumber is R5; R4 has no such element.",
         " If all of it is R5, say fhirVersion=5.0 in the media type."},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const examined made{row.sent, row.release};
            const auto told = std::ranges::find_if(made.made.issues, [](const fhir::issue& each) {
                return each.codings.front().code == "element-of-another-version";
            });
            BOOST_REQUIRE((told != made.made.issues.end()));
            BOOST_TEST(told->text == row.text);
            BOOST_TEST(told->diagnostics == std::string{"Send the elements of one release."} + row.mend);
            BOOST_TEST(made.what.input[told->pointed()->offset() - 1] == ':');
        }
    }
}

BOOST_AUTO_TEST_CASE(renamed_elements_are_those_of_the_definitions)
{
    for (const auto& [type, dstu2, stu3, r4, r5] : rows_of_table) {
        BOOST_TEST_CONTEXT(type << " " << dstu2 << " " << stu3 << " " << r4 << " " << r5)
        {
            BOOST_TEST((r4.empty() || (has(version::r4, type, r4) && has(version::r4b, type, r4))));
            BOOST_TEST((r5.empty() || has(version::r5, type, r5)));
            for (const std::string_view each : {dstu2, stu3, r4, r5}) {
                if (each.empty()) continue;
                BOOST_TEST((!r4.empty() || !has(version::r4, type, each)));
                BOOST_TEST((!r5.empty() || !has(version::r5, type, each)));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
