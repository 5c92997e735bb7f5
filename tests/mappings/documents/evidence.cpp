#include "desk.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(document_evidence)

using namespace marrow::mappings;
using namespace marrow::mappings::testing;

namespace {

const std::string line_path = "Bundle.entry[0].resource.item[1]";
const std::string primary_path = "Bundle.entry[0].resource.item[0]";

const std::string all_but_text_missing[] = {
    "warning device-type-not-documented " + line_path,
    "warning intramedullary-site-not-documented " + line_path,
    "warning primary-necessity-not-documented " + primary_path,
    "warning primary-not-documented " + line_path,
    "warning removal-necessity-not-documented " + line_path};

/// A submission whose resources document nothing, with a note that says `text`.
given silent(std::string_view text = "Operative note", std::string_view type = "text/plain")
{
    given out;
    out.first = R"("quantity":{"value":1})";
    out.item = R"("informationSequence":[1],"diagnosisSequence":[3])";
    out.primary = R"("note":[])";
    out.removal = R"("note":[])";
    note made;
    made.content = R"("content":[{"attachment":)" + attachment_of(text, type) + "}]";
    out.document = made.json();
    return out;
}

bool tells(const given& from, std::string_view code)
{
    return desk{from.json()}.tells(code);
}

std::string coded(std::string_view snomed, std::string_view text)
{
    return R"({"coding":[{"system":"http://snomed.info/sct","code":")" + std::string{snomed} + R"("}],"text":")" +
           std::string{text} + "\"}";
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_told_when_resources_say_all_five)
{
    BOOST_TEST(desk{given{}.json()}.told().empty());
}

BOOST_AUTO_TEST_CASE(all_five_are_told_when_nothing_says_them)
{
    const strings expected{std::begin(all_but_text_missing), std::end(all_but_text_missing)};
    BOOST_TEST(desk{silent().json()}.told() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_text_may_say_all_five)
{
    const std::string text =
        "Main procedure: 27470, because of a nonunion.\nThe antibiotic nail was taken out of the medullary canal. "
        "Reason: completion of antibiotic therapy.";
    BOOST_TEST(desk{silent(text).json()}.told().empty());
    BOOST_TEST(desk{silent("<p>" + text + "</p>", "text/html; charset=utf-8").json()}.told().empty());
    BOOST_TEST(desk{
        silent(
            "<ClinicalDocument><component><section><text>" + text + "</text></section></component></ClinicalDocument>",
            "application/hl7-v3+xml"
        )
            .json()}
                   .told()
                   .empty());
}

BOOST_AUTO_TEST_CASE(evidence_names_where_it_was_found)
{
    const desk by_resources{given{}.json()};
    const documented& found = by_resources.with().add_ons.front().said_by;
    BOOST_TEST(by_resources.path(found.device) == "Bundle.entry[5].resource.type");
    BOOST_TEST(by_resources.path(found.site) == "Bundle.entry[2].resource.bodySite[0]");
    BOOST_TEST(by_resources.path(found.primary) == "Bundle.entry[6].resource");
    const desk by_text{silent("An antibiotic nail").json()};
    BOOST_TEST(by_text.path(by_text.with().add_ons.front().said_by.device) == "Bundle.entry[6].resource");
    BOOST_TEST(by_text.path(by_text.with().add_ons.front().said_by.site) == "nowhere");
}

BOOST_AUTO_TEST_CASE(documents_that_are_not_sound_are_no_evidence)
{
    const struct {
        std::string_view what;
        note document;
        bool evidence;
    } rows[] = {
        {"good", {}, true},
        {"imaging", {.type = R"("type":)" + loinc("18748-4")}, true},
        {"without type", {.type = R"("implicitRules":"x")"}, true},
        {"not final", {.status = R"("docStatus":"preliminary")"}, true},
        {"letter", {.type = R"("type":)" + loinc("52033-8")}, false},
        {"withdrawn", {.status = R"("status":"superseded")"}, false},
        {"of another patient", {.subject = R"("subject":{"reference":"Patient/p2"})"}, false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            given from = silent();
            note made = row.document;
            made.content = R"("content":[{"attachment":)" + attachment_of("An antibiotic nail") + "}]";
            from.document = made.json();
            BOOST_TEST(tells(from, "device-type-not-documented") != row.evidence);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_device_is_recorded_by_resources)
{
    const struct {
        std::string_view removal;
        std::string_view device;
        bool documented;
    } rows[] = {
        {R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])", R"("type":{"text":"Nail"})", true},
        {R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])", R"("type":[{"text":"Nail"}])", true},
        {R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])",
         R"("type":{"coding":[{"code":"8451008"}]})",
         true},
        {R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])", R"("status":"active")", false},
        {R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])", R"("type":{"text":" "})", false},
        {R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])",
         R"("deviceName":[{"name":"Antibiotic nail"}])",
         true},
        {R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])", R"("deviceName":[{"name":"Nail"}])", false},
        {R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])",
         R"("name":[{"value":"Antibiotic nail"}])",
         true},
        {R"("usedReference":[{"reference":"Device/nail"}])", R"("type":{"text":"Nail"})", true},
        {R"("used":[{"reference":{"reference":"Device/nail"}}])", R"("type":{"text":"Nail"})", true},
        {R"("used":[{"concept":{"text":"Nail"}}])", R"("status":"active")", true},
        {R"("usedCode":[{"text":"Nail"}])", R"("status":"active")", true},
        {R"("note":[{"text":"The antibiotic nail came out."}])", R"("status":"active")", true},
        {R"("note":[{"text":"No antibiotic nail."}])", R"("status":"active")", false},
        {R"("usedReference":[{"reference":"Patient/p1"}])", R"("status":"active")", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.removal << " " << row.device)
        {
            given from = silent();
            from.removal = row.removal;
            from.device = row.device;
            BOOST_TEST(tells(from, "device-type-not-documented") != row.documented);
        }
    }
    given by_item = silent();
    by_item.item += R"(,"udi":[{"reference":"Device/nail"}])";
    BOOST_TEST(!tells(by_item, "device-type-not-documented"));
    std::string by_claim = silent().json();
    const std::string entry = R"("procedureReference":{"reference":"Procedure/removal"})";
    by_claim.replace(by_claim.find(entry), entry.size(), entry + R"(,"udi":[{"reference":"Device/nail"}])");
    BOOST_TEST(!desk{by_claim}.tells("device-type-not-documented"));
    given by_primary = silent();
    by_primary.primary = R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])";
    BOOST_TEST(tells(by_primary, "device-type-not-documented"));
}

BOOST_AUTO_TEST_CASE(the_site_needs_a_bone_and_the_canal)
{
    const struct {
        std::string removal;
        std::string item;
        bool documented;
    } rows[] = {
        {R"("bodySite":[)" + coded("71341001", "Medullary canal of the right femur") + "]", "", true},
        {R"("bodySite":[)" + coded("71341001", "Right femur") + "]", "", false},
        {R"("bodySite":[{"text":"Intramedullary, tibia"}])", "", true},
        {R"("bodySite":[{"coding":[{"display":"Intramedullary, tibia"}]}])", "", true},
        {R"("bodySite":[{"text":"Medullary canal"}])", "", false},
        {R"("bodySite":[)" + coded("71341001", "x") + R"(],"usedCode":[{"text":"Intramedullary nail"}])", "", true},
        {R"("bodySite":[)" + coded("71341001", "x") + R"(],"usedCode":[)" + coded("8451008", "x") + "]", "", true},
        {R"("bodySite":[)" + coded("71341001", "x") + R"(],"note":[{"text":"It lay intramedullary."}])", "", true},
        {R"("bodySite":[)" + coded("71341001", "x") + R"(],"note":[{"text":"It did not lie intramedullary."}])",
         "",
         false},
        {R"("note":[])", R"(,"bodySite":{"text":"Medullary canal of the femur"})", true},
        {R"("note":[])", R"(,"bodySite":[{"site":[{"concept":{"text":"Medullary canal of the femur"}}]}])", true},
        {R"("note":[])", R"(,"bodySite":{"coding":[{"system":"http://snomed.info/sct","code":"71341001"}]})", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.removal << " " << row.item)
        {
            given from = silent();
            from.removal = row.removal;
            from.item += row.item;
            BOOST_TEST(tells(from, "intramedullary-site-not-documented") != row.documented);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_primary_is_documented_by_a_link_or_by_name)
{
    const struct {
        std::string primary;
        std::string text;
        bool documented;
    } rows[] = {
        {R"("report":[{"reference":"DocumentReference/note"}])", "Operative note", true},
        {R"("note":[])", "Code 27470 was done", true},
        {R"("note":[])", "Code 274701 was done", false},
        {R"("note":[])", "Code 27470 is planned", true},
        {R"("note":[])", "Planned: nothing. History of 27470", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.primary << " " << row.text)
        {
            given from = silent(row.text);
            from.primary = row.primary;
            BOOST_TEST(tells(from, "primary-not-documented") != row.documented);
        }
    }
    given named = silent("A repair of nonunion, femur without graft was done");
    std::string json = named.json();
    const std::string code = R"({"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"27470"}]},"note")";
    json.replace(
        json.find(code),
        code.size(),
        code.substr(0, code.size() - 8) + R"(,"text":"Repair of nonunion femur, without graft"},"note")"
    );
    BOOST_TEST(!desk{json}.tells("primary-not-documented"));
}

BOOST_AUTO_TEST_CASE(reasons_stand_in_resources_diagnoses_and_texts)
{
    const struct {
        std::string_view what;
        std::string item;
        std::string removal;
        std::string text;
        bool documented;
    } rows[] = {
        {"nothing", "3", R"("note":[])", "x", false},
        {"a diagnosis of the table", "1", R"("note":[])", "x", true},
        {"reasonCode", "3", R"("reasonCode":[{"text":"Therapy is over"}])", "x", true},
        {"an empty reasonCode", "3", R"("reasonCode":[{}])", "x", false},
        {"reason (R5)", "3", R"("reason":[{"concept":{"text":"Therapy is over"}}])", "x", true},
        {"reasonReference", "3", R"("reasonReference":[{"reference":"Patient/p1"}])", "x", true},
        {"reasonReference to nothing", "3", R"("reasonReference":[{"reference":"Condition/gone"}])", "x", false},
        {"a term", "3", R"("note":[])", "device malfunction", true},
        {"a negated term", "3", R"("note":[])", "no device malfunction", false},
        {"a note of the Procedure", "3", R"("note":[{"text":"Device malfunction."}])", "x", true}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            given from = silent(row.text);
            from.item = R"("informationSequence":[1],"diagnosisSequence":[)" + row.item + "]";
            from.removal = row.removal;
            BOOST_TEST(tells(from, "removal-necessity-not-documented") != row.documented);
        }
    }
}

BOOST_AUTO_TEST_CASE(reasons_of_the_primary)
{
    given from = silent("infection resolved, device malfunction");
    BOOST_TEST(tells(from, "primary-necessity-not-documented"));
    BOOST_TEST(!tells(silent("nonunion of the femur"), "primary-necessity-not-documented"));
    from.first = R"("diagnosisSequence":[3])";
    BOOST_TEST(!tells(from, "primary-necessity-not-documented"));
    from = silent();
    from.primary = R"("reasonCode":[{"text":"Nonunion"}])";
    BOOST_TEST(!tells(from, "primary-necessity-not-documented"));
}

BOOST_AUTO_TEST_CASE(a_section_of_indications_gives_the_reasons_of_both)
{
    given from = silent();
    from.document = R"({"resourceType":"Composition","id":"note","status":"final","type":)" + loinc("11504-8") +
                    R"(,"section":[{"code":)" + loinc("59768-2") + R"(,"text":{"div":"<div>As discussed</div>"}}]})";
    std::string json = from.json();
    const std::string old = "\"DocumentReference/note\"";
    json.replace(json.find(old), old.size(), "\"Composition/note\"");
    const desk at{json};
    BOOST_TEST(!at.tells("removal-necessity-not-documented"));
    BOOST_TEST(!at.tells("primary-necessity-not-documented"));
    BOOST_TEST(at.tells("device-type-not-documented"));
}

BOOST_AUTO_TEST_CASE(another_site_suggests_its_code)
{
    const struct {
        std::string removal;
        std::string_view told_at;
        std::string_view suggested;
    } rows[] = {
        {R"("bodySite":[)" + coded("49076000", "Right knee joint") + "]",
         "Bundle.entry[2].resource.bodySite[0]",
         "20705"},
        {R"("bodySite":[{"text":"Subfascial pocket of the thigh"}])", "Bundle.entry[2].resource.bodySite[0]", "20701"},
        {R"("usedCode":[{"text":"Knee spacer"}])", "Bundle.entry[2].resource.usedCode[0]", "20705"},
        {R"("focalDevice":[{"manipulated":{"reference":"Device/nail"}}])", "Bundle.entry[5].resource.type", "20705"},
        {R"("bodySite":[{"text":"Right femur"}])", "", ""},
        {R"("bodySite":[{"text":"Intramedullary, reached through the knee joint"}])", "", ""},
        {R"("bodySite":[{"text":"Not the knee joint"}])", "", ""}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.removal)
        {
            given from = silent();
            from.removal = row.removal;
            from.device = R"("type":{"text":"Articulating spacer"})";
            const desk at{from.json()};
            BOOST_TEST(at.tells("site-suggests-other-code") == !row.told_at.empty());
            if (row.told_at.empty()) continue;
            BOOST_TEST(at.told().contains("warning site-suggests-other-code " + std::string{row.told_at}));
            const auto all = at.with().out.all();
            const auto told = std::ranges::find_if(all, [](const finding& one) {
                return one.row->code == "site-suggests-other-code";
            });
            const auto value =
                std::ranges::find_if(told->with, [](const auto& pair) { return pair.first == "suggested"; });
            BOOST_TEST(value->second == row.suggested);
        }
    }
    given of_primary;
    of_primary.primary += R"(,"bodySite":[{"text":"Right knee joint"}])";
    BOOST_TEST(!tells(of_primary, "site-suggests-other-code"));
}

BOOST_AUTO_TEST_CASE(a_ready_made_device_is_told)
{
    const struct {
        std::string_view device;
        bool told;
    } rows[] = {
        {R"("type":{"text":"Prefabricated antibiotic spacer"})", true},
        {R"("type":{"coding":[{"display":"Preformed spacer"}]})", true},
        {R"("deviceName":[{"name":"Ready-made nail"}])", true},
        {R"("name":[{"value":"Ready made nail"}])", true},
        {R"("note":[{"text":"prefabricated"}])", true},
        {R"("note":[{"text":"not prefabricated"}])", false},
        {R"("type":{"text":"Antibiotic nail"})", false}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.device)
        {
            given from;
            from.device = row.device;
            BOOST_TEST(
                desk{from.json()}.told().contains("warning device-prefabricated Bundle.entry[5].resource") == row.told
            );
        }
    }
}

BOOST_AUTO_TEST_CASE(sisters_are_asked_for_their_own_site)
{
    const struct {
        std::string_view code;
        std::string_view site;
        bool documented;
    } rows[] = {
        {"20701", "Subfascial pocket", true},
        {"20701", "Medullary canal of the femur", false},
        {"20705", "Knee joint", true},
        {"20705", "Medullary canal of the femur", false},
        {"20702", "Medullary canal of the femur", true}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.code << " " << row.site)
        {
            given from = silent();
            from.removal = R"("bodySite":[{"text":")" + std::string{row.site} + "\"}]";
            std::string json = from.json();
            for (std::size_t at = json.find("\"20703\""); at != std::string::npos; at = json.find("\"20703\""))
                json.replace(at, 7, "\"" + std::string{row.code} + "\"");
            const desk checked{json};
            BOOST_TEST(checked.tells("intramedullary-site-not-documented") != row.documented);
            BOOST_TEST(checked.tells("site-suggests-other-code") != row.documented);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_text_that_turns_out_not_to_be_there_is_told)
{
    const std::string told = "information documentation-not-read Bundle.entry[6].resource.content[0].attachment";
    BOOST_TEST(desk{silent("no pdf", "application/pdf").json()}.told().contains(told));
    BOOST_TEST(desk{silent("<a><b></a>", "text/xml").json()}.told().contains(told));
    BOOST_TEST(!desk{silent("", "text/html").json()}.told().contains(told));
}

BOOST_AUTO_TEST_CASE(nothing_of_the_patients_text_gets_into_a_finding)
{
    given from = silent("Smith Jones", "text/smith");
    note made;
    made.status = R"("status":"Smith Jones is entered-in-error")";
    made.type = R"("type":{"coding":[{"system":"http://loinc.org","code":"Smith Jones"}],"text":"Smith"})";
    made.content = R"("content":[{"attachment":)" + attachment_of("Smith", "text/smith") + "}]";
    from.document = made.json();
    from.removal = R"("bodySite":[{"text":"Knee joint of Smith"}])";
    const desk at{from.json()};
    BOOST_TEST(!at.with().out.all().empty());
    for (const finding& one : at.with().out.all()) {
        for (const auto& [name, value] : one.with)
            BOOST_TEST(value.find("mith") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
