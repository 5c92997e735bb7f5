"""Findings about supporting documents and about what they must say: a positive and a near miss each."""

import base64

from cases.registry import near_miss, positive
from cases.submission import ICD10CM, LOINC, SNOMED, attachment, coded, note_text, ref


@positive("documentation-missing", accepted=False)
def _(s):
    """No acceptable supporting document is referenced; then no document names or links the primary either."""
    s.without_documents()
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@near_miss("documentation-missing")
def _(s):
    """A document counts when it points back by DocumentReference.context.related."""
    note = s["note"]
    s.without_documents()
    note["context"]["related"] = [ref("Procedure/removal")]
    s.add("note", note)


@positive("documentation-not-found", accepted=False)
def _(s):
    """The reference resolves nowhere; one bad document beside a good one stays an error."""
    info = s.point_to({"valueReference": ref("DocumentReference/gone")})
    s.error("documentation-not-found", info, "valueReference")


@near_miss("documentation-not-found")
def _(s):
    """A versioned reference is matched without its version, then by meta.versionId."""
    s["note"]["meta"] = {"versionId": "3"}
    s.claim["supportingInfo"][0]["valueReference"] = ref("DocumentReference/note/_history/3")


@positive("documentation-wrong-type")
def _(s):
    """The document's type is in none of the accepted sets."""
    letter = s.document(type=coded(LOINC, "52033-8"))
    s.warning("documentation-wrong-type", letter, "type")


@near_miss("documentation-wrong-type")
def _(s):
    """Imaging is good for evidence but not enough alone, without a finding."""
    s.document(type=coded(LOINC, "18748-4"))


@positive("documentation-for-another-patient", accepted=False)
def _(s):
    """The document is about another patient."""
    s.other_patient()
    letter = s.document(subject=ref("Patient/p2"))
    s.error("documentation-for-another-patient", letter["subject"])


@near_miss("documentation-for-another-patient")
def _(s):
    """Two people are one where an identifier with system and value agrees."""
    s.other_patient(identifier="000-0001")
    s.document(subject=ref("Patient/p2"))


@positive("documentation-withdrawn", accepted=False)
def _(s):
    """Entered-in-error, superseded or cancelled."""
    letter = s.document(status="superseded")
    s.error("documentation-withdrawn", letter, "status")


@near_miss("documentation-withdrawn")
def _(s):
    """An amended note is the note."""
    s.document(docStatus="amended")


@positive("documentation-not-final")
def _(s):
    """Preliminary, registered, partial or draft."""
    s["note"]["docStatus"] = "preliminary"
    s.warning("documentation-not-final", s["note"], "docStatus")


@near_miss("documentation-not-final")
def _(s):
    """A docStatus that was not sent says nothing."""
    del s["note"]["docStatus"]


@positive("documentation-empty", accepted=False)
def _(s):
    """No attachment with data or url."""
    letter = s.document(content=[{"attachment": {"contentType": "text/plain", "title": "Addendum"}}])
    s.error("documentation-empty", letter, "content")


@near_miss("documentation-empty")
def _(s):
    """An attachment.url to a Binary of the submission is read."""
    s.add("binary", {"resourceType": "Binary", "id": "scan", "contentType": "text/plain",
                     "data": base64.b64encode(b"Addendum to the operative note.").decode()})
    s.document(content=[{"attachment": {"contentType": "text/plain", "url": "Binary/scan"}}])


@positive("documentation-altered", accepted=False)
def _(s):
    """The data contradict the hash."""
    letter = s.document()
    letter["content"][0]["attachment"]["hash"] = attachment("another text")["hash"]
    s.error("documentation-altered", letter["content"][0]["attachment"])


@near_miss("documentation-altered")
def _(s):
    """Size counts bytes, not characters; the hash is the SHA-1 of the data, not of its base64."""
    s.document(text="Zus\u00e4tzlicher Befund \u2013 keine \u00c4nderung.\n")


@positive("documentation-outside-service-dates")
def _(s):
    """Its context.period shares no day with the line's."""
    letter = s.document(context={"period": {"start": "2026-02-01", "end": "2026-02-02"}})
    s.warning("documentation-outside-service-dates", letter["context"]["period"])


@near_miss("documentation-outside-service-dates")
def _(s):
    """A note written later is usual."""
    s.document(date="2026-04-02T08:00:00Z")


@positive("documentation-not-read")
def _(s):
    """RTF and images are not read; it counts as present, not as evidence."""
    letter = s.document(content=[{"attachment": attachment(b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg")}])
    s.information("documentation-not-read", letter["content"][0]["attachment"])


@near_miss("documentation-not-read")
def _(s):
    """Read with or without parameters."""
    s.document(content=[{"attachment": attachment("<p>Addendum</p>", "text/html; charset=utf-8")}])


@positive("device-type-not-documented")
def _(s):
    """Neither resource nor document says what kind of drug-delivery device was removed."""
    del s["device"]["type"]
    s.say("device")
    s.warning("device-type-not-documented", s.line)


@near_miss("device-type-not-documented")
def _(s):
    """A term of the device table in a document is enough."""
    s.drop("device")
    del s["removal"]["focalDevice"]


@positive("intramedullary-site-not-documented")
def _(s):
    """The bone alone does not say that the device lay in the medullary canal."""
    s["removal"]["bodySite"] = [coded(SNOMED, "71341001", "Right femur")]
    s.say("site")
    s.warning("intramedullary-site-not-documented", s.line)


@near_miss("intramedullary-site-not-documented")
def _(s):
    """A bone in bodySite, and intramedullary said by its text."""
    s.say("site")


@positive("primary-not-documented")
def _(s):
    """No document names or links the primary procedure."""
    del s["primary"]["report"]
    s.say("primary")
    s.warning("primary-not-documented", s.line)


@near_miss("primary-not-documented")
def _(s):
    """The primary's code in the text of a document names it."""
    del s["primary"]["report"]


def unsupported(s):
    """The removal's own reasons go; its diagnosis is none of the table."""
    del s["removal"]["reasonReference"]
    s.claim["diagnosis"].append({"sequence": 3, "diagnosisCodeableConcept": coded(ICD10CM, "E11.9")})
    s.line["diagnosisSequence"] = [3]
    s.warning("diagnosis-not-supporting", s.claim["diagnosis"][2])


@positive("removal-necessity-not-documented")
def _(s):
    """No reason for the removal in resource or document."""
    unsupported(s)
    s.say("reason", "primary reason")
    s.warning("removal-necessity-not-documented", s.line)


@near_miss("removal-necessity-not-documented")
def _(s):
    """A term of the reasons table in a document is enough: completion of antibiotic therapy."""
    unsupported(s)
    s.say("primary reason")


@positive("primary-necessity-not-documented")
def _(s):
    """No reason for the primary procedure in resource or document."""
    del s["primary"]["reasonReference"]
    del s.first["diagnosisSequence"]
    s.say("reason", "primary reason")
    s.warning("primary-necessity-not-documented", s.first)


@near_miss("primary-necessity-not-documented")
def _(s):
    """Diagnoses of the primary are enough."""
    del s["primary"]["reasonReference"]
    s.say("reason", "primary reason")


@positive("site-suggests-other-code")
def _(s):
    """The site is a joint, not a medullary canal."""
    s["removal"]["bodySite"] = [coded(SNOMED, "49076000", "Right knee joint")]
    s.say("site")
    s.warning("site-suggests-other-code", s["removal"]["bodySite"][0])
    s.warning("intramedullary-site-not-documented", s.line)


@near_miss("site-suggests-other-code")
def _(s):
    """The site of the primary is not the site of the device."""
    s["primary"]["bodySite"] = [coded(SNOMED, "49076000", "Right knee joint")]


@positive("device-prefabricated")
def _(s):
    """A ready-made device is told by the word in its type, name or note."""
    s["device"]["note"] = [{"text": "Ready-made by the supplier."}]
    s.warning("device-prefabricated", s["device"])


@near_miss("device-prefabricated")
def _(s):
    """Terms are not looked for after a negation."""
    s["device"]["note"] = [{"text": "Made by hand at the table, not prefabricated."}]
