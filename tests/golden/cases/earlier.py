"""Submissions whose pieces were received before: what is referred to, and the lines of earlier messages."""

import copy

from cases.findings_primary import earlier_surgery
from cases.registry import earlier
from cases.submission import cpt, ref

PROCEDURES = ("primary", "removal")


def pointed(s, index=0):
    return s.claim["supportingInfo"][index]["valueReference"]


def on_earlier_claim(s, **members):
    """The primary's line was sent on a claim of its own; its Procedure too."""
    first = s.claim["item"].pop(0)
    s.claim["procedure"].pop(0)
    before = copy.deepcopy(s.claim) | {"id": "before", "item": [first | members]}
    before.pop("supportingInfo")
    before["procedure"] = [{"sequence": 1, "procedureReference": ref("Procedure/primary")}]
    s.add("before", before)
    s.came_earlier("primary", "before")
    return s.claim["item"][0]


@earlier
def the_procedures_came_earlier(s):
    """A claim finds the Procedures received earlier: they stand behind its items as if they were in the Bundle."""
    s.came_earlier(*PROCEDURES)


@earlier
def the_document_came_earlier(s):
    """A document received earlier counts as one of the Bundle."""
    s.came_earlier("note")


@earlier
def all_but_the_claim_came_earlier(s):
    """Procedures, document, device, place and persons came earlier, each in a message of its own, what is referred to
    last of all."""
    for name in [each for each in s.names if each != "claim"]:
        s.came_earlier(name)


@earlier
def a_reference_by_identifier(s):
    """Reference.identifier leads to what was received earlier under that identifier."""
    s["note"]["identifier"] = [{"system": "http://hospital.example/notes", "value": "N-1"}]
    s.claim["supportingInfo"][0]["valueReference"] = {"identifier": s["note"]["identifier"][0]}
    s.came_earlier("note")


@earlier(accepted=False)
def a_reference_that_still_leads_nowhere(s):
    """What was received earlier does not hold what is referred to."""
    for name in PROCEDURES:
        s[name].pop("report")
    s.came_earlier(*PROCEDURES)
    s.drop("note")
    s.error("documentation-not-found", pointed(s))
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@earlier(accepted=False)
def two_of_one_name_in_one_earlier_message(s):
    """Nothing says which of the two is meant: neither is taken."""
    for name in PROCEDURES:
        s[name].pop("report")
    twin = copy.deepcopy(s.entry("note"))
    s.receive(s.entry("note"), twin)
    s.drop("note")
    s.error("documentation-not-found", pointed(s))
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@earlier
def the_newest_of_several(s):
    """Of several received under one name the newest counts: here the one that was not yet final came first."""
    draft = copy.deepcopy(s.entry("note"))
    draft["resource"]["docStatus"] = "preliminary"
    s.receive(draft)
    s.came_earlier("note")


@earlier
def the_entry_before_what_came_earlier(s):
    """By the order of resolution the Bundle goes first, however new the other is."""
    stale = copy.deepcopy(s.entry("note"))
    stale["resource"]["status"] = "entered-in-error"
    s.receive(stale)


@earlier(accepted=False)
def a_document_that_was_withdrawn_meanwhile(s):
    """What is wrong with an earlier resource is told at the reference of the submission that led there."""
    s["note"]["status"] = "entered-in-error"
    s.came_earlier("note")
    s.error("documentation-withdrawn", pointed(s))
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@earlier(accepted=False)
def a_primary_that_was_not_performed(s):
    """The Procedure came earlier with status not-done: told where the claim points to it."""
    s["primary"]["status"] = "not-done"
    s.came_earlier(*PROCEDURES)
    at = s.claim["procedure"][0]["procedureReference"]
    s.error("primary-not-performed", at)
    s.information("line-not-billable", at)


@earlier(accepted=False)
def a_primary_on_an_earlier_claim(s):
    """The primary fits, and was billed on a claim received earlier."""
    line = on_earlier_claim(s)
    s.warning("primary-on-another-claim", line)
    s.accepted(line)


@earlier(accepted=False)
def a_primary_on_an_earlier_claim_of_another_date(s):
    """A line of another date is no primary."""
    line = on_earlier_claim(s, servicedDate="2026-03-11")
    s.error("add-on-without-primary", line)
    s.information("removal-alone", line)


@earlier
def an_earlier_surgery_without_modifier(s):
    """A surgical line within 90 days after the same patient's surgery of an earlier message."""
    earlier_surgery(s)
    s.came_earlier("before")
    s.warning("global-period", s.first)
    s.shows("global-period", s.first)


@earlier
def an_earlier_surgery_with_modifier_78(s):
    """An unplanned return to the operating room says so."""
    earlier_surgery(s)
    s.came_earlier("before")
    s.modifiers("78", item=s.first)


@earlier
def the_same_claim_received_before(s):
    """An amended claim is no second surgery: its first copy, with another date, does not count."""
    before = copy.deepcopy(s.claim)
    for item in before["item"]:
        item["servicedDate"] = "2026-03-09"
    s.receive({"fullUrl": s.entry("claim")["fullUrl"], "resource": before})


@earlier
def a_document_that_points_back(s):
    """A document that names the Procedure is reached though nothing names it."""
    for name in PROCEDURES:
        s[name].pop("report")
    s.claim.pop("supportingInfo")
    s.line.pop("informationSequence")
    s["note"]["context"]["related"] = [ref("Procedure/removal"), ref("Procedure/primary")]
    s.came_earlier("note")
