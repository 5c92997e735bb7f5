"""Findings about the primary of the add-on, and about what a submission comes to: a positive and a near miss each."""

from cases.registry import near_miss, positive
from cases.submission import MEMBERS, NPI, POS, SNOMED, coded, cpt, ref

NERVE = "64727"   # an add-on of another family, in the surgical range
XRAY = "73552"


def without_primary(s, code):
    """The primary's line becomes another, and its Procedure is not there at all."""
    s.drop("primary")
    s["removal"].pop("partOf")
    s.claim["procedure"].pop(0)
    s.first.pop("procedureSequence")
    s.first["productOrService"] = cpt(code)


@positive("add-on-without-primary", accepted=False)
def _(s):
    """No line on the claim can be its primary: only other add-on codes."""
    without_primary(s, NERVE)
    s.error("add-on-without-primary", s.line)


@near_miss("add-on-without-primary")
def _(s):
    """Another add-on beside a listed primary takes nothing away."""
    s.item(NERVE)
    s.code_primary("24430")


@positive("removal-alone", accepted=False)
def _(s):
    """Comes whenever no other line of the claim is surgical or an add-on; with add-on-without-primary."""
    without_primary(s, XRAY)
    s.error("add-on-without-primary", s.line)
    s.information("removal-alone", s.line)


@near_miss("removal-alone", accepted=False)
def _(s):
    """11981 to 11983 are never candidates, but they are surgical: the removal is not all that was done."""
    without_primary(s, "11983")
    s.error("add-on-without-primary", s.line)


@positive("primary-is-implant-removal", accepted=False)
def _(s):
    """The only candidate is 20680; the finding stands alone and the pair is not told again as ptp-conflict."""
    s.code_primary("20680")
    s.error("primary-is-implant-removal", s.first)


@near_miss("primary-is-implant-removal")
def _(s):
    """20680 is asked only when nothing else was a candidate; beside a primary it is a pair of the practitioner file."""
    s.item("20680")
    s.warning("ptp-conflict", s.line)


@positive("primary-not-listed")
def _(s):
    """The primary is surgical and fits, but the add-on table does not list it: 20703 is Type 3, so the payer decides."""
    s.code_primary("27506")
    s.warning("primary-not-listed", s.first)


@near_miss("primary-not-listed")
def _(s):
    """A listed code before all others, wherever it stands."""
    s.item("27506")
    s.code_primary("27472")


@positive("primary-not-performed", accepted=False)
def _(s):
    """The Procedure behind the primary line was not completed."""
    s["primary"]["status"] = "not-done"
    s.error("primary-not-performed", s["primary"], "status")
    s.information("line-not-billable", s["primary"], "status")


@near_miss("primary-not-performed")
def _(s):
    """A Procedure that nobody names as primary may be not done."""
    other = s.procedure("other", "27472", status="not-done")
    s.information("line-not-billable", other, "status")


@positive("primary-on-another-date", accepted=False)
def _(s):
    """The date of service of the primary differs."""
    s.first["servicedDate"] = "2026-03-11"
    s["primary"]["performedDateTime"] = "2026-03-11"
    s.error("primary-on-another-date", s.first, "servicedDate")


@near_miss("primary-on-another-date")
def _(s):
    """Two periods are on one date when they share a day."""
    del s.first["servicedDate"]
    s.first["servicedPeriod"] = {"start": "2026-03-09", "end": "2026-03-10"}


@positive("primary-by-another-practitioner", accepted=False)
def _(s):
    """Another practitioner performed the primary; a common Claim.provider makes them not one organization."""
    s.colleague()
    s.error("primary-by-another-practitioner", s.claim["careTeam"][1]["provider"])


@near_miss("primary-by-another-practitioner")
def _(s):
    """A PractitionerRole is followed to its practitioner."""
    s.add("role", {"resourceType": "PractitionerRole", "id": "role", "practitioner": ref("Practitioner/surgeon")})
    s.careteam("PractitionerRole/role")


@positive("primary-for-another-patient", accepted=False)
def _(s):
    """The Procedure named as primary has another subject."""
    s.other_patient()
    s["primary"]["subject"] = ref("Patient/p2")
    s.error("primary-for-another-patient", s["primary"]["subject"])


@near_miss("primary-for-another-patient")
def _(s):
    """Two people are one where an identifier with system and value agrees."""
    s.other_patient(identifier="000-0001")
    s["primary"]["subject"] = ref("Patient/p2")


@positive("primary-on-another-claim")
def _(s):
    """The primary fits but was performed and is on no claim."""
    s.claim["procedure"].pop(0)
    s.first.pop("procedureSequence")
    s.first["productOrService"] = cpt(NERVE)
    s.warning("primary-on-another-claim", s.line)


@near_miss("primary-on-another-claim")
def _(s):
    """Without a pointer, a Procedure of the same code, patient and date that no other line has stands behind the item."""
    s.claim["procedure"].pop(0)
    s.first.pop("procedureSequence")


def earlier_surgery(s, **members):
    """Another professional claim of the same surgeon and patient, a month before."""
    made = {name: s.claim[name] for name in ("resourceType", "status", "use", "type", "patient", "created", "provider",
                                            "priority", "insurance", "careTeam")}
    made["id"] = "before"
    made["item"] = [{"sequence": 1, "careTeamSequence": [1], "productOrService": cpt("27506"),
                     "servicedDate": "2026-02-10", "locationCodeableConcept": coded(POS, "22")} | members]
    return s.add("before", made)


@positive("global-period")
def _(s):
    """A surgical line within 90 days after the same patient's earlier surgical line, without modifier 58, 78 or 79. The
    add-on has no global period of its own: it follows its primary."""
    before = earlier_surgery(s)
    s.warning("global-period", s.first)
    s.shows("global-period", s.first, before["item"][0])


@near_miss("global-period")
def _(s):
    """A staged procedure says so with modifier 58."""
    earlier_surgery(s)
    s.modifiers("58", item=s.first)


@positive("primary-not-active", accepted=False)
def _(s):
    """A row without dates holds from the day its code exists: before it, the table names the pair, but not for this date."""
    s.redate("2026-03-10", "2019-06-03")
    s.error("primary-not-active", s.first)
    s.error("code-not-effective", s.line["productOrService"]["coding"][0], "code")


@near_miss("primary-not-active")
def _(s):
    """The same pair a year later."""
    s.redate("2026-03-10", "2020-06-03")


@positive("code-not-effective", accepted=False)
def _(s):
    """Date of service before the code existed (20703: 2020-01-01)."""
    s.redate("2026-03-10", "2019-12-31")
    s.error("code-not-effective", s.line["productOrService"]["coding"][0], "code")
    s.error("primary-not-active", s.first)


@near_miss("code-not-effective")
def _(s):
    """The first day of a code is a day of it."""
    s.redate("2026-03-10", "2020-01-01")


def insertion(s, **members):
    """A line of 20702 with a Procedure of its own, documented by the same note."""
    made = s.procedure(
        "insertion", "20702", bodySite=[coded(SNOMED, "71341001", "Medullary canal of the right femur")],
        reasonReference=[ref("Condition/osteomyelitis")], partOf=[ref("Procedure/primary")],
        focalDevice=[{"manipulated": ref("Device/nail")}], report=[ref("DocumentReference/note")])
    made["performedDateTime"] = members.get("servicedDate", made["performedDateTime"])
    return s.item("20702", diagnosisSequence=[1], informationSequence=[1],
                  procedureSequence=[s.claim_procedure("Procedure/insertion")], **members)


@positive("exchange-in-same-session")
def _(s):
    """20702 and 20703 together, same claim, same date: one issue, at the removal."""
    s.information("exchange-in-same-session", s.line)
    s.accepted(insertion(s))


@near_miss("exchange-in-same-session")
def _(s):
    """On two days it is no exchange; each has its own primary."""
    s["note"]["context"]["period"]["end"] = "2026-03-12"
    s["note"]["date"] = "2026-03-12"
    primary = s.procedure("second", "27470", performedDateTime="2026-03-12", reasonReference=[ref("Condition/nonunion")])
    s.item("27470", servicedDate="2026-03-12", diagnosisSequence=[2],
           procedureSequence=[s.claim_procedure("Procedure/second")])
    line = insertion(s, servicedDate="2026-03-12")
    s["insertion"]["partOf"] = [ref("Procedure/" + primary["id"])]
    s.accepted(line)


@positive("no-lines", accepted=False)
def _(s):
    """Nothing in the submission makes a line."""
    s.drop("claim", "primary", "removal")
    s.information("no-lines", s.bundle)


@near_miss("no-lines", accepted=False)
def _(s):
    """When the submission holds Procedures only, the Procedures are the lines and stand together as one claim."""
    s.drop("claim", "coverage")
    s.accepted(s["removal"])


@positive("accepted")
def _(s):
    """The 20703 line has no finding of severity error: the clean submission. The issue names the line, the primary line,
    then each document that counted."""
    s.shows("accepted", s.line, s.first, s["note"])


@near_miss("accepted", accepted=False)
def _(s):
    """When the Procedure behind a claim item of the add-on was itself not performed, the line stays and
    line-not-billable is an error."""
    s["removal"]["status"] = "not-done"
    s.error("line-not-billable", s["removal"], "status")
