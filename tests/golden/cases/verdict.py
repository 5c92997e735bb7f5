"""Rulings on the verdict, on what was performed, and on which resources make lines."""

import copy

from cases.findings_primary import NERVE, XRAY, without_primary
from cases.registry import ruling
from cases.submission import LOINC, NUCC, POS, SNOMED, coded, cpt, note_text, ref


@ruling
def warnings_never_take_accepted_away(s):
    """Warnings never take accepted away, whatever they are about."""
    modifiers = s.modifiers("51", "80", "26")
    s.line["locationCodeableConcept"] = coded(POS, "11")
    s["note"]["docStatus"] = "preliminary"
    s.code_primary("27506")
    for code, modifier in zip(
            ("modifier-51-on-add-on", "modifier-needs-documentation", "modifier-not-applicable"), modifiers):
        s.warning(code, modifier)
    s.warning("place-of-service-unusual", s.line, "locationCodeableConcept")
    s.warning("documentation-not-final", s["note"], "docStatus")
    s.warning("primary-not-listed", s.first)


@ruling
def errors_elsewhere_leave_it_accepted(s):
    """Errors count when their first expression lies at the line's item, its pointers, its Procedure, its documents, or
    the primary's line: not on a third line."""
    item = s.item(XRAY, quantity={"value": 0.5})
    s.error("units-invalid", item["quantity"])


@ruling(accepted=False)
def error_on_the_primary_takes_it_away(s):
    """Errors take accepted away when their first expression lies at the primary's line."""
    s.first["quantity"] = {"value": -1}
    s.error("units-invalid", s.first["quantity"])


@ruling
def policy_lowers_a_bad_document(s):
    """One bad document beside a good one stays an error (a policy may lower it)."""
    letter = s.document(status="entered-in-error")
    s.policy = '[severity]\ndocumentation-withdrawn = "warning"\n'
    s.warning("documentation-withdrawn", letter, "status")


@ruling(accepted=False)
def policy_raises_a_warning(s):
    """Severities are defaults, which a policy file may override; an error takes accepted away."""
    s.code_primary("27506")
    s.policy = '[severity]\nprimary-not-listed = "error"\n'
    s.error("primary-not-listed", s.first)


@ruling(accepted=False)
def structural_error_of_a_pointer_takes_it_away(s):
    """What a pointer of the line leads to is no valid FHIR: the line is not accepted."""
    s.claim["careTeam"][0]["responsible"] = "yes"
    s.error("line-rests-on-structural-error", s.claim["careTeam"][0], "responsible")


@ruling
def structural_error_of_a_third_line_leaves_it_accepted(s):
    """The add-on does not rest on another line that is no valid FHIR."""
    item = s.item(XRAY)
    item["servicedDate"] = "2026-3-10"
    s.error("date-of-service-missing", item)


@ruling(accepted=False)
def primary_that_cannot_be_read(s):
    """Where no primary is found, what is no valid FHIR among the items may hide it."""
    s.first["productOrService"] = "27470"
    del s.first["procedureSequence"]
    s.drop("primary")
    s.error("line-rests-on-structural-error", s.first, "productOrService")
    s.error("add-on-without-primary", s.line)
    s.information("removal-alone", s.line)
    s.warning("line-not-mapped", s.first, "productOrService")


@ruling
def policy_accepts_what_rests_on_a_structural_error(s):
    """Severities are defaults, which a policy file may override."""
    s.line["servicedDate"] = "2026-3-10"
    s.policy = '[severity]\nline-rests-on-structural-error = "warning"\n'
    s.warning("line-rests-on-structural-error", s.line, "servicedDate")


@ruling
def implant_removal_at_a_separate_site_by_xs(s):
    """A separate site is said by 59 or XS on either line: then a warning, which stands alone."""
    s.code_primary("20680")
    s.modifiers("XS")
    s.warning("primary-is-implant-removal", s.first)


@ruling
def implant_removal_at_a_separate_site_by_59_on_the_other_line(s):
    """A separate site is said by 59 or XS on either line."""
    s.code_primary("20680")
    s.modifiers("59", item=s.first)
    s.warning("primary-is-implant-removal", s.first)


@ruling
def implant_removal_at_a_separate_site_by_sides(s):
    """A separate site is said by RT on one and LT on the other."""
    s.code_primary("20680")
    s["primary"]["bodySite"] = [coded(SNOMED, "71341001", "Left femur")]
    s.modifiers("RT")
    s.modifiers("LT", item=s.first)
    s.warning("primary-is-implant-removal", s.first)


@ruling(accepted=False)
def implant_removal_on_the_same_side_is_no_separate_site(s):
    """A separate site is said by RT on one and LT on the other, not by RT on both."""
    s.code_primary("20680")
    s.modifiers("RT")
    s.modifiers("RT", item=s.first)
    s.error("primary-is-implant-removal", s.first)


@ruling(accepted=False)
def implant_removal_with_another_ncci_modifier(s):
    """XE is an NCCI modifier, but says no separate site."""
    s.code_primary("20680")
    s.modifiers("XE")
    s.error("primary-is-implant-removal", s.first)


@ruling(accepted=False)
def not_done_procedure_named_by_part_of(s):
    """A not-done Procedure that partOf names gives primary-not-performed."""
    s.claim["procedure"].pop(0)
    s.first.pop("procedureSequence")
    s.first["productOrService"] = cpt(NERVE)
    s["primary"]["status"] = "not-done"
    s.error("primary-not-performed", s["primary"], "status")
    s.information("line-not-billable", s["primary"], "status")


@ruling
def stopped_primary_is_a_warning(s):
    """Stopped makes a line, and as primary is a warning."""
    s["primary"]["status"] = "stopped"
    s.warning("primary-not-performed", s["primary"], "status")


@ruling
def stopped_removal_makes_a_line(s):
    """Stopped makes a line."""
    s["removal"]["status"] = "stopped"


@ruling(accepted=False)
def cancelled_claim_makes_no_lines(s):
    """A claim that is cancelled makes no lines; Procedures of a cancelled claim make no lines either."""
    s.claim["status"] = "cancelled"
    s.information("no-lines", s.bundle)


@ruling(accepted=False)
def draft_claim_makes_no_lines(s):
    """A claim that is draft makes no lines."""
    s.claim["status"] = "draft"
    s.information("no-lines", s.bundle)


@ruling
def cancelled_claim_beside_a_good_one(s):
    """A cancelled claim makes no lines: nothing is counted twice."""
    old = copy.deepcopy(s.claim)
    old.update(id="c0", status="entered-in-error")
    s.add("old", old)


@ruling
def preauthorization_speaks_of_what_is_to_come(s):
    """A use of preauthorization speaks of what is still to come: Procedures need not be performed yet, and
    documentation-missing is a warning."""
    s.claim["use"] = "preauthorization"
    s.without_documents()
    s["primary"]["status"] = "preparation"
    s["removal"]["status"] = "preparation"
    s.warning("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)


@ruling
def contained_procedure_without_pointer_makes_no_line(s):
    """Contained Procedures make lines only when pointed to."""
    s.claim["contained"] = [{
        "resourceType": "Procedure", "id": "block", "status": "completed", "code": coded(SNOMED, "71388002"),
        "subject": ref("Patient/p1"), "performedDateTime": "2026-03-10"}]


@ruling
def contained_procedure_with_pointer(s):
    """A contained Procedure that an item points to gives its code."""
    s.claim["contained"] = [{
        "resourceType": "Procedure", "id": "block", "status": "completed", "code": cpt("64400"),
        "subject": ref("Patient/p1"), "performedDateTime": "2026-03-10"}]
    item = s.item(coded("http://hospital.example/charges", "BLK"), procedureSequence=[s.claim_procedure("#block")])
    s.error("ptp-conflict", item)


@ruling(accepted=False)
def nested_bundle_makes_no_lines(s):
    """Claims and Procedures of nested Bundles never make lines."""
    inner = {"resourceType": "Bundle", "id": "inner", "type": "collection", "entry": list(s.bundle["entry"][:3])}
    s.drop("claim", "primary", "removal")
    s.add("inner", inner)
    s.information("no-lines", s.bundle)


@ruling
def procedure_listed_but_behind_no_item(s):
    """"No claim points to" means: stands behind no item."""
    imaging = s.procedure("imaging", coded(SNOMED, "71388002"))
    s.claim_procedure("Procedure/imaging")
    s.warning("line-not-mapped", imaging["code"])


@ruling(accepted=False)
def removal_alone_as_a_lone_procedure(s):
    """One FHIR payload may be a Procedure."""
    s.root = s["removal"]
    s.root["contained"] = [s["device"], s["note"]]
    s.root["focalDevice"][0]["manipulated"] = ref("#nail")
    s.root["report"] = [ref("#note")]
    s.root["encounter"] = {"display": "day surgery"}
    s.root["reasonCode"] = [coded("http://hl7.org/fhir/sid/icd-10-cm", "M86.651")]
    del s.root["reasonReference"]
    del s.root["partOf"]
    s["note"].pop("subject")
    s.error("add-on-without-primary", s.root)
    s.information("removal-alone", s.root)
    s.error("place-of-service-missing", s.root)


@ruling
def lone_claim(s):
    """One FHIR payload may be a Claim, with what it refers to contained."""
    s.root = s.claim
    names = ("primary", "removal", "device", "note", "surgeon", "patient", "nonunion", "osteomyelitis", "location")
    s.root["contained"] = [s[name] for name in names]
    for name in names:
        _replace(s.root, f"{s[name]['resourceType']}/{s[name]['id']}", "#" + s[name]["id"])


def _replace(node, old, new):
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        if isinstance(value, dict) and value.get("reference") == old:
            value["reference"] = new
        _replace(value, old, new)


@ruling
def order_of_entries_does_not_matter(s):
    """Order of entries never matters."""
    s.bundle["entry"].reverse()


@ruling(accepted=False)
def order_of_entries_does_not_matter_for_findings(s):
    """The same findings, each with the sender's own entry index."""
    s.claim["careTeam"][0]["qualification"] = coded(NUCC, "207R00000X")
    s["primary"]["status"] = "not-done"
    s["note"]["type"] = coded(LOINC, "52033-8")
    letter = s.document(text=note_text(), docStatus="preliminary")
    s.bundle["entry"].reverse()
    s.information("specialty-unusual", s.claim["careTeam"][0], "qualification")
    s.error("primary-not-performed", s["primary"], "status")
    s.information("line-not-billable", s["primary"], "status")
    s.warning("documentation-wrong-type", s["note"], "type")
    s.warning("documentation-not-final", letter, "docStatus")
