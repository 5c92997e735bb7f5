#!/usr/bin/env python3
"""Writes the samples beside it. Run it after a change; its output is committed."""

import copy
import json
import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from clean_case import CPT, DEVICES, HL7, ICD10CM, NONUNION, bundle, coded, ref, resources  # noqa: E402

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
    r["claim"]["item"][0]["sequence"] = 1


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
    attached = r["note"]["content"][0]["attachment"]
    attached["size"] = str(attached["size"])
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
