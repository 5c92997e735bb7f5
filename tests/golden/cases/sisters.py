"""Rulings on the family: the sister codes, their lists of primaries, and add-ons of other families."""

from cases.findings_primary import NERVE, XRAY, without_primary
from cases.registry import ruling
from cases.submission import LOINC, SNOMED, attachment, coded, cpt, ref

FEMUR = coded(SNOMED, "71341001", "Medullary canal of the right femur")
KNEE = coded(SNOMED, "49076000", "Right knee joint, intra-articular")
THIGH = coded(SNOMED, "68367000", "Right thigh, deep to the fascia")
PLACES = {"20702": FEMUR, "20703": FEMUR, "20704": KNEE, "20705": KNEE, "20700": THIGH, "20701": THIGH}


def sister(s, code, primary):
    """The clean submission with another code of the family, its own primary, and a note that speaks of them."""
    place = PLACES[code]
    s.line["productOrService"] = cpt(code)
    s["removal"]["code"] = cpt(code)
    s.code_primary(primary)
    for name in ("primary", "removal"):
        s[name]["bodySite"] = [place]
    s["note"]["content"][0]["attachment"] = attachment(
        f"Main procedure: {primary}.\nAntibiotic beads, made by hand. Site: {place['text']}.\n"
        "Reason: osteomyelitis, infected bone and soft tissue.\n")
    s["device"]["type"] = {"text": "Antibiotic beads"}


def listed(code, primary):
    def change(s):
        sister(s, code, primary)

    change.__name__ = "sister_" + code
    change.__doc__ = "20700, 20701, 20702, 20704 and 20705 are checked by the same rule over their own rows."
    ruling(change)


listed("20700", "27301")
listed("20701", "15736")
listed("20702", "27506")
listed("20704", "27310")
listed("20705", "27310")


@ruling(accepted=False)
def type_1_primary_that_is_not_listed(s):
    """primary-not-listed is an error for a Type 1 add-on."""
    sister(s, "20702", "27472")
    s.error("primary-not-listed", s.first)


@ruling
def listed_primary_that_is_an_add_on_itself(s):
    """A listed primary is always a candidate, even where it is an add-on itself."""
    sister(s, "20705", "22614")


@ruling(accepted=False)
def sister_units(s):
    """All findings hold for all six codes."""
    sister(s, "20705", "27310")
    s.line["quantity"] = {"value": 2}
    s.error("units-exceed-mue", s.line["quantity"])


@ruling
def sister_in_a_medullary_canal(s):
    """site-suggests-other-code speaks of the right site: 20705 is of a joint, and a medullary canal is none."""
    sister(s, "20705", "27310")
    s["removal"]["bodySite"] = [FEMUR]
    s["note"]["content"][0]["attachment"] = attachment(
        "Main procedure: 27310.\nAntibiotic beads, made by hand.\nReason: osteomyelitis, infected bone.\n")
    s.warning("site-suggests-other-code", s["removal"]["bodySite"][0])
    s.warning("intramedullary-site-not-documented", s.line)


@ruling
def joint_replacement_is_not_listed(s):
    """The primary is surgical and fits, but the table does not list it: accepted with a warning."""
    s.code_primary("27447")
    s.warning("primary-not-listed", s.first)


@ruling
def other_add_ons_are_not_checked(s):
    """Other add-on codes of the CMS table are checked only when the policy says add_ons = "all"."""
    s.item("22614")


@ruling(accepted=False)
def other_add_ons_checked_by_policy(s):
    """Other add-on codes are checked when the policy says so: then for their primary alone."""
    without_primary(s, XRAY)
    s.line["productOrService"] = cpt("22614")
    s.line.pop("procedureSequence")
    s.claim.pop("procedure")
    s.drop("removal")
    s.policy = 'add_ons = "all"\n'
    s.error("add-on-without-primary", s.line)


@ruling(accepted=False)
def other_add_on_with_an_unlisted_primary_by_policy(s):
    """An error for a Type 1 add-on: 22614 and its closed list."""
    s.line["productOrService"] = cpt("22614")
    s["removal"]["code"] = cpt("22614")
    s.policy = 'add_ons = "all"\n'
    s.error("primary-not-listed", s.first)


@ruling
def candidates_listed_before_the_rest(s):
    """Then the listed codes; then the rest in item order."""
    s["removal"].pop("partOf")
    other = s.item("27506")
    s.claim["item"] = [other, s.line, s.first]
