#include "tests/mappings/earlier/received.hpp"

using namespace marrow;
using namespace marrow::tests;

namespace {

const std::string done = "'status':'completed','subject':{'reference':'Patient/p1'},'performedDateTime':'2026-03-02'";

/// A claim of 27470 and 20703, each with its Procedure.
std::string claim_of_two(const std::string& more = {})
{
    return claim_with(
        item_of("1", "27470", "'servicedDate':'2026-03-02','procedureSequence':[1]") + "," +
            item_of("2", "20703", "'servicedDate':'2026-03-02','procedureSequence':[2],'informationSequence':[1]"),
        more + "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/s1'}},"
               "{'sequence':2,'procedureReference':{'reference':'Procedure/s2'}}],"
               "'supportingInfo':[{'sequence':1,'valueReference':{'reference':'DocumentReference/n1'}}],"
    );
}

const std::string note =
    "{'resourceType':'DocumentReference','id':'n1','status':'current','subject':{'reference':'Patient/p1'},"
    "'type':{'coding':[{'system':'http://loinc.org','code':'11504-8'}]},'content':[{'attachment':{"
    "'contentType':'text/plain','data':'QW50aWJpb3RpYyBuYWlsIHJlbW92ZWQu'}}]}";

}  // namespace

BOOST_AUTO_TEST_SUITE(earlier_messages)

BOOST_AUTO_TEST_CASE(a_document_that_came_earlier_counts_and_is_shown_where_it_is_pointed_to)
{
    const std::string missing = "error documentation-missing Claim.item[1]";
    const std::string lost = "error documentation-not-found Claim.supportingInfo[0].value";
    const auto without = received{{}}.told_of(claim_of_two());
    BOOST_TEST(tells(without, missing));
    BOOST_TEST(tells(without, lost));
    const auto with = received{{note}}.told_of(claim_of_two());
    BOOST_TEST(!tells(with, "documentation-"));

    std::string withdrawn = note;
    withdrawn.replace(withdrawn.find("current"), 7, "entered-in-error");
    const auto told = received{{withdrawn}}.told_of(claim_of_two());
    BOOST_TEST(tells(told, "error documentation-withdrawn Claim.supportingInfo[0].value"));
}

BOOST_AUTO_TEST_CASE(a_procedure_that_came_earlier_stands_behind_its_item_and_makes_no_line)
{
    const received kept{{procedure_of("s1", "27470", done), procedure_of("s2", "20703", done)}};
    const sent now{claim_of_two()};
    const fhir::submission of{*now.document, now.submission->release(), kept.entries};
    const auto lines = mappings::lines_of(of, built_in());
    BOOST_TEST_REQUIRE(lines.size() == 2U);
    for (const mappings::line& each : lines) {
        BOOST_TEST_REQUIRE(each.procedures.size() == 1U);
        BOOST_TEST(of.is_earlier(each.procedures.front()));
    }

    std::string not_done = done;
    not_done.replace(not_done.find("completed"), 9, "not-done");
    const received other{{procedure_of("s1", "27470", not_done), procedure_of("s2", "20703", done)}};
    const auto told = other.told_of(claim_of_two());
    BOOST_TEST(tells(told, "error primary-not-performed Claim.procedure[0].procedure"));

    std::string unpointed = claim_of_two();
    unpointed.replace(unpointed.find(",'procedureSequence':[1]"), 24, "");
    const sent loose{unpointed};
    const fhir::submission submission{*loose.document, loose.submission->release(), kept.entries};
    BOOST_TEST(mappings::lines_of(submission, built_in()).size() == 2U);
}

BOOST_AUTO_TEST_CASE(people_whom_two_senders_name_by_type_and_id_alone_are_two)
{
    const auto told = [](const std::string& patient, std::string_view by) {
        std::string claim = claim_of_two();
        std::string document = note;
        const std::string reference = "'reference':'DocumentReference/n1'";
        const std::string identifier = "'identifier':{'system':'s','value':'n1'}";
        claim.replace(claim.find(reference), reference.size(), identifier);
        document.replace(document.find("'status'"), 8, "'identifier':[{'system':'s','value':'n1'}],'status'");
        for (std::string* each : {&claim, &document})
            each->replace(each->find("Patient/p1"), 10, patient);
        return received{{document}, "one"}.told_of(claim, {}, by);
    };
    const std::string other = "error documentation-for-another-patient";
    BOOST_TEST(!tells(told("Patient/p1", "one"), other));
    BOOST_TEST(tells(told("Patient/p1", "two"), other));
    BOOST_TEST(tells(told("Patient/p1", {}), other));
    BOOST_TEST(!tells(told("http://a/fhir/Patient/p1", "two"), other));
}

BOOST_AUTO_TEST_CASE(a_procedure_of_another_sender_stands_behind_an_item_of_the_same_patient_alone)
{
    const auto finds = [](const std::string& subject, const std::string& patient, std::string_view by) {
        const std::string performed = "'status':'completed','subject':{'reference':'" + subject +
                                      "'},'performedDateTime':'2026-03-02','identifier':[{'system':'s','value':'1'}]";
        const received kept{{procedure_of("s1", "27470", performed)}, "one"};
        std::string claim = claim_with(
            item_of("1", "27470", "'servicedDate':'2026-03-02'"),
            "'procedure':[{'sequence':1,'procedureReference':{'identifier':{'system':'s','value':'1'}}}],"
        );
        claim.replace(claim.find("Patient/p1"), 10, patient);
        const sent now{claim};
        const fhir::submission of{*now.document, now.submission->release(), kept.entries, by};
        return !mappings::lines_of(of, built_in()).front().procedures.empty();
    };
    BOOST_TEST(finds("Patient/p1", "Patient/p1", "one"));
    BOOST_TEST(!finds("Patient/p1", "Patient/p1", "two"));
    BOOST_TEST(finds("http://a/fhir/Patient/p1", "http://a/fhir/Patient/p1", "two"));
}

BOOST_AUTO_TEST_CASE(an_error_of_what_came_earlier_takes_the_verdict_away)
{
    const std::string nail = R"({'resourceType':'Device','id':'d1','type':{'text':'Antibiotic nail'}})";
    const std::string s2 = procedure_of(
        "s2",
        "20703",
        done + ",'focalDevice':[{'manipulated':{'reference':'Device/d1'}}],'reasonCode':[{'text':'infection resolved'}]"
    );
    const auto decided = [&](const std::string& document) {
        return received{{procedure_of("s1", "27470", done), s2, nail, document}}.told_of(
            claim_of_two("'diagnosis':[{'sequence':1,'diagnosisCodeableConcept':{'coding':["
                         "{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M86.651'}]}}],")
        );
    };
    std::string altered = note;
    altered.replace(altered.find("'data'"), 6, "'size':1,'data'");
    BOOST_TEST(tells(decided(altered), "error documentation-altered Claim.supportingInfo[0].value"));
    BOOST_TEST(!tells(decided(altered), "accepted"));
}

BOOST_AUTO_TEST_CASE(a_document_that_points_back_counts_though_nothing_points_to_it)
{
    std::string claim = claim_of_two();
    const std::size_t begin = claim.find("'supportingInfo'");
    claim.erase(begin, claim.find("'item'") - begin);
    claim.replace(claim.find(",'informationSequence':[1]"), 26, "");
    for (const std::string target : {"Procedure/s2", "Claim/c1"}) {
        std::string pointing = note;
        pointing.replace(
            pointing.find("'content'"), 9, "'context':{'related':[{'reference':'" + target + "'}]},'content'"
        );
        std::string named = claim;
        named.replace(named.find("'status'"), 8, "'id':'c1','status'");
        const std::string s2 = procedure_of("s2", "20703", done);
        BOOST_TEST(tells((received{{s2}}.told_of(named)), "documentation-missing"), target);
        BOOST_TEST(!tells((received{{s2, pointing}}.told_of(named)), "documentation-missing"), target);
        pointing.replace(pointing.find("current"), 7, "entered-in-error");
        const auto told = received{{s2, pointing}}.told_of(named);
        const std::string place = target == "Claim/c1" ? "Claim" : "Claim.procedure[1].procedure";
        BOOST_TEST(tells(told, "error documentation-withdrawn " + place), target);
    }
}

BOOST_AUTO_TEST_CASE(an_encounter_that_two_senders_name_by_type_and_id_alone_is_two)
{
    const auto counts = [](const std::string& encounter, std::string_view by) {
        std::string claim = claim_of_two();
        const std::size_t begin = claim.find("'supportingInfo'");
        claim.erase(begin, claim.find("'item'") - begin);
        claim.replace(claim.find(",'informationSequence':[1]"), 26, "");
        const std::string of_encounter = "'encounter':{'reference':'" + encounter + "'}";
        std::string pointing = note;
        pointing.replace(
            pointing.find("'subject'"), 9, "'context':{'encounter':[{'reference':'" + encounter + "'}]},'subject'"
        );
        const auto globally = [](std::string& in) {
            for (std::size_t at = 0; (at = in.find("Patient/p1", at)) != std::string::npos; at += 24)
                in.replace(at, 10, "http://a/fhir/Patient/p1");
        };
        globally(claim);
        globally(pointing);
        std::string procedure = procedure_of("s2", "20703", done + "," + of_encounter);
        globally(procedure);
        const std::string all = "{'resourceType':'Bundle','type':'collection','entry':[{'resource':" + claim +
                                "},{'resource':" + procedure + "}]}";
        return !tells((received{{pointing}, "one"}.told_of(all, {}, by)), "documentation-missing");
    };
    BOOST_TEST(counts("Encounter/e1", "one"));
    BOOST_TEST(!counts("Encounter/e1", "two"));
    BOOST_TEST(counts("http://a/fhir/Encounter/e1", "two"));
}

BOOST_AUTO_TEST_CASE(a_primary_of_an_earlier_claim_is_named)
{
    const std::string add_on = claim_with(item_of("1", "20703"));
    const std::string told = "warning primary-on-another-claim Claim.item[0]";
    const std::string alone = "error add-on-without-primary Claim.item[0]";
    const auto by = [](const std::string& who, const std::string& item) {
        std::string text = claim_with(item, "'careTeam':[{'sequence':1,'provider':{'reference':'" + who + "'}}],");
        return text.replace(text.find("'servicedDate'"), 14, "'careTeamSequence':[1],'servicedDate'");
    };
    const struct {
        const char* name;
        std::string before;
        std::string now;
        bool found;
    } rows[]{
        {"listed", claim_with(item_of("1", "27470")), add_on, true},
        {"not listed", claim_with(item_of("1", "27506")), add_on, true},
        {"a Procedure", procedure_of("s1", "27470", done), add_on, true},
        {"another date", claim_with(item_of("1", "27470", "'servicedDate':'2026-03-03'")), add_on, false},
        {"no surgery", claim_with(item_of("1", "99213")), add_on, false},
        {"an add-on", claim_with(item_of("1", "20702")), add_on, false},
        {"an implant removal", claim_with(item_of("1", "20680")), add_on, false},
        {"one practitioner",
         by("Practitioner/d1", item_of("1", "27470")),
         by("Practitioner/d1", item_of("1", "20703")),
         true},
        {"two practitioners",
         by("Practitioner/d1", item_of("1", "27470")),
         by("Practitioner/d2", item_of("1", "20703")),
         false},
    };
    for (const auto& row : rows)
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto all = received{{row.before}}.told_of(row.now);
            BOOST_TEST(tells(all, told) == row.found);
            BOOST_TEST(tells(all, alone) != row.found);
        }
    const auto beside = received{{claim_with(item_of("1", "27472"))}}.told_of(
        claim_with(item_of("1", "20703") + "," + item_of("2", "27470"))
    );
    BOOST_TEST(!tells(beside, "primary-on-another-claim"));
}

BOOST_AUTO_TEST_CASE(people_are_known_again_by_what_was_received_earlier)
{
    const std::string s1 = procedure_of("s1", "27470", done + ",'performer':[{'actor':{'reference':'urn:uuid:1'}}]");
    const std::string morning =
        "{'resourceType':'Bundle','type':'collection','entry':[{'fullUrl':'urn:uuid:1','resource':"
        "{'resourceType':'Practitioner','identifier':[{'system':'urn:npi','value':'N1'}]}},"
        "{'fullUrl':'urn:uuid:2','resource':" +
        s1 + "}]}";
    const auto by = [](const std::string& npi) {
        return bundle_of(
            {claim_with(
                 item_of("1", "27470", "'servicedDate':'2026-03-02','procedureSequence':[1]") + "," +
                     item_of("2", "20703", "'servicedDate':'2026-03-02','careTeamSequence':[1]"),
                 "'careTeam':[{'sequence':1,'provider':{'reference':'Practitioner/d1'}}],"
                 "'procedure':[{'sequence':1,'procedureReference':{'reference':'Procedure/s1'}}],"
             ),
             "{'resourceType':'Practitioner','id':'d1','identifier':[{'system':'urn:npi','value':'" + npi + "'}]}"}
        );
    };
    const received kept{{morning}};
    BOOST_TEST(!tells(kept.told_of(by("N1")), "primary-by-another-practitioner"));
    const std::string told = "error primary-by-another-practitioner Bundle.entry[0].resource.procedure[0].procedure";
    BOOST_TEST(tells(kept.told_of(by("N2")), told));
}

BOOST_AUTO_TEST_SUITE_END()
