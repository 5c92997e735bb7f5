"""Rulings on the five things that must be documented, and on documents that point back."""

import base64
import json

from cases.documents import composition, narrative, reported, silent_resources, unreached
from cases.findings_documents import unsupported
from cases.registry import ruling
from cases.submission import DAY, LOINC, SNOMED, attachment, coded, note_text, ref


def device_elsewhere(s):
    """Nothing says the device but what the case adds."""
    del s["removal"]["focalDevice"]
    s.say("device")


@ruling
def device_by_used_reference(s):
    """Device.type of used[Reference]."""
    device_elsewhere(s)
    s["removal"]["usedReference"] = [ref("Device/nail")]


@ruling
def device_by_used_code(s):
    """Device type: usedCode."""
    device_elsewhere(s)
    s.drop("device")
    s["removal"]["usedCode"] = [{"text": "Gentamicin beads"}]


@ruling
def device_by_item_udi(s):
    """Device.type of item.udi."""
    device_elsewhere(s)
    s.line["udi"] = [ref("Device/nail")]


@ruling
def device_by_claim_procedure_udi(s):
    """Device.type of Claim.procedure.udi."""
    device_elsewhere(s)
    s.claim["procedure"][1]["udi"] = [ref("Device/nail")]


@ruling
def device_by_a_note_of_the_procedure(s):
    """Text is what a note holds: a term of the device table."""
    device_elsewhere(s)
    s.drop("device")
    s["removal"]["note"] = [{"text": "The antibiotic rod was sent to the laboratory."}]


@ruling
def site_by_the_item(s):
    """bodySite of Procedure or item with a bone, and intramedullary said by code or text."""
    s.say("site")
    del s["removal"]["bodySite"]
    s.line["bodySite"] = coded(SNOMED, "71341001", "Medullary canal of the right femur")


@ruling
def primary_by_the_text_of_its_procedure(s):
    """The primary's code, or its Procedure's text or display, in a document."""
    del s["primary"]["report"]
    s["primary"]["code"]["text"] = "Shaft reconstruction"
    s["note"]["content"][0]["attachment"] = attachment(note_text(["primary"]) + "Shaft reconstruction went well.\n")


@ruling
def primary_by_the_display_of_its_procedure(s):
    """The primary's code, or its Procedure's text or display, in a document."""
    del s["primary"]["report"]
    s["primary"]["code"]["coding"][0]["display"] = "Shaft reconstruction"
    s["note"]["content"][0]["attachment"] = attachment(note_text(["primary"]) + "SHAFT  RECONSTRUCTION went well.\n")


@ruling
def primary_code_is_a_whole_word(s):
    """Terms are looked for as whole words: a longer number is not the primary's code."""
    del s["primary"]["report"]
    s["note"]["content"][0]["attachment"] = attachment(note_text(["primary"]) + "Lot 1274701.\n")
    s.warning("primary-not-documented", s.line)


@ruling
def necessity_by_an_indication_section(s):
    """Necessity of the removal: indication sections 59768-2, 10217-8."""
    unsupported(s)
    composition(s, [
        {"title": "Procedure", "code": coded(LOINC, "29554-3"),
         "text": narrative(note_text(["reason", "primary reason"]))},
        {"title": "Indications", "code": coded(LOINC, "10217-8"), "text": narrative("Pain at the old device.")}])


@ruling
def composition_by_event_detail(s):
    """It points back by Composition.event.detail."""
    made = composition(s, [{"title": "Procedure", "code": coded(LOINC, "29554-3"), "text": narrative(note_text())}])
    unreached(s)
    made["event"] = [{"period": {"start": DAY}, "detail": [ref("Procedure/removal")]}]


@ruling
def composition_of_another_time(s):
    """Outside the service dates when its event period shares no day with the line's."""
    made = composition(s, [{"title": "Procedure", "code": coded(LOINC, "29554-3"), "text": narrative(note_text())}])
    made["event"] = [{"period": {"start": "2026-01-05", "end": "2026-01-06"}}]
    s.warning("documentation-outside-service-dates", made["event"][0]["period"])


@ruling
def section_makes_an_evidence_only_composition_enough(s):
    """Accepted alone: Compositions or sections 59771-6, 10223-6, 29554-3, 10217-8, 59768-2."""
    made = composition(s, [{"title": "Procedure", "code": coded(LOINC, "29554-3"), "text": narrative(note_text())}])
    made["type"] = coded(LOINC, "18842-5")


@ruling(accepted=False)
def withdrawn_composition(s):
    """Entered-in-error: withdrawn, and then nothing is acceptable."""
    made = composition(s, [{"title": "Procedure", "code": coded(LOINC, "29554-3"), "text": narrative(note_text())}])
    made["status"] = "entered-in-error"
    s.error("documentation-withdrawn", made, "status")
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


def report(s, **members):
    return reported(s, {
        "resourceType": "DiagnosticReport", "id": "note", "status": "final", "code": coded(LOINC, "28570-0"),
        "subject": ref("Patient/p1"), "effectiveDateTime": DAY, "conclusion": note_text(), **members})


@ruling
def diagnostic_report_by_shared_encounter(s):
    """DiagnosticReport.encounter shared with the Procedure."""
    report(s, encounter=ref("Encounter/stay"))
    unreached(s)


@ruling
def diagnostic_report_by_shared_order(s):
    """DiagnosticReport.basedOn shared with the Procedure."""
    report(s, basedOn=[ref("ServiceRequest/order")])
    s.add("order", {"resourceType": "ServiceRequest", "id": "order", "status": "completed", "intent": "order",
                    "subject": ref("Patient/p1")})
    s["removal"]["basedOn"] = [ref("ServiceRequest/order")]
    unreached(s)


@ruling
def presented_form_is_read(s):
    """Text is what an attachment holds: DiagnosticReport.presentedForm."""
    silent_resources(s)
    made = report(s, presentedForm=[attachment(note_text())])
    del made["conclusion"]


@ruling(accepted=False)
def diagnostic_report_without_content(s):
    """No presented form, no conclusion, no narrative."""
    made = report(s)
    del made["conclusion"]
    s.error("documentation-empty", made)
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@ruling
def diagnostic_report_of_another_time(s):
    """Outside the service dates when its effective[x] shares no day with the line's."""
    made = report(s, effectivePeriod={"start": "2026-01-05", "end": "2026-01-06"})
    del made["effectiveDateTime"]
    s.warning("documentation-outside-service-dates", made, "effectivePeriod")


@ruling(accepted=False)
def entered_in_error_by_doc_status(s):
    """The document's status: docStatus says it where status does not."""
    letter = s.document(docStatus="entered-in-error")
    s.error("documentation-withdrawn", letter, "docStatus")


@ruling(accepted=False)
def binary_that_does_not_agree(s):
    """Its data agree with hash and size, wherever the data are."""
    s.add("binary", {"resourceType": "Binary", "id": "scan", "contentType": "text/plain",
                     "data": base64.b64encode(b"Addendum.").decode()})
    hashed = {"contentType": "text/plain", "url": "Binary/scan", "hash": attachment("another text")["hash"]}
    letter = s.document(content=[{"attachment": hashed}])
    s.error("documentation-altered", letter["content"][0]["attachment"])


@ruling
def several_attachments_of_one_document(s):
    """Each attachment is looked at: an image beside the text."""
    s["note"]["content"].append({"attachment": attachment(b"\x89PNG\r\n", "image/png")})
    silent_resources(s)
    s.information("documentation-not-read", s["note"]["content"][1]["attachment"])


@ruling
def attachment_without_content_type(s):
    """No content type is sniffed."""
    letter = s.document()
    del letter["content"][0]["attachment"]["contentType"]
    s.information("documentation-not-read", letter["content"][0]["attachment"])


@ruling
def reads_fhir_json(s):
    """Read is application/fhir+json."""
    silent_resources(s)
    inner = {
        "resourceType": "Composition", "status": "final", "type": coded(LOINC, "11504-8"), "date": DAY,
        "author": [{"display": "surgeon"}], "title": "Operative note",
        "section": [{"title": "Procedure", "text": narrative(note_text())}]}
    s["note"]["content"] = [{"attachment": attachment(json.dumps(inner), "application/fhir+json; fhirVersion=4.0")}]


@ruling
def legacy_system_of_document_types(s):
    """Aliases of the system URI are known for document types too: c80-doc-typecodes holds LOINC codes."""
    s["note"]["type"] = coded("http://terminology.hl7.org/CodeSystem/c80-doc-typecodes", "11504-8")


@ruling(accepted=False)
def questionnaire_response_without_answers(s):
    """Empty means no data or no answers."""
    unreached(s)
    s.drop("note")
    form = s.add("form", {
        "resourceType": "QuestionnaireResponse", "id": "form", "status": "completed", "subject": ref("Patient/p1"),
        "item": [{"linkId": "1", "text": "What was done?"}]})
    s.point_to({"code": coded(LOINC, "11504-8"), "valueReference": ref("QuestionnaireResponse/form")})
    s.error("documentation-empty", form, "item")
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@ruling
def a_string_is_no_document(s):
    """Kinds of document: a valueString is none."""
    s.point_to({"valueString": "see the operative note"})


@ruling
def history_negates_an_act_not_a_device(s):
    """Planned and history of negate an act, not a device."""
    s.say("device")
    s["note"]["content"][0]["attachment"] = attachment(note_text(["device"]) + "History of antibiotic nail.\n")
    del s["device"]["type"]
