#!/usr/bin/env python3
"""Writes the samples beside it. Everything in them is made up: no person, place, number or event is real.

Run it after a change; its output is committed."""

import base64
import copy
import hashlib
import json
import pathlib
import uuid

HERE = pathlib.Path(__file__).resolve().parent
DAY = "2026-03-10"
CPT = "http://www.ama-assn.org/go/cpt"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
POS = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"
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
    return {"resourceType": "Procedure", "id": name, "status": "completed", **members, "code": coded(CPT, code),
            "subject": ref("patient"), "encounter": ref("stay"),
            "performedPeriod": {"start": DAY + "T08:10:00-05:00", "end": DAY + "T10:05:00-05:00"},
            "performer": [{"function": coded(SNOMED, "304292004"), "actor": ref("surgeon")}],
            "location": ref("theatre"),
            "bodySite": [coded(SNOMED, case["site"], text=case["bone"].capitalize())], "report": [ref("note")]}


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
                    "type": [coded(POS, "21")], "managingOrganization": ref("hospital")},
    }


def resources(case):
    removed = [{"action": coded("http://hl7.org/fhir/device-action", "explanted"), "manipulated": ref("nail")}]
    return {
        "claim": claim(case),
        "primary": procedure("primary", case["primary"], case, reasonReference=[ref("reason-of-primary")]),
        "removal": {**procedure("removal", "20703", case, partOf=[ref("primary")],
                                reasonReference=[ref("reason-of-removal")]), "focalDevice": removed},
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


SAMPLES = {}


def sample(change):
    """A sample that is the clean case, changed."""
    made = resources(NONUNION)
    changed = change(made)
    SAMPLES[change.__name__.replace("_", "-")] = bundle(changed or made)


def without_primary(r):
    del r["primary"], r["reason-of-primary"], r["removal"]["partOf"], r["note"]["context"]["related"][0]
    del r["claim"]["procedure"][0], r["claim"]["item"][0]


@sample
def accepted(r):
    pass


@sample
def no_primary(r):
    without_primary(r)
    navigation = {**copy.deepcopy(r["claim"]["item"][0]), "sequence": 1, "productOrService": coded(CPT, "20985")}
    del navigation["procedureSequence"], navigation["informationSequence"]
    r["claim"]["item"].insert(0, navigation)
    r["claim"]["diagnosis"][0] = {"sequence": 1, "diagnosisCodeableConcept": coded(ICD10CM, "S72.301K")}


@sample
def no_documentation(r):
    del r["note"], r["claim"]["supportingInfo"], r["primary"]["report"], r["removal"]["report"]
    for one in r["claim"]["item"]:
        del one["informationSequence"]


@sample
def removal_alone(r):
    without_primary(r)
    del r["claim"]["diagnosis"][0]


@sample
def primary_is_implant_removal(r):
    r["claim"]["item"][0]["productOrService"] = coded(CPT, "20680")
    r["primary"]["code"] = coded(CPT, "20680")


@sample
def another_date(r):
    r["claim"]["item"][0]["servicedDate"] = "2026-03-09"
    r["claim"]["procedure"][0]["date"] = "2026-03-09"
    r["primary"]["performedPeriod"] = {"start": "2026-03-09T08:10:00-05:00", "end": "2026-03-09T10:05:00-05:00"}


@sample
def another_practitioner(r):
    r["colleague"] = copy.deepcopy(r["surgeon"])
    r["colleague"].update(id="colleague", name=[{"family": "Test-Colleague", "given": ["Synthetic"]}],
                          identifier=[{"system": "http://hl7.org/fhir/sid/us-npi", "value": "9999999998"}])
    second = {**copy.deepcopy(r["claim"]["careTeam"][0]), "sequence": 2, "provider": ref("colleague")}
    r["claim"]["careTeam"].append(second)
    r["claim"]["item"][0]["careTeamSequence"] = [2]
    r["primary"]["performer"][0]["actor"] = ref("colleague")


@sample
def dangling_pointer(r):
    r["claim"]["item"][1]["diagnosisSequence"] = [2, 7]


@sample
def index_instead_of_sequence(r):
    for one in r["claim"]["item"]:
        for pointer in ("careTeamSequence", "diagnosisSequence", "procedureSequence", "informationSequence"):
            one[pointer] = [number - 1 for number in one[pointer]]


@sample
def wrong_system_uri(r):
    hcpcs = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
    r["claim"]["item"][0]["productOrService"] = {"coding": [{"code": "27470"}]}
    r["claim"]["item"][1]["productOrService"] = coded(hcpcs, "20703")


@sample
def document_by_display(r):
    in_words = {"sequence": 1, "category": coded(HL7 + "claiminformationcategory", "attachment"),
                             "valueReference": {"display": "Operative note, see chart"}}
    del r["note"], r["primary"]["report"], r["removal"]["report"]
    r["claim"]["supportingInfo"] = [in_words]


@sample
def hospital_code(r):
    """Coded for the hospital: of use with the sample conceptmap."""
    procedures = "http://www.cms.gov/Medicare/Coding/ICD10"
    r["claim"]["item"][1]["productOrService"] = coded(procedures, "0QP804Z")
    r["removal"]["code"] = coded(procedures, "0QP804Z")


@sample
def fracture_fixation(r):
    return resources({"primary": "27506", "side": "LT", "bone": "left femur", "site": "71341001",
                      "indication": "Displaced fracture of the shaft of the left femur, earlier osteomyelitis healed",
                      "operation": "Fixation of the femoral shaft fracture with an intramedullary rod",
                      "primary_dx": "S72.302A", "removal_dx": "M86.652"})


@sample
def joint_replacement(r):
    return resources({"primary": "27130", "side": "RT", "bone": "right femur", "site": "71341001",
                      "indication": "Osteoarthritis of the right hip, earlier osteomyelitis of the femur healed",
                      "operation": "Replacement of the right hip joint",
                      "primary_dx": "M16.11", "removal_dx": "M86.651"})


@sample
def infected_revision(r):
    return resources({"primary": "27640", "side": "RT", "bone": "right tibia", "site": "12611008",
                      "indication": "Chronic osteomyelitis of the right tibia",
                      "operation": "Revision of the infected tibia with removal of dead bone",
                      "primary_dx": "M86.661", "removal_dx": "T84.622A"})


def to_r5(procedure_r4):
    """A Procedure as R5 has it."""
    made = dict(procedure_r4)
    made["occurrencePeriod"] = made.pop("performedPeriod")
    made["reason"] = [{"reference": one} for one in made.pop("reasonReference")]
    return made


@sample
def r5(r):
    r["primary"], r["removal"] = to_r5(r["primary"]), to_r5(r["removal"])
    context = r["note"].pop("context")
    r["note"].update(context=context["encounter"], period=context["period"], basedOn=[],
                     content=[{"attachment": r["note"]["content"][0]["attachment"]}])
    del r["note"]["basedOn"]
    stay = r["stay"]
    stay.update({"status": "completed", "class": [{"coding": [stay["class"]]}], "actualPeriod": stay.pop("period")})
    payors = r["coverage"].pop("payor")
    r["coverage"].update(kind="insurance", insurer=payors[0], subscriberId=[{"value": "TEST-0001"}])
    r["nail"]["type"] = [r["nail"]["type"]]
    del r["nail"]["patient"]
    for one in r["claim"]["careTeam"]:
        one["specialty"] = one.pop("qualification")
    r["claim"]["total"] = {"value": 3150.00, "currency": "USD"}


CONCEPTMAP = {
    "resourceType": "ConceptMap", "url": "http://hospital.example.org/ConceptMap/icd-10-pcs-to-cpt",
    "status": "draft", "experimental": True,
    "description": "A hospital code becomes a CPT code, but only where the Procedure says which device was removed. "
                   "Put your own codes in, and the file as conceptmap-NAME.json into the directory of --tables.",
    "sourceUri": "http://hospital.example.org/ValueSet/procedures", "targetUri": "http://hospital.example.org/ValueSet/cpt",
    "group": [{
        "source": "http://www.cms.gov/Medicare/Coding/ICD10", "target": CPT,
        "element": [{
            "code": code,
            "target": [{"code": "20703", "equivalence": "wider", "comment": "Only where a drug-delivery device came out",
                        "dependsOn": [{"property": "device", "system": DEVICES, "value": "ANTIBIOTIC-NAIL"}]}],
        } for code in ("0QP804Z", "0QP904Z", "0QPG04Z", "0QPH04Z")],
    }],
}

def main():
    for name, made in SAMPLES.items():
        (HERE / (name + ".json")).write_text(json.dumps(made, indent=2) + "\n")
    (HERE / "conceptmap.json").write_text(json.dumps(CONCEPTMAP, indent=2) + "\n")
    stream = [json.dumps(SAMPLES[name], separators=(",", ":")) for name in ("accepted", "removal-alone")]
    (HERE / "ndjson.ndjson").write_text(stream[0] + "\n" + stream[0][:200] + "\n" + stream[1] + "\n")


main()
