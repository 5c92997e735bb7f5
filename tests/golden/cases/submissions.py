"""Rulings on what comes in, which elements make lines, and which lines can be the primary."""

import copy

from cases.codes import second_claim
from cases.findings_primary import NERVE, XRAY, insertion, without_primary
from cases.registry import ruling
from cases.sisters import KNEE, sister
from cases.submission import CPT, DAY, ICD10CM, NUCC, POS, SNOMED, coded, cpt, ref

LOCAL = "http://hospital.example/charges"


@ruling
def bundle_of_type_searchset(s):
    """A Bundle of any type."""
    s.bundle["type"] = "searchset"
    s.bundle["total"] = 1
    s.bundle["link"] = [{"relation": "self", "url": "http://hospital.example/fhir/Claim?_id=c1"}]
    s.add("warnings", {"resourceType": "OperationOutcome", "id": "warnings", "issue": [
        {"severity": "information", "code": "informational"}]})


@ruling
def bundle_of_type_message(s):
    """A Bundle of any type: in a message the header comes first."""
    s.bundle["type"] = "message"
    header = {"resourceType": "MessageHeader", "id": "head", "eventCoding": {"system": LOCAL, "code": "submit"},
              "source": {"endpoint": "http://hospital.example/fhir"}, "focus": [ref("Claim/c1")]}
    s.add("header", header)
    s.bundle["entry"].insert(0, s.bundle["entry"].pop())


@ruling
def transaction_with_an_entry_without_resource(s):
    """Indexes are the sender's own, entries without resource counted."""
    s.bundle["type"] = "transaction"
    for entry in s.bundle["entry"]:
        kind = entry["resource"]["resourceType"]
        entry["request"] = {"method": "PUT", "url": kind + "/" + entry["resource"]["id"]}
    s.bundle["entry"].insert(0, {"request": {"method": "DELETE", "url": "Claim/c0"}, "resource": {}})
    del s.bundle["entry"][0]["resource"]


@ruling(accepted=False)
def bundle_without_entries(s):
    """A submission without lines gets the one issue no-lines."""
    s.drop(*list(s.names))
    del s.bundle["entry"]
    s.information("no-lines", s.bundle)


@ruling(accepted=False)
def leaf_with_units(s):
    """The leaves make the lines, with their own quantity."""
    leaf = {"sequence": 1, "productOrService": s.line["productOrService"], "quantity": {"value": 2}}
    s.line["productOrService"] = coded(LOCAL, "PACK-1")
    s.line["detail"] = [leaf]
    s.error("units-exceed-mue", leaf["quantity"])


@ruling
def procedure_found_by_code_patient_and_date(s):
    """Procedures fall back to a Procedure of the same code, patient and date that no other line has."""
    for item in (s.first, s.line):
        del item["procedureSequence"]
    del s.claim["procedure"]


@ruling
def called_primary_does_not_beat_one_that_fits(s):
    """The best candidate is the one that fails latest, whatever goes first."""
    s.procedure("fixation", "27506")
    number = s.claim_procedure("Procedure/fixation")
    s.claim["procedure"][number - 1]["type"] = [
        coded("http://terminology.hl7.org/CodeSystem/ex-procedure-type", "primary")]
    s.item("27506", procedureSequence=[number])
    s["removal"].pop("partOf")


@ruling
def part_of_does_not_beat_one_that_fits(s):
    """The best candidate is the one that fails latest: what partOf names goes first, but is not listed."""
    s.procedure("fixation", "27506")
    s.item("27506", procedureSequence=[s.claim_procedure("Procedure/fixation")])
    s["removal"]["partOf"] = [ref("Procedure/fixation")]


@ruling(accepted=False)
def one_finding_about_the_primary(s):
    """The best candidate is the one that fails latest; its first failure is the finding, and there is one."""
    s.item("27472", servicedDate="2026-03-12")
    s.other_patient()
    s["primary"]["subject"] = ref("Patient/p2")
    s.error("primary-on-another-date", s.claim["item"][2], "servicedDate")
    s.warning("primary-not-documented", s.line)


@ruling(accepted=False)
def first_failure_is_the_finding(s):
    """Each candidate is asked in order: for this patient, on this date, by this practitioner."""
    s.colleague()
    s.first["servicedDate"] = "2026-03-12"
    s.error("primary-on-another-date", s.first, "servicedDate")


@ruling
def primary_on_another_claim_of_the_submission(s):
    """A line of another claim of the submission can be named, with primary-on-another-claim."""
    other = copy.deepcopy(s.claim)
    other["id"] = "c2"
    other["item"] = [other["item"][0]]
    other["procedure"].pop()
    del other["supportingInfo"]
    s.add("c2", other)
    s.claim["procedure"].pop(0)
    s.first.pop("procedureSequence")
    s.first["productOrService"] = cpt(NERVE)
    s.warning("primary-on-another-claim", s.line)


@ruling(accepted=False)
def primary_on_the_claim_of_another_patient(s):
    """Lines of another patient's claim are no candidates."""
    other = copy.deepcopy(s.claim)
    other.update(id="c2", patient=ref("Patient/p2"), item=[copy.deepcopy(s.first)])
    for member in ("procedure", "supportingInfo"):
        other.pop(member)
    del other["item"][0]["procedureSequence"]
    s.other_patient()
    s.add("c2", other)
    without_primary(s, NERVE)
    s.error("add-on-without-primary", s.line)


@ruling
def two_sites_exceed_the_limit_of_a_day(s):
    """MUE sums over lines; RT and LT make two lines, and the second passes the limit. The first stays accepted."""
    for name in ("primary", "removal"):
        s[name]["bodySite"] = [coded(SNOMED, "71341001", "Medullary canal of the femur")]
    s.modifiers("RT")
    later = copy.deepcopy(s.line)
    later["sequence"] = 3
    later.pop("procedureSequence")
    s.modifiers("LT", item=later)
    s.claim["item"].append(later)
    s.error("units-exceed-mue", later)


@ruling(accepted=False)
def procedures_alone_can_be_doubled(s):
    """Procedures alone stand together as one claim: two of one code, date and practitioner are a duplicate-line."""
    s.drop("claim", "coverage")
    s.procedure("imaging", XRAY)
    s.error("duplicate-line", s.procedure("again", XRAY))
    s.accepted(s["removal"])


@ruling(accepted=False)
def procedure_without_a_date(s):
    """A Procedure makes a line; its date is asked as of every line."""
    s.drop("claim", "coverage")
    imaging = s.procedure("imaging", XRAY)
    del imaging["performedDateTime"]
    s.error("date-of-service-missing", imaging)
    s.accepted(s["removal"])


@ruling
def exchange_in_a_joint(s):
    """All findings hold for all six codes: 20704 and 20705 in one session, at the removal."""
    sister(s, "20705", "27310")
    line = insertion(s)
    line["productOrService"] = cpt("20704")
    s["insertion"]["code"] = cpt("20704")
    s["insertion"]["bodySite"] = [KNEE]
    s.information("exchange-in-same-session", s.line)
    s.accepted(line)


@ruling
def implant_removal_bypassed(s):
    """Beside a primary, 20680 is a pair with indicator 1; with an NCCI modifier it is bypassed."""
    s.item("20680")
    s.modifiers("XS")
    s.information("ptp-bypassed", s.line)


@ruling
def address_is_no_place(s):
    """An address holds no place of service: the facility's is taken."""
    del s.line["locationCodeableConcept"]
    s.line["locationAddress"] = {"city": "Exampleton"}


@ruling
def local_place_code_is_passed_over(s):
    """The POS coding of locationCodeableConcept, else what comes next."""
    s.line["locationCodeableConcept"] = coded(LOCAL, "OR-2")


@ruling
def two_spellings_of_one_code(s):
    """Two CPT codings that differ are ambiguous; with and without a glued modifier they are one code."""
    s.line["productOrService"] = {"coding": [{"system": CPT, "code": "20703:RT"}, {"system": CPT, "code": "20703"}]}


@ruling
def specialty_of_the_responsible_one(s):
    """careTeam entries of item.careTeamSequence, the responsible one first: the practitioner is that one."""
    s.claim["careTeam"].append({"sequence": 2, "provider": {"display": "assistant"},
                                "qualification": coded(NUCC, "207L00000X")})
    s.line["careTeamSequence"] = [2, 1]


@ruling
def predetermination(s):
    """A use of predetermination speaks of what is still to come."""
    s.claim["use"] = "predetermination"
    s["primary"]["status"] = "preparation"
    s["removal"]["status"] = "preparation"


@ruling(accepted=False)
def reference_that_two_entries_answer_to(s):
    """A reference that names type and id of exactly one entry is used; with two it resolves nowhere."""
    twin = copy.deepcopy(s["note"])
    s.add("twin", twin)
    s.entry("note")["fullUrl"] = "urn:uuid:0d8ee1f5-5d34-4f23-8a7c-7f0cf4a0b001"
    s.entry("twin")["fullUrl"] = "urn:uuid:0d8ee1f5-5d34-4f23-8a7c-7f0cf4a0b002"
    for name in ("primary", "removal"):
        s[name].pop("report")
    s.error("documentation-not-found", s.claim["supportingInfo"][0], "valueReference")
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@ruling
def reference_to_another_version(s):
    """A versioned reference is matched with meta.versionId; one that the rules do not resolve, but that names type and id
    of exactly one entry, is used, with reference-guessed."""
    s["note"]["meta"] = {"versionId": "3"}
    info = s.point_to({"valueReference": ref("DocumentReference/note/_history/2")})
    s.warning("reference-guessed", info["valueReference"])


@ruling(accepted=False)
def reference_to_nothing_contained(s):
    """#contained is looked for in the resource's own contained alone."""
    s["removal"]["contained"] = [dict(s["note"], id="inner")]
    info = s.point_to({"valueReference": ref("#inner")})
    s.error("documentation-not-found", info, "valueReference")
    s.error("line-rests-on-structural-error", info, "valueReference")


@ruling
def condition_of_the_procedure_reason(s):
    """Reasons of the Procedure stand in for missing pointers: Conditions are resolved there too."""
    del s.line["diagnosisSequence"]
    s["osteomyelitis"]["code"] = coded(ICD10CM, "E11.9")
    s.warning("diagnosis-not-supporting", s["removal"]["reasonReference"][0])


@ruling
def institutional_without_a_place(s):
    """institutional with a place other than 21 uses the hospital rows, whichever source the place came from."""
    s.claim["type"] = coded("http://terminology.hl7.org/CodeSystem/claim-type", "institutional")
    s.line.pop("locationCodeableConcept")
    s["location"]["type"] = [coded(POS, "21")]
    item = s.item("11982")
    item.pop("locationCodeableConcept")


@ruling
def dates_are_one_by_one_shared_day(s):
    """Two periods are on one date when they share a day."""
    del s.line["servicedDate"]
    s.line["servicedPeriod"] = {"start": "2026-03-08", "end": DAY + "T23:00:00Z"}
    del s.first["servicedDate"]
    s.first["servicedPeriod"] = {"start": DAY, "end": "2026-03-14"}


@ruling
def part_of_goes_first(s):
    """Of candidates that fit, what partOf names goes first."""
    earlier = s.item("27472")
    s.claim["item"] = [earlier, s.line, s.first]
    s.shows("accepted", s.line, s.claim["item"][2], s["note"])


@ruling
def called_primary_goes_before_item_order(s):
    """Where partOf says nothing, Claim.procedure.type primary goes first."""
    s["removal"].pop("partOf")
    s.procedure("other", "27472", report=[ref("DocumentReference/note")])
    number = s.claim_procedure("Procedure/other")
    s.claim["procedure"][number - 1]["type"] = [
        coded("http://terminology.hl7.org/CodeSystem/ex-procedure-type", "primary")]
    item = s.item("27472", procedureSequence=[number])
    s.shows("accepted", s.line, item, s["note"])


@ruling
def item_order_decides_last(s):
    """Then the listed codes; then the rest in item order."""
    s["removal"].pop("partOf")
    s.item("27472")
    s.shows("accepted", s.line, s.first, s["note"])


@ruling
def both_documents_that_counted_are_named(s):
    """The issue names line, primary and documents as its expressions; a document of the wrong type did not count."""
    letter = s.document()
    wrong = s.document("letter", type=coded("http://loinc.org", "52033-8"))
    s.warning("documentation-wrong-type", wrong, "type")
    s.shows("accepted", s.line, s.first, s["note"], letter)


@ruling
def procedures_beside_a_claim_are_no_pairs(s):
    """An active pair of this claim type: Procedures on no claim have none."""
    s.procedure("other", "11982")


@ruling
def procedures_beside_a_claim_are_no_duplicates(s):
    """Lines of Procedures that no claim points to stand on no claim."""
    s.procedure("imaging", XRAY)
    s.procedure("again", XRAY)


@ruling(accepted=False)
def procedures_beside_a_claim_stand_on_no_claim(s):
    """A Procedure line that no claim bears can be named, with primary-on-another-claim; only where the submission holds
    Procedures only do they stand together as one claim."""
    s.claim["item"] = [{"sequence": 1, "productOrService": cpt(XRAY), "servicedDate": DAY}]
    for member in ("procedure", "supportingInfo"):
        del s.claim[member]
    s.warning("primary-on-another-claim", s["removal"])
    s.accepted(s["removal"])
