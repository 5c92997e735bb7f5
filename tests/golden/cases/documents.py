"""Rulings on documents: where they are looked for, which count, and what is read in them."""

import base64

from cases.registry import ruling
from cases.submission import DAY, LOINC, SNOMED, attachment, coded, note_text, ref
from cases.texts import cda, pdf


def silent_resources(s):
    """Takes the evidence of the resources away, so that only a document can say it."""
    del s["device"]["type"]
    s["removal"]["bodySite"] = [coded(SNOMED, "71341001", "Right femur")]
    s["primary"].pop("report", None)


def unreached(s):
    """The note is there, but nothing points to it."""
    for name in ("primary", "removal"):
        s[name].pop("report", None)
    del s.claim["supportingInfo"]
    del s.line["informationSequence"]


def reported(s, resource):
    """Another resource takes the place of the note."""
    s.drop("note")
    s.add("note", resource)
    reference = ref(resource["resourceType"] + "/note")
    s["removal"]["report"] = [reference]
    s["primary"].pop("report", None)
    s.claim["supportingInfo"][0]["valueReference"] = reference
    return resource


@ruling
def claim_level_document_counts(s):
    """A document counts when it is reached by claim-level supportingInfo that no item points to."""
    unreached(s)
    s.point_to({"valueReference": ref("DocumentReference/note")})
    del s.line["informationSequence"]


@ruling(accepted=False)
def document_of_a_third_item_does_not_count(s):
    """supportingInfo that another item points to is that item's."""
    unreached(s)
    s.point_to({"valueReference": ref("DocumentReference/note")})
    del s.line["informationSequence"]
    s.item("73552", informationSequence=[1])
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@ruling
def document_of_the_primary_item_counts(s):
    """A document that only the primary's item points to counts for the add-on line."""
    unreached(s)
    s.point_to({"valueReference": ref("DocumentReference/note")})
    s.first["informationSequence"] = s.line.pop("informationSequence")


@ruling
def report_of_the_primary_counts(s):
    """A document counts when it is reached by Procedure.report of the primary's Procedure."""
    unreached(s)
    s["primary"]["report"] = [ref("DocumentReference/note")]


@ruling
def document_of_the_same_encounter_counts(s):
    """A DocumentReference reaches by a shared Encounter too."""
    unreached(s)
    s["note"]["context"]["encounter"] = [ref("Encounter/stay")]


@ruling(accepted=False)
def evidence_only_types_are_not_enough(s):
    """Good for evidence but not enough alone, without a finding."""
    s["note"]["type"] = coded(LOINC, "11506-3")
    s.error("documentation-missing", s.line)


@ruling(accepted=False)
def wrong_type_alone_is_missing(s):
    """With no acceptable document the line has documentation-missing, beside what was wrong with each."""
    s["note"]["type"] = coded(LOINC, "52033-8")
    s.warning("documentation-wrong-type", s["note"], "type")
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@ruling
def document_without_type_is_acceptable(s):
    """No type is documentation-wrong-type; a document without a type is acceptable all the same."""
    del s["note"]["type"]
    s.warning("documentation-wrong-type", s["note"])


@ruling(accepted=False)
def altered_document_alone_is_missing(s):
    """It is acceptable when its data agree with hash and size."""
    s["note"]["content"][0]["attachment"]["size"] += 1
    del s["note"]["content"][0]["attachment"]["hash"]
    s.error("documentation-altered", s["note"]["content"][0]["attachment"])
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@ruling
def written_before_the_operation(s):
    """Outside the service dates when its own date is earlier than the line's first day."""
    s["note"].pop("context")
    s["note"]["date"] = "2026-03-09T12:00:00Z"
    s.warning("documentation-outside-service-dates", s["note"], "date")


@ruling
def binary_takes_its_type_from_supporting_info(s):
    """For Binary the type is supportingInfo.code, the patient is the claim's."""
    unreached(s)
    s.drop("note")
    s.add("binary", {"resourceType": "Binary", "id": "note", "contentType": "text/plain",
                     "data": attachment(note_text())["data"]})
    s.point_to({"code": coded(LOINC, "11504-8"), "valueReference": ref("Binary/note")})


@ruling
def inline_attachment(s):
    """valueAttachment inline; its type is supportingInfo.code."""
    silent_resources(s)
    unreached_inline(s, attachment(note_text()))


@ruling(accepted=False)
def inline_attachment_without_data(s):
    """Empty means no data."""
    info = unreached_inline(s, {"contentType": "text/plain", "title": "Operative note"})
    s.error("documentation-empty", info, "valueAttachment")
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


def unreached_inline(s, value):
    unreached(s)
    s.drop("note")
    return s.point_to({"code": coded(LOINC, "11504-8"), "valueAttachment": value})


@ruling
def questionnaire_response(s):
    """QuestionnaireResponse is a kind of document; its type is supportingInfo.code."""
    unreached(s)
    s.drop("note")
    s.add("form", {
        "resourceType": "QuestionnaireResponse", "id": "form", "status": "completed", "subject": ref("Patient/p1"),
        "item": [{"linkId": "1", "text": "What was done?", "answer": [{"valueString": note_text()}]}]})
    s.point_to({"code": coded(LOINC, "11504-8"), "valueReference": ref("QuestionnaireResponse/form")})


@ruling
def diagnostic_report_with_conclusion(s):
    """A DiagnosticReport with a conclusion or narrative is not empty."""
    silent_resources(s)
    reported(s, {
        "resourceType": "DiagnosticReport", "id": "note", "status": "final", "code": coded(LOINC, "28570-0"),
        "subject": ref("Patient/p1"), "effectiveDateTime": DAY, "conclusion": note_text()})


@ruling
def partial_diagnostic_report(s):
    """Preliminary, registered, partial or draft."""
    report = reported(s, {
        "resourceType": "DiagnosticReport", "id": "note", "status": "partial", "code": coded(LOINC, "28570-0"),
        "subject": ref("Patient/p1"), "effectiveDateTime": DAY, "conclusion": note_text()})
    s.warning("documentation-not-final", report, "status")


def composition(s, sections):
    return reported(s, {
        "resourceType": "Composition", "id": "note", "status": "final", "type": coded(LOINC, "11504-8"),
        "subject": ref("Patient/p1"), "date": DAY + "T17:00:00Z", "title": "Operative note",
        "author": [ref("Practitioner/surgeon")], "section": sections})


def narrative(text):
    div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>' + text.replace("\n", "<br/>") + "</p></div>"
    return {"status": "generated", "div": div}


@ruling
def composition_with_narrative(s):
    """Text is what a Composition's narrative holds."""
    silent_resources(s)
    composition(s, [{"title": "Procedure", "code": coded(LOINC, "29554-3"), "text": narrative(note_text())}])


@ruling(accepted=False)
def composition_without_text_is_empty(s):
    """No section with text."""
    made = composition(s, [{"title": "Procedure", "code": coded(LOINC, "29554-3")}])
    s.error("documentation-empty", made, "section")
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@ruling
def document_bundle(s):
    """A Bundle of type document is a kind of document."""
    silent_resources(s)
    made = composition(s, [{"title": "Procedure", "code": coded(LOINC, "29554-3"), "text": narrative(note_text())}])
    made["id"] = "inner"
    bundle = {"resourceType": "Bundle", "id": "note", "type": "document", "timestamp": DAY + "T17:00:00Z",
              "identifier": {"system": "http://hospital.example/documents", "value": "d-1"},
              "entry": [{"fullUrl": "http://hospital.example/fhir/Composition/inner", "resource": made}]}
    s["removal"].pop("report")
    s.drop("note")
    s.add("note", bundle)
    s.claim["supportingInfo"][0]["valueReference"] = ref("Bundle/note")


@ruling
def attachment_by_url_of_a_binary(s):
    """An attachment.url to a Binary of the submission is read."""
    silent_resources(s)
    s.add("binary", {"resourceType": "Binary", "id": "scan", "contentType": "text/plain",
                     "data": base64.b64encode(note_text().encode()).decode()})
    s["note"]["content"] = [{"attachment": {"contentType": "text/plain", "url": "Binary/scan"}}]


@ruling
def attachment_by_url_elsewhere(s):
    """Any other url is documentation-not-read until a resolver is configured; it counts as present."""
    s["note"]["content"] = [{"attachment": {"contentType": "application/pdf", "url": "http://archive.example/77.pdf"}}]
    s.information("documentation-not-read", s["note"]["content"][0]["attachment"])


def read_format(name, content_type, data):
    """The document alone says it all, in this format."""

    def change(s):
        silent_resources(s)
        s["note"]["content"] = [{"attachment": attachment(data, content_type)}]

    change.__name__ = name
    change.__doc__ = f"Read is {content_type.partition(';')[0]}."
    ruling(change)


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in note_text().splitlines())
read_format("reads_html", "text/html; charset=utf-8", f"<html><head><title>n</title></head><body>{PARAGRAPHS}</body></html>")
read_format("reads_xhtml", "application/xhtml+xml",
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{PARAGRAPHS}</body></html>')
read_format("reads_cda", "application/hl7-v3+xml", cda(note_text()))
read_format("reads_pdf", "application/pdf", pdf(note_text()))


@ruling
def no_content_type_is_sniffed(s):
    """No content type is sniffed; RTF is not read."""
    silent_resources(s)
    s["note"]["content"] = [{"attachment": attachment(note_text(), "application/rtf")}]
    s.information("documentation-not-read", s["note"]["content"][0]["attachment"])
    s.warning("device-type-not-documented", s.line)
    s.warning("intramedullary-site-not-documented", s.line)
    s.warning("primary-not-documented", s.line)
