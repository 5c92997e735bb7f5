"""The clean submission: accepted, with nothing else to say."""

from cases.submission import (CPT, DAY, HOSPITAL, ICD10CM, LOINC, MEMBERS, NPI, NUCC, POS, SNOMED, Submission, attachment,
                              coded, cpt, note_text, ref)


def claim():
    return {
        "resourceType": "Claim", "id": "c1", "status": "active", "use": "claim",
        "type": coded("http://terminology.hl7.org/CodeSystem/claim-type", "professional"),
        "patient": ref("Patient/p1"), "created": "2026-03-20", "provider": ref("Organization/clinic"),
        "billablePeriod": {"start": "2026-03-09", "end": "2026-03-12"},
        "priority": coded("http://terminology.hl7.org/CodeSystem/processpriority", "normal"),
        "facility": ref("Location/theatre"),
        "careTeam": [{
            "sequence": 1, "provider": ref("Practitioner/surgeon"), "responsible": True,
            "qualification": coded(NUCC, "207X00000X")}],
        "supportingInfo": [{
            "sequence": 1,
            "category": coded("http://terminology.hl7.org/CodeSystem/claiminformationcategory", "attachment"),
            "code": coded(LOINC, "11504-8"), "valueReference": ref("DocumentReference/note")}],
        "diagnosis": [
            {"sequence": 1, "diagnosisCodeableConcept": coded(ICD10CM, "M86.651")},
            {"sequence": 2, "diagnosisCodeableConcept": coded(ICD10CM, "S72.301K")}],
        "procedure": [
            {"sequence": 1, "procedureReference": ref("Procedure/primary")},
            {"sequence": 2, "procedureReference": ref("Procedure/removal")}],
        "insurance": [{"sequence": 1, "focal": True, "coverage": ref("Coverage/cover")}],
        "item": [
            item(1, "27470", diagnosisSequence=[2], procedureSequence=[1]),
            item(2, "20703", diagnosisSequence=[1], procedureSequence=[2], informationSequence=[1])],
    }


def item(sequence, code, **pointers):
    return {
        "sequence": sequence, "careTeamSequence": [1], **pointers, "productOrService": cpt(code),
        "servicedDate": DAY, "locationCodeableConcept": coded(POS, "22"), "encounter": [ref("Encounter/stay")]}


def procedure(name, code, site, **members):
    return {
        "resourceType": "Procedure", "id": name, "status": "completed", "code": cpt(code),
        "subject": ref("Patient/p1"), "encounter": ref("Encounter/stay"), "performedDateTime": DAY + "T09:30:00-05:00",
        "performer": [{"actor": ref("Practitioner/surgeon")}],
        "bodySite": [coded(SNOMED, "71341001", site)], "report": [ref("DocumentReference/note")], **members}


def condition(name, code):
    return {
        "resourceType": "Condition", "id": name,
        "clinicalStatus": coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
        "code": coded(ICD10CM, code), "subject": ref("Patient/p1")}


def people():
    return {
        "patient": {"resourceType": "Patient", "id": "p1",
                    "identifier": [{"system": MEMBERS, "value": "000-0001"}], "name": [{"family": "Sample"}]},
        "coverage": {"resourceType": "Coverage", "id": "cover", "status": "active",
                     "beneficiary": ref("Patient/p1"), "payor": [ref("Organization/payer")]},
        "surgeon": {"resourceType": "Practitioner", "id": "surgeon",
                    "identifier": [{"system": NPI, "value": "1999999976"}], "name": [{"family": "Placeholder"}]},
        "clinic": {"resourceType": "Organization", "id": "clinic", "name": "Example Clinic"},
        "payer": {"resourceType": "Organization", "id": "payer", "name": "Example Payer"},
    }


def place():
    return {
        "encounter": {"resourceType": "Encounter", "id": "stay", "status": "finished",
                      "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
                      "subject": ref("Patient/p1"), "location": [{"location": ref("Location/theatre")}]},
        "location": {"resourceType": "Location", "id": "theatre", "status": "active", "type": [coded(POS, "22")]},
    }


def base():
    return Submission({
        "claim": claim(),
        "primary": procedure("primary", "27470", "Right femur", reasonReference=[ref("Condition/nonunion")]),
        "removal": procedure(
            "removal", "20703", "Medullary canal of the right femur", partOf=[ref("Procedure/primary")],
            reasonReference=[ref("Condition/osteomyelitis")],
            focalDevice=[{"action": coded("http://hl7.org/fhir/device-action", "explanted"),
                          "manipulated": ref("Device/nail")}]),
        **people(), **place(),
        "device": {"resourceType": "Device", "id": "nail", "type": {"text": "Antibiotic nail"},
                   "patient": ref("Patient/p1")},
        "note": {"resourceType": "DocumentReference", "id": "note", "status": "current", "docStatus": "final",
                 "type": coded(LOINC, "11504-8"), "subject": ref("Patient/p1"), "date": DAY + "T17:00:00Z",
                 "content": [{"attachment": attachment(note_text())}], "context": {"period": {"start": DAY, "end": DAY}}},
        "osteomyelitis": condition("osteomyelitis", "M86.651"),
        "nonunion": condition("nonunion", "S72.301K"),
    })
