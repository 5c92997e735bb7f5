"""Findings about codes, units, modifiers, places and diagnoses: for each a positive and a near miss."""

from cases.registry import near_miss, positive
from cases.submission import CPT, HCPCS, ICD10CM, NUCC, POS, SNOMED, coded, cpt, ref

XRAY = "73552"
LOCAL = "http://hospital.example/charges"


@positive("code-system-alias")
def _(s):
    """A code of CPT form under a system URI that is not the canonical one of CPT; it is read as CPT."""
    coding = s.line["productOrService"]["coding"][0]
    coding["system"] = "urn:oid:2.16.840.1.113883.6.12"
    s.information("code-system-alias", coding, "system")


@near_miss("code-system-alias")
def _(s):
    """HCPCS Level II codes make lines of their own: under their own system they are no alias."""
    s.item(coded(HCPCS, "C1713"))


@positive("pointer-dangling", accepted=False)
def _(s):
    """A diagnosis sequence of the add-on's item points to no entry of its list."""
    s.line["diagnosisSequence"] = [1, 9]
    s.error("pointer-dangling", s.line, "diagnosisSequence", 1)


@near_miss("pointer-dangling")
def _(s):
    """Pointers are sequence numbers, not places in the list."""
    for entry, sequence in zip(s.claim["diagnosis"], (10, 20)):
        entry["sequence"] = sequence
    s.first["diagnosisSequence"] = [20]
    s.line["diagnosisSequence"] = [10]


@positive("sequence-duplicate", accepted=False)
def _(s):
    """Two entries of one list bear the same sequence number, and the 20703 line points to them."""
    s.claim["diagnosis"].append({"sequence": 1, "diagnosisCodeableConcept": coded(ICD10CM, "E11.9")})
    s.error("sequence-duplicate", s.claim["diagnosis"][2], "sequence")


@near_miss("sequence-duplicate")
def _(s):
    """The same number in two lists is no duplicate."""
    s.claim["diagnosis"].append({"sequence": 3, "diagnosisCodeableConcept": coded(ICD10CM, "E11.9")})
    s.claim["supportingInfo"][0]["sequence"] = 3
    s.line["informationSequence"] = [3]


@positive("reference-guessed")
def _(s):
    """The reference resolves in the Bundle only by type and id; the one match is used."""
    s.entry("device")["fullUrl"] = "urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11"
    s.warning("reference-guessed", s["removal"]["focalDevice"][0]["manipulated"])


@near_miss("reference-guessed")
def _(s):
    """A urn:uuid is matched with fullUrl exactly."""
    s.entry("device")["fullUrl"] = "urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11"
    s["removal"]["focalDevice"][0]["manipulated"] = ref("urn:uuid:7f0a3a66-5b19-4b0e-9c59-0c9b2f6f2a11")


@positive("line-not-mapped")
def _(s):
    """No coding is CPT, and no ConceptMap leads from any of its codings to one CPT code."""
    item = s.item(coded(SNOMED, "71388002"))
    s.warning("line-not-mapped", item["productOrService"])


@near_miss("line-not-mapped")
def _(s):
    """A code got from the linked Procedure gives no line-not-mapped."""
    s.procedure("imaging", XRAY)
    s.item(coded(LOCAL, "IMG-7"), procedureSequence=[s.claim_procedure("Procedure/imaging")])


@positive("line-mapping-ambiguous")
def _(s):
    """Two CPT codings that differ are line-mapping-ambiguous."""
    item = s.item({"coding": [{"system": CPT, "code": "73551"}, {"system": CPT, "code": XRAY}]})
    s.warning("line-mapping-ambiguous", item["productOrService"])


@near_miss("line-mapping-ambiguous")
def _(s):
    """All codings are looked at; one CPT code beside a local one is enough."""
    s.item({"coding": [{"system": LOCAL, "code": "73551"}, {"system": CPT, "code": XRAY}, {"system": CPT, "code": XRAY}]})


@positive("line-code-malformed")
def _(s):
    """A malformed one beside a good one is told, and the good one is used."""
    item = s.item({"coding": [{"system": CPT, "code": "7355"}, {"system": CPT, "code": XRAY}]})
    s.error("line-code-malformed", item["productOrService"]["coding"][0], "code")


@near_miss("line-code-malformed")
def _(s):
    """Five characters, four digits then a digit or one of A F T U M."""
    s.item("0001U")
    s.item("3006F")


@positive("line-not-billable")
def _(s):
    """A Procedure that was not performed makes no line and is no primary."""
    planned = s.procedure("planned", XRAY, status="preparation")
    s.information("line-not-billable", planned, "status")


@near_miss("line-not-billable")
def _(s):
    """Each performed Procedure that no claim of the submission points to makes a line."""
    s.procedure("imaging", XRAY)


@positive("date-of-service-missing")
def _(s):
    """Neither the item, nor its procedures, nor a one-day billablePeriod gives a date of service."""
    item = s.item(XRAY, servicedDate=None)
    s.error("date-of-service-missing", item)


@near_miss("date-of-service-missing")
def _(s):
    """The service date falls back to Procedure.performed behind procedureSequence."""
    s.procedure("imaging", XRAY)
    s.item(XRAY, servicedDate=None, procedureSequence=[s.claim_procedure("Procedure/imaging")])


@positive("units-invalid", accepted=False)
def _(s):
    """The quantity is zero, negative or fractional."""
    s.line["quantity"] = {"value": 0}
    s.error("units-invalid", s.line["quantity"])


@near_miss("units-invalid")
def _(s):
    """One, with a decimal point or without, is one."""
    s.line["quantity"] = {"value": 1.0}


@positive("units-exceed-mue", accepted=False)
def _(s):
    """The units of 20703 for one patient, one date and one practitioner add up to more than the MUE value (1)."""
    s.line["quantity"] = {"value": 2}
    s.error("units-exceed-mue", s.line["quantity"])


@near_miss("units-exceed-mue")
def _(s):
    """MUE of every line whose code has rows in the tables: the primary has none."""
    s.first["quantity"] = {"value": 2}


@positive("duplicate-line")
def _(s):
    """Two lines of one claim have the same code, modifiers, date, practitioner and body site."""
    s.item(XRAY)
    later = s.item(XRAY)
    s.error("duplicate-line", later)


@near_miss("duplicate-line")
def _(s):
    """Another modifier makes it another line."""
    s.item(XRAY)
    s.modifiers("76", item=s.item(XRAY))


@positive("ptp-conflict")
def _(s):
    """An active NCCI pair of this claim type, indicator 0: an error, which counts against its column 2 line alone."""
    s.error("ptp-conflict", s.item("64400"))


@near_miss("ptp-conflict")
def _(s):
    """Pairs are of one date of service."""
    s.item("64400", servicedDate="2026-03-11")


@positive("ptp-bypassed")
def _(s):
    """A pair with indicator 1, and an NCCI modifier is present."""
    item = s.item("11982")
    s.modifiers("59", item=item)
    s.information("ptp-bypassed", item)


@near_miss("ptp-bypassed")
def _(s):
    """A modifier that is not NCCI's bypasses nothing: a warning, for the pair would allow one."""
    item = s.item("11982")
    s.modifiers("22", item=item)
    s.warning("ptp-conflict", item)


@positive("modifier-malformed", accepted=False)
def _(s):
    """Not two characters."""
    found = s.modifiers("RTX")
    s.error("modifier-malformed", found[0])


@near_miss("modifier-malformed")
def _(s):
    """Case and outer spaces of modifiers are forgiven in silence."""
    s.modifiers("rt")
    s.modifiers("Rt", item=s.first)


def modifier_pair(code, modifier, severity, harmless, accepted, why, why_not):
    """The add-on with a modifier it does not take; and one it takes, with the same modifier on the primary."""

    def wrong(s):
        found = s.modifiers(modifier)
        s.expect(severity, code, found[0])

    def right(s):
        s.modifiers(modifier, item=s.first)
        if harmless:
            s.modifiers(harmless)

    wrong.__doc__, right.__doc__ = why, why_not
    positive(code, accepted)(wrong)
    near_miss(code)(right)


ADD_ONS_ALONE = "The modifier findings but modifier-malformed are looked for on add-ons only; the primary may bear it."
modifier_pair("modifier-51-on-add-on", "51", "warning", "22", True, "Add-on codes take no modifier 51.", ADD_ONS_ALONE)
modifier_pair("modifier-50-on-add-on", "50", "error", "52", False, "Add-on codes take no modifier 50.", ADD_ONS_ALONE)
modifier_pair("modifier-not-permitted", "62", "error", "58", False, "The fee schedule allows no co-surgeon.", ADD_ONS_ALONE)
modifier_pair("modifier-needs-documentation", "80", "warning", "GC", True, "An assistant needs documentation.", ADD_ONS_ALONE)
modifier_pair("modifier-not-applicable", "26", "warning", "53", True, "26, TC, 54, 55 or 56 on 20703.", ADD_ONS_ALONE)


@positive("laterality-conflict")
def _(s):
    """LT contradicts the body site of its Procedure."""
    found = s.modifiers("LT")
    s.warning("laterality-conflict", found[0])


@near_miss("laterality-conflict")
def _(s):
    """RT on both lines agrees with both body sites."""
    s.modifiers("RT")
    s.modifiers("RT", item=s.first)


@positive("place-of-service-missing", accepted=False)
def _(s):
    """No place of service on the item, and none to be had from the encounter or facility."""
    s.without_place()
    s.error("place-of-service-missing", s.line)


@near_miss("place-of-service-missing")
def _(s):
    """No place on the item, but the facility's Location has one."""
    facility = s.claim["facility"]
    s.without_place()
    s.claim["facility"] = facility


@positive("place-of-service-unusual")
def _(s):
    """A place other than 19, 21, 22 or 24."""
    s.line["locationCodeableConcept"] = coded(POS, "11")
    s.warning("place-of-service-unusual", s.line, "locationCodeableConcept")


@near_miss("place-of-service-unusual")
def _(s):
    """24 is usual; and the place of the primary's line is not asked."""
    s.line["locationCodeableConcept"] = coded(POS, "24")
    s.first["locationCodeableConcept"] = coded(POS, "11")


@positive("specialty-unusual")
def _(s):
    """The practitioner's known specialty is not orthopaedic surgery."""
    s.claim["careTeam"][0]["qualification"] = coded(NUCC, "207R00000X")
    s.information("specialty-unusual", s.claim["careTeam"][0], "qualification")


@near_miss("specialty-unusual")
def _(s):
    """Every code that begins 207X is orthopaedic."""
    s.claim["careTeam"][0]["qualification"] = coded(NUCC, "207XS0117X")


@positive("diagnosis-missing", accepted=False)
def _(s):
    """No diagnosis pointer on the 20703 line and no reason on its Procedure."""
    del s.line["diagnosisSequence"]
    del s["removal"]["reasonReference"]
    s.error("diagnosis-missing", s.line)


@near_miss("diagnosis-missing")
def _(s):
    """Reasons of the Procedure stand in for missing pointers."""
    del s.line["diagnosisSequence"]


@positive("diagnosis-not-supporting")
def _(s):
    """None of the diagnoses is in the table of reasons for removal."""
    s.claim["diagnosis"].append({"sequence": 3, "diagnosisCodeableConcept": coded(ICD10CM, "E11.9")})
    s.line["diagnosisSequence"] = [3]
    s.warning("diagnosis-not-supporting", s.claim["diagnosis"][2])


@near_miss("diagnosis-not-supporting")
def _(s):
    """One that is in the table is enough, whatever stands before it."""
    s.claim["diagnosis"].append({"sequence": 3, "diagnosisCodeableConcept": coded(ICD10CM, "E11.9")})
    s.line["diagnosisSequence"] = [3, 1]


@positive("line-rests-on-structural-error", accepted=False)
def _(s):
    """The date of the item is no date: that of the Procedure would be used in its place."""
    s.line["servicedDate"] = "2026-3-10"
    s.error("line-rests-on-structural-error", s.line, "servicedDate")


@near_miss("line-rests-on-structural-error")
def _(s):
    """The line does not rest on the birth date of the Patient."""
    s["patient"]["birthDate"] = "1970-2-30"
