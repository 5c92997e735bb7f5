"""The case that is accepted with nothing else to say. Everything in it is made up: no person, place, number or event is real."""

import base64
import hashlib
import uuid

DAY = "2026-03-10"
CPT = "http://www.ama-assn.org/go/cpt"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
POS = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"
ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
HL7 = "http://terminology.hl7.org/CodeSystem/"
DEVICES = "http://hospital.example.org/CodeSystem/device-types"


def urn(name):
    return "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, "http://example.org/marrow/sample/" + name))


def ref(name):
    return {"reference": urn(name)}


def coded(system, code, **more):
    return {"coding": [{"system": system, "code": code}], **more}


def attachment(text):
    data = text.encode()
    return {"contentType": "text/plain; charset=utf-8", "language": "en-US",
            "data": base64.b64encode(data).decode(), "size": len(data),
            "hash": base64.b64encode(hashlib.sha1(data).digest()).decode(), "title": "Operative note", "creation": DAY}


def note(case):
    return f"""OPERATIVE NOTE (synthetic, for testing)

Patient: Test-Patient        Date of operation: {DAY}
Surgeon: Test-Surgeon

Preoperative diagnosis: {case["indication"]}
Postoperative diagnosis: same.

Procedures:
1. {case["operation"]} (CPT {case["primary"]})
2. Removal of antibiotic nail from the medullary canal of the {case["bone"]} (CPT 20703)

Indications: The antibiotic nail had been placed eight weeks before. The course of antibiotic therapy
was completed and the infection has resolved by laboratory values. {case["indication"]}.

Description: The {case["bone"]} was approached through the former incision. The antibiotic nail lay in
the medullary canal and was extracted in one piece. {case["operation"]} followed in the same session.
Imaging in two planes showed complete extraction.
"""


NONUNION = {"primary": "27470", "side": "RT", "bone": "right femur", "site": "71341001",
            "indication": "Nonunion of the shaft of the right femur", "operation": "Repair of the femoral nonunion",
            "primary_dx": "S72.301K", "removal_dx": "T84.620A"}


def claim(case):
    return {
        "resourceType": "Claim", "id": "claim",
        "identifier": [{"system": "http://hospital.example.org/claims", "value": "TEST-0001"}],
        "status": "active", "type": coded(HL7 + "claim-type", "professional"), "use": "claim",
        "patient": ref("patient"), "billablePeriod": {"start": DAY, "end": DAY}, "created": "2026-03-16",
        "insurer": ref("payer"), "provider": ref("hospital"), "priority": coded(HL7 + "processpriority", "normal"),
        "facility": ref("theatre"),
        "careTeam": [{"sequence": 1, "provider": ref("surgeon"), "responsible": True,
                      "role": coded(HL7 + "claimcareteamrole", "primary"),
                      "qualification": coded("http://nucc.org/provider-taxonomy", "207X00000X")}],
        "supportingInfo": [{"sequence": 1, "category": coded(HL7 + "claiminformationcategory", "attachment"),
                            "code": coded(LOINC, "11504-8"), "valueReference": ref("note")}],
        "diagnosis": [{"sequence": 1, "diagnosisReference": ref("reason-of-primary")},
                      {"sequence": 2, "diagnosisReference": ref("reason-of-removal")}],
        "procedure": [{"sequence": 1, "type": [coded(HL7 + "ex-proceduretype", "primary")], "date": DAY,
                       "procedureReference": ref("primary")},
                      {"sequence": 2, "type": [coded(HL7 + "ex-proceduretype", "secondary")], "date": DAY,
                       "procedureReference": ref("removal")}],
        "insurance": [{"sequence": 1, "focal": True, "coverage": ref("coverage")}],
        "item": [item(1, case["primary"], case["side"]), item(2, "20703", case["side"])],
        "total": {"value": 3150.00, "currency": "USD"},
    }


def item(sequence, code, side):
    price = {"value": [2400.00, 750.00][sequence - 1], "currency": "USD"}
    return {"sequence": sequence, "careTeamSequence": [1], "diagnosisSequence": [sequence],
            "procedureSequence": [sequence], "informationSequence": [1], "productOrService": coded(CPT, code),
            "modifier": [coded(CPT, side)], "servicedDate": DAY, "locationCodeableConcept": coded(POS, "21"),
            "quantity": {"value": 1}, "unitPrice": price, "net": price, "encounter": [ref("stay")]}


def procedure(name, code, case, **members):
    return {"resourceType": "Procedure", "id": name, "status": "completed", "code": coded(CPT, code),
            "subject": ref("patient"), "encounter": ref("stay"),
            "performedPeriod": {"start": DAY + "T08:10:00-05:00", "end": DAY + "T10:05:00-05:00"},
            "performer": [{"function": coded(SNOMED, "304292004"), "actor": ref("surgeon")}],
            "location": ref("theatre"),
            "bodySite": [coded(SNOMED, case["site"], text=case["bone"].capitalize())], "report": [ref("note")], **members}


def condition(name, code, text):
    return {"resourceType": "Condition", "id": name, "clinicalStatus": coded(HL7 + "condition-clinical", "active"),
            "code": coded(ICD10CM, code, text=text), "subject": ref("patient"), "encounter": ref("stay")}


def background():
    """Who and where."""
    return {
        "patient": {"resourceType": "Patient", "id": "patient",
                    "identifier": [{"system": "http://hospital.example.org/mrn", "value": "TEST-0001"}],
                    "name": [{"family": "Test-Patient", "given": ["Synthetic"]}], "gender": "unknown",
                    "birthDate": "1970-01-01"},
        "surgeon": {"resourceType": "Practitioner", "id": "surgeon",
                    "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "9999999999"}],
                    "name": [{"family": "Test-Surgeon", "given": ["Synthetic"]}]},
        "hospital": {"resourceType": "Organization", "id": "hospital", "name": "Example Hospital"},
        "payer": {"resourceType": "Organization", "id": "payer", "name": "Example Payer"},
        "coverage": {"resourceType": "Coverage", "id": "coverage", "status": "active", "subscriberId": "TEST-0001",
                     "beneficiary": ref("patient"), "payor": [ref("payer")]},
        "stay": {"resourceType": "Encounter", "id": "stay", "status": "finished",
                 "class": {"system": HL7 + "v3-ActCode", "code": "IMP"}, "subject": ref("patient"),
                 "period": {"start": "2026-03-09", "end": "2026-03-13"}, "location": [{"location": ref("theatre")}],
                 "serviceProvider": ref("hospital")},
        "theatre": {"resourceType": "Location", "id": "theatre", "status": "active", "name": "Theatre 1",
                    "type": [{"coding": [{"system": ROLES, "code": "HOSP"}, {"system": POS, "code": "21"}]}],
                    "managingOrganization": ref("hospital")},
    }


def resources(case):
    removed = [{"action": coded("http://hl7.org/fhir/device-action", "explanted"), "manipulated": ref("nail")}]
    return {
        "claim": claim(case),
        "primary": procedure("primary", case["primary"], case, reasonReference=[ref("reason-of-primary")]),
        "removal": procedure("removal", "20703", case, partOf=[ref("primary")],
                             reasonReference=[ref("reason-of-removal")], focalDevice=removed,
                             bodySite=[coded(SNOMED, case["site"], text="Medullary canal of the " + case["bone"])]),
        "nail": {"resourceType": "Device", "id": "nail", "status": "inactive",
                 "type": coded(DEVICES, "ANTIBIOTIC-NAIL", text="Antibiotic nail, made in the operating room"),
                 "patient": ref("patient")},
        "reason-of-primary": condition("reason-of-primary", case["primary_dx"], case["indication"]),
        "reason-of-removal": condition("reason-of-removal", case["removal_dx"],
                                       "Infection around an internal fixation device, treated"),
        "note": {"resourceType": "DocumentReference", "id": "note", "status": "current", "docStatus": "final",
                 "type": coded(LOINC, "11504-8"), "subject": ref("patient"), "date": DAY + "T12:30:00-05:00",
                 "author": [ref("surgeon")], "content": [{"attachment": attachment(note(case))}],
                 "context": {"encounter": [ref("stay")], "period": {"start": DAY, "end": DAY},
                             "related": [ref("primary"), ref("removal")]}},
        **background(),
    }


def bundle(of):
    return {"resourceType": "Bundle", "type": "collection", "timestamp": "2026-03-16T09:00:00Z",
            "entry": [{"fullUrl": urn(name), "resource": one} for name, one in of.items()]}
