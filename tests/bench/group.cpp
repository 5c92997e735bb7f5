#include "tests/bench/group.hpp"

#include <array>
#include <string_view>

namespace marrow::bench {

namespace {

using fhir::json::writer;

constexpr std::string_view base = "https://sender.example/fhir/";
constexpr std::string_view cpt = "http://www.ama-assn.org/go/cpt";
constexpr std::string_view snomed = "http://snomed.info/sct";
constexpr std::string_view icd10cm = "http://hl7.org/fhir/sid/icd-10-cm";
constexpr std::string_view hl7 = "http://terminology.hl7.org/CodeSystem/";
constexpr std::string_view loinc = "http://loinc.org";

std::string two(std::uint32_t number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string base64(std::string_view bytes)
{
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t group = 0;
        for (std::size_t each = 0; each < 3; ++each) {
            group = group << 8 | (at + each < bytes.size() ? static_cast<std::uint8_t>(bytes[at + each]) : 0u);
        }
        for (std::size_t each = 0; each < 4; ++each) {
            text += at + each > bytes.size() ? '=' : digits[group >> (18 - 6 * each) & 63];
        }
    }
    return text;
}

void coding(writer& to, std::string_view system, std::string_view code, std::string_view display)
{
    to.begin_object().member("system", system).member("code", code).member("display", display).end_object();
}

void concept_of(writer& to, std::string_view key, std::string_view system, std::string_view code, std::string_view text)
{
    to.key(key).begin_object().key("coding").begin_array();
    coding(to, system, code, text);
    to.end_array().member("text", text).end_object();
}

void terminology(writer& to, std::string_view key, std::string_view set, std::string_view code, std::string_view text)
{
    concept_of(to, key, std::string{hl7}.append(set), code, text);
}

void reference(writer& to, std::string_view key, const std::string& target, std::string_view display = {})
{
    to.key(key).begin_object().member("reference", target);
    if (!display.empty()) {
        to.member("display", display);
    }
    to.end_object();
}

void one(writer& to, std::string_view key, std::int64_t number)
{
    to.key(key).begin_array().number(number).end_array();
}

void identifier(writer& to, std::string_view system, const std::string& value)
{
    to.key("identifier").begin_array().begin_object().member("use", "official").member("system", system);
    to.member("value", value).end_object().end_array();
}

void head(writer& to, std::string_view type, const std::string& id, std::string_view profile)
{
    to.begin_object().member("resourceType", type).member("id", id).key("meta").begin_object();
    to.member("versionId", "1").member("lastUpdated", "2026-03-20T08:14:59.123-05:00").key("profile").begin_array();
    to.string(std::string{"http://hl7.org/fhir/us/core/StructureDefinition/"}.append(profile)).end_array().end_object();
    to.key("text").begin_object().member("status", "generated");
    to.member(
          "div",
          "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p><b>Generated narrative: " + std::string{type} + " " + id +
              "</b></p><table class=\"grid\"><tr><td>status</td><td>as coded</td></tr><tr><td>made for</td>" +
              "<td>measurements; nothing here is about a person</td></tr></table></div>"
    )
        .end_object();
}

template <class Body>
void entry(writer& to, std::string_view type, const std::string& id, std::string_view profile, Body body)
{
    to.begin_object().member("fullUrl", std::string{base}.append(type) + "/" + id).key("resource");
    head(to, type, id, profile);
    body();
    to.end_object().end_object();
}

void race_extension(writer& to)
{
    to.key("extension").begin_array();
    for (const std::string_view which : {"us-core-race", "us-core-ethnicity"}) {
        to.begin_object().member("url", std::string{"http://hl7.org/fhir/us/core/StructureDefinition/"}.append(which));
        to.key("extension").begin_array().begin_object().member("url", "ombCategory").key("valueCoding");
        coding(to, "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "UNK", "unknown");
        to.end_object().begin_object().member("url", "text").member("valueString", "unknown");
        to.end_object().end_array().end_object();
    }
    to.end_array();
}

void patient(writer& to, const facts& of)
{
    race_extension(to);
    identifier(to, "https://sender.example/members", of.member);
    to.key("active").boolean(true).key("name").begin_array().begin_object().member("use", "official");
    to.member("family", "Sample").key("given").begin_array().string("Bench").string("Mark").end_array().end_object();
    to.end_array().key("telecom").begin_array().begin_object().member("system", "phone").member("value", "555-0100");
    to.member("use", "home").end_object().end_array().member("gender", "unknown").member("birthDate", "1970-01-01");
    to.key("address").begin_array().begin_object().member("use", "home").key("line").begin_array();
    to.string("1 Example Way").end_array().member("city", "Exampleton").member("state", "ZZ");
    to.member("postalCode", "00000").member("country", "US").end_object().end_array();
    terminology(to, "maritalStatus", "v3-MaritalStatus", "S", "Never Married");
}

void coverage(writer& to, const facts& of)
{
    identifier(to, "https://payer.example/policies", of.member);
    to.member("status", "active");
    terminology(to, "type", "v3-ActCode", "HIP", "health insurance plan policy");
    to.member("subscriberId", of.member);
    reference(to, "beneficiary", "Patient/p-" + of.id);
    terminology(to, "relationship", "subscriber-relationship", "self", "Self");
    to.key("period").begin_object().member("start", "2026-01-01").member("end", "2026-12-31").end_object();
    to.key("payor").begin_array().begin_object().member("display", "Example Payer").end_object().end_array();
    to.key("class").begin_array().begin_object();
    terminology(to, "type", "coverage-class", "plan", "Plan");
    to.member("value", "EX-" + of.member).member("name", "Example Plan").end_object().end_array();
}

void encounter(writer& to, const facts& of)
{
    identifier(to, "https://sender.example/visits", "v" + of.id);
    to.member("status", "finished").key("class");
    coding(to, "http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", "ambulatory");
    to.key("type").begin_array().begin_object().key("coding").begin_array();
    coding(to, snomed, "183452005", "Encounter for surgery");
    to.end_array().end_object().end_array();
    reference(to, "subject", "Patient/p-" + of.id);
    to.key("participant").begin_array().begin_object();
    reference(to, "individual", "Practitioner/surgeon", "Example surgeon");
    to.end_object().end_array().key("period").begin_object().member("start", of.day + "T06:40:00-05:00");
    to.member("end", of.day + "T16:05:00-05:00").end_object();
}

void procedure(writer& to, const facts& of, bool removal)
{
    identifier(to, "https://sender.example/procedures", (removal ? "r" : "m") + of.id);
    to.member("status", "completed");
    terminology(to, "category", "example", "surgical", "Surgical procedure");
    concept_of(to, "code", cpt, removal ? "20703" : of.primary, removal ? "Removal of device" : "Main operation");
    reference(to, "subject", "Patient/p-" + of.id);
    reference(to, "encounter", "Encounter/e-" + of.id);
    to.key("performedPeriod").begin_object();
    const std::string& day = removal ? of.day : of.other_day;
    to.member("start", day + "T08:05:00-05:00").member("end", day + "T10:45:00-05:00").end_object();
    to.key("performer").begin_array().begin_object();
    terminology(to, "function", "example", "surgeon", "Surgeon");
    reference(to, "actor", "Practitioner/surgeon", "Example surgeon");
    to.end_object().end_array();
    to.key("reasonCode").begin_array().begin_object().key("coding").begin_array();
    coding(to, icd10cm, removal ? "M86.651" : of.diagnosis, "Reason as coded by the sender");
    to.end_array().end_object().end_array();
    to.key("bodySite").begin_array().begin_object().key("coding").begin_array();
    coding(to, snomed, "71341001", "Bone structure of femur");
    to.end_array().member("text", "medullary canal of the right femur").end_object().end_array();
    if (of.lacks != facts::lack::document) {
        to.key("report").begin_array().begin_object().member("reference", "DocumentReference/d-" + of.id);
        to.end_object().end_array();
    }
    to.key("note").begin_array().begin_object();
    to.member("text", "Prepared and draped in the usual manner.\nNo complications; count correct.").end_object();
    to.end_array();
}

std::string note_of(const facts& of)
{
    std::string note =
        "OPERATIVE NOTE\nThe antibiotic intramedullary nail was removed from the medullary canal of the femur after "
        "completion of antibiotic therapy. The nonunion was then repaired (" +
        of.primary + ").\n";
    static constexpr std::array filler{
        "The patient was placed supine on a radiolucent table.",
        "Exposure was taken down to bone with care.",
        "The canal was irrigated with three litres of saline.",
        "Fluoroscopy confirmed position in two planes.",
        "Blood loss was recorded by the anaesthetist.",
        "The wound was closed in layers over a drain."};
    for (std::uint32_t each = 0; each < of.words; ++each) {
        note.append(filler[(each * 7 + of.words) % filler.size()]).append("\n");
    }
    return note;
}

void document(writer& to, const facts& of)
{
    identifier(to, "https://sender.example/documents", "n" + of.id);
    to.member("status", "current").member("docStatus", "final");
    concept_of(to, "type", loinc, "11504-8", "Operative note");
    reference(to, "subject", "Patient/p-" + of.id);
    to.member("date", of.day + "T12:30:00-05:00");
    to.key("content").begin_array().begin_object().key("attachment").begin_object();
    const std::string note = note_of(of);
    to.member("contentType", "text/plain").member("data", base64(note));
    to.key("size").number(static_cast<std::int64_t>(note.size()));
    to.member("title", "Operative note").end_object().end_object().end_array();
    to.key("context").begin_object().key("encounter").begin_array().begin_object();
    to.member("reference", "Encounter/e-" + of.id).end_object().end_array().end_object();
}

void item(writer& to, const facts& of, std::int64_t sequence, std::string_view code)
{
    to.begin_object().key("sequence").number(sequence);
    one(to, "careTeamSequence", 1);
    if (sequence < 3) {
        one(to, "diagnosisSequence", sequence);
        one(to, "procedureSequence", sequence);
    }
    if (sequence == 2 && of.lacks != facts::lack::document) {
        one(to, "informationSequence", 1);
    }
    const std::string_view system = sequence < 3 ? cpt : "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";
    concept_of(to, "productOrService", system, code, "As listed by the sender");
    to.member("servicedDate", sequence == 1 ? of.other_day : of.day);
    concept_of(
        to, "locationCodeableConcept", "https://www.cms.gov/Medicare/Coding/place-of-service-codes", of.place, "Place"
    );
    to.key("quantity").begin_object().key("value").number(1).end_object();
    for (const std::string_view price : {"unitPrice", "net"}) {
        to.key(price).begin_object().key("value").number(of.charge).member("currency", "USD").end_object();
    }
    to.key("encounter").begin_array().begin_object().member("reference", "Encounter/e-" + of.id).end_object();
    to.end_array().end_object();
}

void claim_lists(writer& to, const facts& of)
{
    to.key("careTeam").begin_array().begin_object().key("sequence").number(1);
    reference(to, "provider", "Practitioner/surgeon", "Example surgeon");
    to.key("responsible").boolean(true);
    concept_of(to, "qualification", "http://nucc.org/provider-taxonomy", "207X00000X", "Specialty");
    to.end_object().end_array().key("supportingInfo").begin_array().begin_object().key("sequence").number(1);
    terminology(to, "category", "claiminformationcategory", "attachment", "Attachment");
    concept_of(to, "code", loinc, "11504-8", "Operative note");
    reference(to, "valueReference", "DocumentReference/d-" + of.id);
    to.end_object().end_array().key("diagnosis").begin_array();
    for (std::int64_t sequence = 1; sequence <= 2; ++sequence) {
        to.begin_object().key("sequence").number(sequence);
        concept_of(to, "diagnosisCodeableConcept", icd10cm, sequence == 1 ? of.diagnosis : "M86.651", "Diagnosis");
        to.end_object();
    }
    to.end_array().key("procedure").begin_array();
    for (std::int64_t sequence = 1; sequence <= 2; ++sequence) {
        to.begin_object().key("sequence").number(sequence);
        reference(to, "procedureReference", "Procedure/" + std::string{sequence == 1 ? "m-" : "r-"} + of.id);
        to.end_object();
    }
    to.end_array().key("insurance").begin_array().begin_object().key("sequence").number(1).key("focal").boolean(true);
    reference(to, "coverage", "Coverage/c-" + of.id);
    to.end_object().end_array();
}

void claim_body(writer& to, const facts& of)
{
    identifier(to, "https://sender.example/claims", "c" + of.id);
    to.member("status", "active");
    terminology(to, "type", "claim-type", "professional", "Professional");
    to.member("use", "claim");
    reference(to, "patient", "Patient/p-" + of.id);
    to.key("billablePeriod").begin_object().member("start", of.other_day).member("end", of.day).end_object();
    to.member("created", "2026-03-20");
    reference(to, "provider", "Organization/clinic", "Example Clinic");
    terminology(to, "priority", "processpriority", "normal", "Normal");
    claim_lists(to, of);
    to.key("item").begin_array();
    item(to, of, 1, of.lacks == facts::lack::primary ? "99024" : of.primary);
    item(to, of, 2, "20703");
    item(to, of, 3, "C1713");
    to.end_array().key("total").begin_object().key("value").number(of.charge).member("currency", "USD").end_object();
}

}  // namespace

facts::facts(std::uint32_t seed)
{
    static constexpr std::array primaries{"27470", "27472", "24430", "24435", "25400"};
    static constexpr std::array diagnoses{"S72.301K", "S72.302N", "S42.301K", "S52.301K"};
    std::mt19937 random{seed};
    const auto below = [&random](std::uint32_t bound) { return static_cast<std::uint32_t>(random() % bound); };
    id = std::to_string(seed) + "-" + std::to_string(100'000 + below(900'000));
    primary = primaries[below(primaries.size())];
    diagnosis = diagnoses[below(diagnoses.size())];
    const std::uint32_t date = 2 + below(26);
    day = "2026-0" + std::to_string(1 + below(3)) + "-" + two(date);
    other_day = day;
    place = below(2) == 0 ? "22" : "21";
    member = "000-" + std::to_string(1'000'000 + below(9'000'000));
    charge = std::to_string(200 + below(9000)) + "." + two(below(100));
    words = 40 + below(24);
    if (below(2) == 0) {
        lacks = static_cast<lack>(1 + below(4));
    }
    if (lacks == lack::same_day) {
        other_day.replace(8, 2, two(date - 1));
    }
    if (lacks == lack::place) {
        place = "11";
    }
}

void write_claim(writer& to, const facts& of)
{
    head(to, "Claim", "c-" + of.id, "claim");
    claim_body(to, of);
    to.end_object();
}

void write_entries(writer& to, const facts& of)
{
    entry(to, "Patient", "p-" + of.id, "us-core-patient", [&] { patient(to, of); });
    entry(to, "Coverage", "c-" + of.id, "us-core-coverage", [&] { coverage(to, of); });
    entry(to, "Encounter", "e-" + of.id, "us-core-encounter", [&] { encounter(to, of); });
    entry(to, "Procedure", "m-" + of.id, "us-core-procedure", [&] { procedure(to, of, false); });
    entry(to, "Procedure", "r-" + of.id, "us-core-procedure", [&] { procedure(to, of, true); });
    entry(to, "Claim", "c-" + of.id, "claim", [&] { claim_body(to, of); });
    entry(to, "DocumentReference", "d-" + of.id, "us-core-documentreference", [&] { document(to, of); });
}

}  // namespace marrow::bench
