"""Rulings on people, on pointers and doubled sequences, and on references."""

from cases.registry import ruling
from cases.submission import HOSPITAL, ICD10CM, MEMBERS, NPI, NUCC, coded, cpt, ref

XRAY = "73552"


def role(s, name, practitioner, organization=None, specialty=None):
    made = {"resourceType": "PractitionerRole", "id": name, "practitioner": ref("Practitioner/" + practitioner)}
    if organization:
        made["organization"] = ref("Organization/" + organization)
    if specialty:
        made["specialty"] = [coded(NUCC, specialty)]
    return s.add(name, made)


@ruling
def any_common_member_of_two_care_teams(s):
    """Any common member of two care teams is enough."""
    s.colleague()
    s.claim["careTeam"][1].pop("qualification")
    s.first["careTeamSequence"] = [2, 1]


@ruling
def unknown_practitioner_does_not_fail(s):
    """An unknown practitioner on either side does not fail."""
    s.first.pop("careTeamSequence")
    s["primary"].pop("performer")
    s.claim["provider"] = {"display": "the clinic"}


@ruling
def one_organization_by_practitioner_role(s):
    """One organization means the same PractitionerRole.organization: a warning."""
    s.colleague()
    role(s, "surgeon-role", "surgeon", "clinic")
    role(s, "colleague-role", "colleague", "clinic")
    for member, name in zip(s.claim["careTeam"], ("surgeon-role", "colleague-role")):
        member["provider"] = ref("PractitionerRole/" + name)
    s.warning("primary-by-another-practitioner", s.claim["careTeam"][1]["provider"])


@ruling(accepted=False)
def two_organizations_by_practitioner_role(s):
    """Two organizations are not one."""
    s.colleague()
    role(s, "surgeon-role", "surgeon", "clinic")
    role(s, "colleague-role", "colleague", "payer")
    for member, name in zip(s.claim["careTeam"], ("surgeon-role", "colleague-role")):
        member["provider"] = ref("PractitionerRole/" + name)
    s.error("primary-by-another-practitioner", s.claim["careTeam"][1]["provider"])


@ruling
def one_organization_by_on_behalf_of(s):
    """One organization means the same Procedure.performer.onBehalfOf."""
    s.colleague()
    del s.claim["careTeam"]
    for item, name in ((s.first, "primary"), (s.line, "removal")):
        item.pop("careTeamSequence")
        s[name]["performer"][0]["onBehalfOf"] = ref("Organization/clinic")
    s.warning("primary-by-another-practitioner", s["primary"]["performer"][0]["actor"])


@ruling
def one_npi_is_one_practitioner(s):
    """Two people are one where an identifier with system and value agrees (NPI first)."""
    s.colleague(identifier=[{"system": NPI, "value": "1999999976"}])


@ruling
def identifier_only_reference_to_a_practitioner(s):
    """Two people are one where an identifier of the references agrees."""
    s.careteam({"identifier": {"system": NPI, "value": "1999999976"}})
    s["primary"].pop("performer")


@ruling
def specialty_of_the_role_goes_first(s):
    """Specialty: the role's, then careTeam.qualification."""
    role(s, "surgeon-role", "surgeon", specialty="207X00000X")
    s.claim["careTeam"][0]["provider"] = ref("PractitionerRole/surgeon-role")
    s.claim["careTeam"][0]["qualification"] = coded(NUCC, "207R00000X")


@ruling
def unknown_specialty_says_nothing(s):
    """The practitioner's known specialty: an unknown one is no finding."""
    s.claim["careTeam"][0].pop("qualification")


@ruling
def dangling_pointer_on_the_primary(s):
    """On the primary's item a dangling pointer is a warning."""
    s.first["diagnosisSequence"] = [2, 7]
    s.warning("pointer-dangling", s.first, "diagnosisSequence", 1)


@ruling
def dangling_pointer_on_another_item(s):
    """A warning where the item has no finding of the add-on check to feed."""
    item = s.item(XRAY, careTeamSequence=[1, 4])
    s.warning("pointer-dangling", item, "careTeamSequence", 1)


@ruling(accepted=False)
def dangling_information_sequence(s):
    """An information sequence of an item points to no entry of its list."""
    s.line["informationSequence"] = [1, 2]
    s.error("pointer-dangling", s.line, "informationSequence", 1)


@ruling
def doubled_sequence_nobody_on_the_add_on_points_to(s):
    """Two entries of one list bear the same number; a warning where no 20703 line points to them."""
    s.claim["diagnosis"].append({"sequence": 2, "diagnosisCodeableConcept": coded(ICD10CM, "E11.9")})
    s.warning("sequence-duplicate", s.claim["diagnosis"][2], "sequence")


@ruling(accepted=False)
def of_doubled_sequences_the_first_is_used(s):
    """Of doubled sequences the first is used."""
    s.claim["diagnosis"].insert(0, {"sequence": 1, "diagnosisCodeableConcept": coded(ICD10CM, "E11.9")})
    s.error("sequence-duplicate", s.claim["diagnosis"][1], "sequence")
    s.warning("diagnosis-not-supporting", s.claim["diagnosis"][0])


@ruling
def item_sequence_is_a_list_too(s):
    """item.sequence and insurance.sequence are lists too."""
    item = s.item(XRAY, sequence=1)
    s.warning("sequence-duplicate", item, "sequence")


@ruling
def insurance_sequence_is_a_list_too(s):
    """item.sequence and insurance.sequence are lists too."""
    s.claim["insurance"].append({"sequence": 1, "focal": False, "coverage": ref("Coverage/cover")})
    s.warning("sequence-duplicate", s.claim["insurance"][1], "sequence")


@ruling
def conditional_reference(s):
    """A conditional reference is matched by identifier against the entries, without reference-guessed."""
    s["note"]["subject"] = ref(f"Patient?identifier={MEMBERS}|000-0001")
    s["primary"]["subject"] = ref(f"Patient?identifier={MEMBERS}|000-0001")
    s.claim["careTeam"][0]["provider"] = ref(f"Practitioner?identifier={NPI}|1999999976")


@ruling
def absolute_references(s):
    """An absolute reference is matched with fullUrl exactly."""
    s.claim["supportingInfo"][0]["valueReference"] = ref(HOSPITAL + "DocumentReference/note")
    s.claim["procedure"][0]["procedureReference"] = ref(HOSPITAL + "Procedure/primary")


@ruling
def entries_of_a_batch(s):
    """References between entries of a batch are a matter of structure, not of the decision."""
    s.bundle["type"] = "batch"
    for entry in s.bundle["entry"]:
        kind = entry["resource"]["resourceType"]
        entry["request"] = {"method": "PUT", "url": kind + "/" + entry["resource"]["id"]}


@ruling
def contained_document(s):
    """What a submission refers to is looked for in #contained first."""
    note = s["note"]
    for name in ("primary", "removal"):
        s[name].pop("report")
    s.drop("note")
    s.claim["contained"] = [note]
    s.claim["supportingInfo"][0]["valueReference"] = ref("#note")


@ruling
def identifier_only_reference_to_a_document(s):
    """Reference.identifier is matched by scan of the entries."""
    s["note"]["identifier"] = [{"system": "http://hospital.example/notes", "value": "op-77"}]
    s.claim["supportingInfo"][0]["valueReference"] = {
        "type": "DocumentReference", "identifier": {"system": "http://hospital.example/notes", "value": "op-77"}}
    for name in ("primary", "removal"):
        s[name].pop("report")
