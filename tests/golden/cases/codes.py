"""Rulings on codes, modifiers, units and pairs."""

import copy

from cases.registry import ruling
from cases.submission import CPT, DAY, HCPCS, NPI, POS, SNOMED, coded, cpt, ref

XRAY = "73552"
LOCAL = "http://hospital.example/charges"
CLAIM_TYPE = "http://terminology.hl7.org/CodeSystem/claim-type"


@ruling
def hcpcs_uri_of_a_cpt_code(s):
    """The aliases are those of domain.md 4.1, HCPCS URIs included for codes of CPT form."""
    coding = s.line["productOrService"]["coding"][0]
    coding["system"] = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
    s.information("code-system-alias", coding, "system")


@ruling
def no_system_at_all(s):
    """An alias of the table, or none at all; it is read as CPT."""
    coding = s.line["productOrService"]["coding"][0]
    del coding["system"]
    s.information("code-system-alias", coding)


@ruling
def glued_modifier_by_colon(s):
    """20703:RT is split into code and modifier."""
    s.line["productOrService"] = cpt("20703:RT")


@ruling
def glued_modifiers_by_hyphen_and_space(s):
    """20703-RT and 20703 RT are split; a modifier got so is a modifier."""
    s.line["productOrService"] = cpt("20703-LT")
    s.first["productOrService"] = cpt("27470 RT")
    s.warning("laterality-conflict", s.line["productOrService"]["coding"][0], "code")


@ruling
def case_and_outer_spaces_are_forgiven(s):
    """Case of codes and modifiers is forgiven in silence; outer spaces are where the line does not rest on them."""
    s.modifiers("rt", "gc")
    s.item(" 0001u ")


@ruling(accepted=False)
def outer_spaces_of_the_code_are_no_valid_fhir(s):
    """Outer spaces of codes are forgiven in silence, but what is no valid FHIR is not accepted."""
    s.line["productOrService"] = cpt(" 20703 ")
    s.error("line-rests-on-structural-error", s.line["productOrService"]["coding"][0], "code")


@ruling
def one_modifier_element_is_one_modifier(s):
    """One modifier element is one modifier, its first CPT or HCPCS coding."""
    s.line["modifier"] = [{"coding": [
        {"system": LOCAL, "code": "50"}, {"system": HCPCS, "code": "RT"}, {"system": CPT, "code": "51"}]}]


@ruling(accepted=False)
def modifier_form_is_asked_of_every_line(s):
    """modifier-malformed is looked for on every line, the other modifier findings on add-ons."""
    found = s.modifiers("5", item=s.first)
    s.error("modifier-malformed", found[0])


@ruling(accepted=False)
def leaves_carry_the_codes(s):
    """A Claim.item, or its detail leaves where those carry the codes: they inherit pointers, date and place; a package
    item gives no line-not-mapped."""
    leaf = {"sequence": 1, "productOrService": s.line["productOrService"]}
    s.line["productOrService"] = coded(LOCAL, "PACK-1")
    s.line["detail"] = [leaf]
    s.accepted(leaf)


@ruling(accepted=False)
def sub_leaves_carry_the_codes(s):
    """subDetail leaves make lines where those carry the codes."""
    leaf = {"sequence": 1, "productOrService": s.line["productOrService"]}
    s.line["productOrService"] = coded(LOCAL, "PACK-1")
    s.line["detail"] = [{"sequence": 1, "productOrService": coded(LOCAL, "PACK-2"), "subDetail": [leaf]}]
    s.accepted(leaf)


@ruling
def own_code_goes_before_the_leaves(s):
    """An item whose own code is CPT or HCPCS makes the line, else its leaves do."""
    s.line["detail"] = [{"sequence": 1, "productOrService": cpt("64400")}]


@ruling(accepted=False)
def malformed_code_alone(s):
    """A coding under a CPT system that has no CPT form; the item makes no line, so the other line alone is judged."""
    s.line["productOrService"] = cpt("2O7O3")
    s.line.pop("procedureSequence")
    s.claim["procedure"].pop()
    s.drop("removal")
    s.error("line-code-malformed", s.line["productOrService"]["coding"][0], "code")


@ruling
def concept_map_of_the_submission_is_not_used(s):
    """ConceptMaps come from the tables, never from the submission: a sender does not decide what its codes mean here."""
    s.add("map", {
        "resourceType": "ConceptMap", "id": "map", "status": "active",
        "group": [{"source": LOCAL, "target": CPT, "element": [
            {"code": "NAIL-OUT", "target": [{"code": "20703", "equivalence": "equivalent"}]}]}]})
    item = s.item(coded(LOCAL, "NAIL-OUT"))
    s.warning("line-not-mapped", item["productOrService"])


def second_claim(s, name="c2"):
    """The same claim once more, with Procedures of its own."""
    made = copy.deepcopy(s.claim)
    made["id"] = name
    for entry, source in zip(made["procedure"], ("primary", "removal")):
        twin = copy.deepcopy(s[source])
        twin["id"] = source + "-" + name
        entry["procedureReference"] = ref("Procedure/" + twin["id"])
        if "partOf" in twin:
            twin["partOf"] = [ref("Procedure/primary-" + name)]
        s.add(twin["id"], twin)
    return s.add(name, made)


@ruling
def mue_over_two_claims(s):
    """MUE: the units of a code for one patient, date and practitioner over all claims of the submission; it points to
    the quantity, or to the item without one."""
    other = second_claim(s)
    s.error("units-exceed-mue", other["item"][1])


@ruling
def mue_of_two_practitioners(s):
    """MUE is for one practitioner."""
    other = second_claim(s)
    s.add("colleague", {"resourceType": "Practitioner", "id": "colleague",
                        "identifier": [{"system": NPI, "value": "1999999984"}]})
    other["careTeam"][0]["provider"] = ref("Practitioner/colleague")
    for name in ("primary-c2", "removal-c2"):
        s[name]["performer"] = [{"actor": ref("Practitioner/colleague")}]
    s.accepted(other["item"][1])


@ruling
def mue_of_an_unknown_practitioner(s):
    """An unknown practitioner counts with everyone."""
    other = second_claim(s)
    del other["careTeam"]
    other["provider"] = {"display": "the clinic"}
    for item in other["item"]:
        del item["careTeamSequence"]
    for name in ("primary-c2", "removal-c2"):
        del s[name]["performer"]
    s.error("units-exceed-mue", other["item"][1])


@ruling
def duplicates_by_body_site(s):
    """Duplicates: the body site is the item's, and present differs from absent."""
    s.item(XRAY)
    s.item(XRAY, bodySite=coded(SNOMED, "71341001"))


@ruling
def two_claims_are_no_duplicate(s):
    """Two lines of one claim; the same line on another claim is not a duplicate-line."""
    other = copy.deepcopy(s.claim)
    other.update(id="c2")
    for member in ("procedure", "supportingInfo", "diagnosis"):
        other.pop(member)
    other["item"] = [{"sequence": 1, "careTeamSequence": [1], "productOrService": cpt(XRAY), "servicedDate": DAY}]
    s.add("c2", other)
    s.item(XRAY)


@ruling
def ptp_modifier_on_the_column_1_line(s):
    """A PTP modifier counts on either line."""
    s.modifiers("59")
    s.information("ptp-bypassed", s.item("11982"))


@ruling
def ptp_indicator_0_is_never_bypassed(s):
    """Indicator 0: no modifier bypasses."""
    item = s.item("64400")
    s.modifiers("59", item=item)
    s.error("ptp-conflict", item)


@ruling
def ptp_row_on_its_last_day(s):
    """A deletion day is the last active day."""
    s.redate(DAY, "2020-12-31")
    s.error("ptp-conflict", s.item("0228T"))


@ruling
def ptp_row_after_its_last_day(s):
    """Ended rows stay for old dates of service, and only for those."""
    s.redate(DAY, "2021-01-01")
    s.item("0228T")


@ruling
def institutional_uses_the_hospital_rows(s):
    """Claim.type institutional with a place other than 21 uses the hospital rows: there 20703 is column 2 under 11982."""
    s.claim["type"] = coded(CLAIM_TYPE, "institutional")
    s.item("11982")
    s.warning("ptp-conflict", s.line)


@ruling(accepted=False)
def hospital_row_that_no_modifier_bypasses(s):
    """A ptp-conflict counts against its column 2 line: in the hospital file that is 20703 under G0517, indicator 0."""
    s.claim["type"] = coded(CLAIM_TYPE, "institutional")
    s.item(coded(HCPCS, "G0517"))
    s.error("ptp-conflict", s.line)


@ruling
def practitioner_row_of_the_same_pair(s):
    """In the practitioner file G0517 is column 2: the add-on stays accepted."""
    s.error("ptp-conflict", s.item(coded(HCPCS, "G0517")))


@ruling
def inpatient_institutional_uses_no_rows(s):
    """Inpatient institutional uses no rows."""
    s.claim["type"] = coded(CLAIM_TYPE, "institutional")
    s.item("11982")
    for item in s.claim["item"]:
        item["locationCodeableConcept"] = coded(POS, "21")


@ruling
def other_claim_types_use_no_rows(s):
    """Others none."""
    s.claim["type"] = coded(CLAIM_TYPE, "pharmacy")
    s.item("11982")


@ruling(accepted=False)
def procedures_alone_use_the_practitioner_rows(s):
    """Professional and Procedures alone: the practitioner rows."""
    s.drop("claim", "coverage")
    s.accepted(s["removal"])
    s.warning("ptp-conflict", s.procedure("other", "11982"))
