#include "desk.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(document_collect)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

namespace {

/// A submission in which nothing leads to the note but what a test adds.
given unlinked()
{
    given out;
    out.information = "[]";
    out.item = R"("diagnosisSequence":[1])";
    out.primary = R"("note":[])";
    return out;
}

note with_context(const std::string& context)
{
    note out;
    out.more = context;
    return out;
}

std::string and_entry(const std::string& resource)
{
    return "," + given::entry_of(resource);
}

constexpr std::string_view note_path = "Bundle.entry[6].resource";

}  // namespace

BOOST_AUTO_TEST_CASE(a_document_is_reached_in_each_way)
{
    struct {
        std::string_view way;
        given from;
        bool reached;
    } rows[] = {
        {"nothing leads to it", unlinked(), false},
        {"the item's pointer", {}, true},
        {"supportingInfo that no item points to", {}, true},
        {"supportingInfo that another item points to", {}, false},
        {"the primary's item alone", {}, true},
        {"the report of the line's Procedure", unlinked(), true},
        {"the report of the primary's Procedure", unlinked(), true},
        {"supportingInfo of the line's Procedure (R5)", unlinked(), true},
        {"context.related", unlinked(), true},
        {"context.related of the primary", unlinked(), true},
        {"context.related of the claim", unlinked(), true},
        {"context.related of something else", unlinked(), false},
        {"a shared Encounter", unlinked(), true},
        {"a shared Encounter that is not in the submission", unlinked(), true},
        {"another Encounter", unlinked(), false},
        {"context in R5", unlinked(), true},
        {"basedOn in R5", unlinked(), true},
        {"event in R5", unlinked(), true}};
    const std::string to_note = R"([{"reference":"DocumentReference/note"}])";
    rows[1].from.primary = rows[2].from.primary = rows[3].from.primary = rows[4].from.primary = R"("note":[])";
    rows[2].from.item = R"("diagnosisSequence":[1])";
    rows[3].from.item = R"("diagnosisSequence":[1]},{"sequence":3,"informationSequence":[1])";
    rows[4].from.item = R"("diagnosisSequence":[1])";
    rows[4].from.first = R"("informationSequence":[1],"diagnosisSequence":[2])";
    rows[5].from.removal += R"(,"report":)" + to_note;
    rows[6].from.primary = R"("report":)" + to_note;
    rows[7].from.removal += R"(,"supportingInfo":)" + to_note;
    rows[8].from.document = with_context(R"("context":{"related":[{"reference":"Procedure/removal"}]})").json();
    rows[9].from.document = with_context(R"("context":{"related":[{"reference":"Procedure/primary"}]})").json();
    rows[10].from.document = with_context(R"("context":{"related":[{"reference":"Claim/c1"}]})").json();
    rows[11].from.document = with_context(R"("context":{"related":[{"reference":"Patient/p1"}]})").json();
    for (const std::size_t i : {12u, 13u, 14u, 15u})
        rows[i].from.removal += R"(,"encounter":{"reference":"Encounter/stay"})";
    rows[12].from.document = with_context(R"("context":{"encounter":[{"reference":"Encounter/stay"}]})").json();
    rows[12].from.more = and_entry(R"({"resourceType":"Encounter","id":"stay"})");
    rows[13].from.document = rows[12].from.document;
    rows[14].from.document = with_context(R"("context":{"encounter":[{"reference":"Encounter/other"}]})").json();
    rows[15].from.document = with_context(R"("context":[{"reference":"Encounter/stay"}])").json();
    rows[16].from.removal += R"(,"basedOn":[{"reference":"ServiceRequest/order"}])";
    rows[16].from.document = with_context(R"("basedOn":[{"reference":"ServiceRequest/order"}])").json();
    rows[17].from.document = with_context(R"("event":[{"reference":{"reference":"Procedure/removal"}}])").json();
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.way)
        {
            const desk at{row.from.json()};
            const std::vector<std::string> counted = at.counted();
            BOOST_TEST((std::ranges::find(counted, note_path) != counted.end()) == row.reached);
            BOOST_TEST(at.tells("documentation-missing") != row.reached);
        }
    }
}

BOOST_AUTO_TEST_CASE(other_kinds_point_back_too)
{
    const struct {
        std::string_view way;
        std::string resource;
        bool reached;
    } rows[] = {
        {"Composition.event.detail",
         R"({"resourceType":"Composition","id":"x","type":)" + loinc("11504-8") +
             R"(,"event":[{"detail":[{"reference":"Procedure/removal"}]}],"section":[{"text":{"div":"<div>x</div>"}}]})",
         true},
        {"Composition.event.detail in R5",
         R"({"resourceType":"Composition","id":"x","type":)" + loinc("11504-8") +
             R"(,"event":[{"detail":[{"reference":{"reference":"Procedure/removal"}}]}],"section":[{"text":{"div":"<div>x</div>"}}]})",
         true},
        {"the Composition of a document",
         R"({"resourceType":"Bundle","id":"x","type":"document","entry":[{"resource":{"resourceType":"Composition","type":)" +
             loinc("11504-8") +
             R"(,"event":[{"detail":[{"reference":"Procedure/removal"}]}],"section":[{"text":{"div":"<div>x</div>"}}]}}]})",
         true},
        {"the Composition of another Bundle",
         R"({"resourceType":"Bundle","id":"x","type":"collection","entry":[{"resource":{"resourceType":"Composition","type":)" +
             loinc("11504-8") +
             R"(,"event":[{"detail":[{"reference":"Procedure/removal"}]}],"section":[{"text":{"div":"<div>x</div>"}}]}}]})",
         false},
        {"DiagnosticReport.basedOn",
         R"({"resourceType":"DiagnosticReport","id":"x","code":)" + loinc("11504-8") +
             R"(,"basedOn":[{"reference":"ServiceRequest/order"}],"conclusion":"x"})",
         true},
        {"DiagnosticReport.encounter",
         R"({"resourceType":"DiagnosticReport","id":"x","code":)" + loinc("11504-8") +
             R"(,"encounter":{"reference":"Encounter/stay"},"conclusion":"x"})",
         true},
        {"DiagnosticReport of another encounter",
         R"({"resourceType":"DiagnosticReport","id":"x","code":)" + loinc("11504-8") +
             R"(,"encounter":{"reference":"Encounter/other"},"conclusion":"x"})",
         false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.way)
        {
            given from = unlinked();
            from.removal +=
                R"(,"encounter":{"reference":"Encounter/stay"},"basedOn":[{"reference":"ServiceRequest/order"}])";
            from.more = and_entry(row.resource);
            BOOST_TEST(desk{from.json()}.tells("documentation-missing") != row.reached);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_document_is_judged_once_however_often_it_is_reached)
{
    given from;
    from.item = R"("informationSequence":[1,1,2],"diagnosisSequence":[1])";
    from.information = R"([{"sequence":1,"valueReference":{"reference":"DocumentReference/note"}},
        {"sequence":2,"valueReference":{"reference":"http://hospital.example/fhir/DocumentReference/note"}}])";
    from.document = with_context(R"("context":{"related":[{"reference":"Procedure/removal"}]})").json();
    const desk at{from.json()};
    BOOST_TEST(at.counted() == std::vector<std::string>{std::string{note_path}}, boost::test_tools::per_element());
    BOOST_TEST(at.told().empty());
}

BOOST_AUTO_TEST_CASE(a_reference_that_leads_nowhere_is_told)
{
    const struct {
        std::string_view reference;
        bool told;
    } rows[] = {
        {R"({"reference":"DocumentReference/gone"})", true},
        {R"({"reference":"urn:uuid:7c9e6679-7425-40de-944b-e07fc1f90ae7"})", true},
        {R"({"reference":"#gone"})", true},
        {R"({"display":"the operative note"})", true},
        {R"({"reference":"DocumentReference/note"})", false},
        {R"({"reference":"Patient/p1"})", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.reference)
        {
            given from;
            from.information =
                R"([{"sequence":1,"valueReference":{"reference":"DocumentReference/note"}},{"sequence":2,"valueReference":)" +
                std::string{row.reference} + "}]";
            const desk at{from.json()};
            strings expected;
            if (row.told) expected = {"error documentation-not-found Bundle.entry[0].resource.supportingInfo[1].value"};
            BOOST_TEST(at.told() == expected, boost::test_tools::per_element());
            BOOST_TEST(!at.tells("documentation-missing"));
        }
    }
}

BOOST_AUTO_TEST_CASE(supporting_information_without_a_document_is_none)
{
    given from;
    from.information =
        R"([{"sequence":1,"valueReference":{"reference":"DocumentReference/note"}},{"sequence":2,"code":)" +
        loinc("11504-8") + R"(},{"sequence":3,"valueString":"see note"},{"sequence":4,"valueBoolean":true}])";
    BOOST_TEST(desk{from.json()}.told().empty());
}

BOOST_AUTO_TEST_CASE(a_reference_against_the_rules_is_used_and_told)
{
    given from;
    std::string json = from.json();
    const std::string full = "http://hospital.example/fhir/DocumentReference/note";
    json.replace(json.find(full), full.size(), "urn:uuid:7c9e6679-7425-40de-944b-e07fc1f90ae7");
    const desk at{json};
    BOOST_TEST(!at.tells("documentation-missing"));
    const strings expected{
        "warning reference-guessed Bundle.entry[0].resource.supportingInfo[0].value",
        "warning reference-guessed Bundle.entry[1].resource.report[0]"};
    BOOST_TEST(at.told() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ten_thousand_documents_on_a_line_and_lines_that_share_them)
{
    given from;
    std::string information = "[";
    std::string pointers = R"("diagnosisSequence":[1],"informationSequence":[1)";
    for (int i = 1; i <= 10'000; ++i) {
        const std::string id = "d" + std::to_string(i);
        note each;
        each.id = id;
        from.more += and_entry(each.json());
        information += (i > 1 ? "," : "") + std::string{R"({"sequence":)"} + std::to_string(i) +
                       R"(,"valueReference":{"reference":"DocumentReference/)" + id + R"("}})";
        if (i > 1) pointers += "," + std::to_string(i);
    }
    from.information = information + "]";
    from.item = pointers + "]";
    const desk at{from.json()};
    BOOST_TEST(at.counted().size() == 10'001u);
    BOOST_TEST(at.told().empty());
}

BOOST_AUTO_TEST_CASE(past_a_million_references_a_line_looks_at_sixty_four)
{
    given from;
    std::string information = "[";
    for (int i = 1; i <= 2'000; ++i) {
        note each;
        each.id = "d" + std::to_string(i);
        from.more += and_entry(each.json());
        information += (i > 1 ? "," : "") + std::string{R"({"sequence":)"} + std::to_string(i) +
                       R"(,"valueReference":{"reference":"DocumentReference/d)" + std::to_string(i) + R"("}})";
    }
    from.information = information + "]";
    from.item = R"("diagnosisSequence":[1])";
    for (int i = 3; i < 603; ++i) {
        from.item +=
            R"(},{"sequence":)" + std::to_string(i) +
            R"(,"diagnosisSequence":[1],"servicedDate":"2026-03-10","productOrService":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"20703"}]})";
    }
    const desk at{from.json()};
    BOOST_TEST(at.with().add_ons.size() == 601u);
    BOOST_TEST(at.with().add_ons.front().documents.size() > 2'000u);
    BOOST_TEST(at.with().add_ons.back().documents.size() == 64u);
    BOOST_TEST(!at.tells("documentation-missing"));
}

BOOST_AUTO_TEST_SUITE_END()
