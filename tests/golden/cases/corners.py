"""Rulings where two rules meet."""

from cases.codes import second_claim
from cases.documents import silent_resources
from cases.findings_primary import NERVE, without_primary
from cases.people_pointers import XRAY
from cases.registry import ruling
from cases.submission import HCPCS, MEMBERS, SNOMED, attachment, coded, cpt, note_text, ref


@ruling
def type_2_add_on_by_policy(s):
    """Other add-on codes of the CMS table, by policy: for their primary alone, Type 2 being content with any other line."""
    s.policy = 'add_ons = "all"\n'
    s.accepted(s.item("76937"))


@ruling
def side_by_snomed_code(s):
    """Laterality: a table of SNOMED CT codes."""
    s["removal"]["bodySite"] = [{"coding": [
        {"system": SNOMED, "code": "71341001"}, {"system": SNOMED, "code": "7771000"}], "text": "Medullary canal"}]
    s["primary"].pop("bodySite")
    found = s.modifiers("RT")
    s.warning("laterality-conflict", found[0])


@ruling
def inline_tags_do_not_split_words(s):
    """Text is what text/html holds, not its tags."""
    silent_resources(s)
    html = "<p>27470. An anti<b>biotic</b>&#32;nail&nbsp;lay in the medullary&#x20;canal of the right femur.</p>"
    s["note"]["content"] = [{"attachment": attachment(html, "text/html")}]


@ruling
def style_is_no_text(s):
    """Text is what text/html holds: style, script and comments are none of it."""
    html = "<style>antibiotic nail</style><script>'antibiotic nail'</script><!-- antibiotic nail --><p>" + \
        note_text(["device"]) + "</p>"
    del s["device"]["type"]
    s["note"]["content"] = [{"attachment": attachment(html, "text/html")}]
    s.warning("device-type-not-documented", s.line)


@ruling(accepted=False)
def practitioner_from_the_performer(s):
    """Practitioner falls back to Procedure.performer."""
    s.colleague()
    s.first["careTeamSequence"] = [1]
    s["primary"]["performer"] = [{"actor": ref("Practitioner/surgeon")}]
    del s.line["careTeamSequence"]
    s["removal"]["performer"] = [{"actor": ref("Practitioner/colleague")}]
    s.error("primary-by-another-practitioner", s.claim["careTeam"][0]["provider"])


@ruling
def practitioner_from_the_claim(s):
    """Practitioner falls back to Claim.provider."""
    del s.line["careTeamSequence"]
    del s["removal"]["performer"]
    s.claim["provider"] = ref("Practitioner/surgeon")


@ruling
def two_patients_in_one_bundle(s):
    """MUE is for one patient; each claim is judged by itself."""
    other = second_claim(s)
    s.other_patient()
    twin = dict(s["note"], id="note2", subject=ref("Patient/p2"))
    s.add("note2", twin)
    other["patient"] = ref("Patient/p2")
    other["supportingInfo"][0]["valueReference"] = ref("DocumentReference/note2")
    for name in ("primary-c2", "removal-c2"):
        s[name]["subject"] = ref("Patient/p2")
        s[name]["report"] = [ref("DocumentReference/note2")]
    s.accepted(other["item"][1])


@ruling(accepted=False)
def doubled_information_sequence(s):
    """Of doubled sequences the first is used; on a list the add-on points to it is an error."""
    s.claim["supportingInfo"].append(dict(s.claim["supportingInfo"][0], valueReference=ref("DocumentReference/gone")))
    s.error("sequence-duplicate", s.claim["supportingInfo"][1], "sequence")


@ruling(accepted=False)
def dangling_procedure_sequence(s):
    """A procedure sequence of an item points to no entry of its list."""
    s.line["procedureSequence"] = [2, 5]
    s.error("pointer-dangling", s.line, "procedureSequence", 1)


@ruling
def pointing_twice_is_no_fault(s):
    """An item may point to one entry twice."""
    s.line["diagnosisSequence"] = [1, 1]
    s.line["informationSequence"] = [1, 1]


@ruling
def subject_by_display_alone(s):
    """A document whose subject names nobody is about no other patient."""
    s.document(subject={"display": "the patient"})


@ruling
def patient_by_identifier_alone(s):
    """An identifier with system and value agrees: of the references themselves, or of what they lead to."""
    s.document(subject={"identifier": {"system": MEMBERS, "value": "000-0001"}})


@ruling
def prefabricated_by_its_name(s):
    """A ready-made device is told by the word in its type, name or note."""
    s["device"]["deviceName"] = [{"name": "Preformed nail", "type": "user-friendly-name"}]
    s.warning("device-prefabricated", s["device"])


@ruling
def subfascial_site(s):
    """The site is subfascial (20701), not a medullary canal."""
    s["removal"]["bodySite"] = [coded(SNOMED, "68367000", "Right thigh, subfascial")]
    s.say("site")
    s.warning("site-suggests-other-code", s["removal"]["bodySite"][0])
    s.warning("intramedullary-site-not-documented", s.line)


@ruling(accepted=False)
def visit_is_no_primary(s):
    """Candidates have a surgical code; a visit is none, and it is column 2 of a pair with the add-on."""
    without_primary(s, "99213")
    s.error("add-on-without-primary", s.line)
    s.information("removal-alone", s.line)
    s.warning("ptp-conflict", s.first)


@ruling(accepted=False)
def implant_removal_beside_an_add_on(s):
    """20680 is a candidate of last resort, where the rest of the claim are add-ons."""
    s.code_primary("20680")
    s.item(NERVE)
    s.error("primary-is-implant-removal", s.first)


@ruling(accepted=False)
def implant_removal_beside_a_candidate_that_fails(s):
    """20680 is asked only when nothing else was a candidate: one that fails is a candidate still."""
    s.first["servicedDate"] = "2026-03-12"
    s.item("20680")
    s.error("primary-on-another-date", s.first, "servicedDate")
    s.warning("ptp-conflict", s.line)


@ruling
def never_candidates_beside_the_primary(s):
    """11976 and 11981 to 11983 never are candidates; as pairs they are asked all the same."""
    s.warning("ptp-conflict", s.item("11976"))


@ruling
def alias_in_a_glued_code(s):
    """An alias with a glued modifier: one code, one finding about its system."""
    s.line["productOrService"] = coded("urn:oid:2.16.840.1.113883.6.12", "20703-RT")
    s.information("code-system-alias", s.line["productOrService"]["coding"][0], "system")


@ruling
def glued_modifier_on_an_add_on(s):
    """Glued modifiers are modifiers: 51 on an add-on."""
    s.line["productOrService"] = cpt("20703 51")
    s.warning("modifier-51-on-add-on", s.line["productOrService"]["coding"][0], "code")


@ruling
def procedure_that_only_text_describes(s):
    """No coding is CPT: a Procedure with a text alone."""
    imaging = s.procedure("imaging", {"text": "film of the right femur"})
    s.warning("line-not-mapped", imaging["code"])


@ruling
def hcpcs_modifier_as(s):
    """80, 81, 82 or AS: under the HCPCS system too."""
    s.line["modifier"] = [coded(HCPCS, "AS")]
    s.warning("modifier-needs-documentation", s.line["modifier"][0])


@ruling(accepted=False)
def team_surgery(s):
    """62 or 66: the fee schedule allows neither co-surgeon nor team."""
    found = s.modifiers("66")
    s.error("modifier-not-permitted", found[0])


@ruling
def technical_component(s):
    """26, TC, 54, 55 or 56 on 20703."""
    found = s.modifiers("TC")
    s.warning("modifier-not-applicable", found[0])


@ruling
def document_reached_twice_is_told_once(s):
    """One document, however often it is reached, is judged once."""
    s.point_to({"valueReference": ref("DocumentReference/note")})
    s["note"]["docStatus"] = "preliminary"
    s.warning("documentation-not-final", s["note"], "docStatus")


@ruling(accepted=False)
def bad_document_of_the_primary(s):
    """A document counts when Procedure.report of the primary's Procedure reaches it: a bad one too."""
    s.document(status="entered-in-error")
    s.claim["supportingInfo"].pop()
    s.line["informationSequence"] = [1]
    s["primary"]["report"].append(ref("DocumentReference/addendum"))
    s.error("documentation-withdrawn", s["addendum"], "status")


@ruling
def document_behind_a_third_procedure_is_not_asked(s):
    """Documents of other Procedures are not the line's."""
    s.document(status="entered-in-error")
    s.claim["supportingInfo"].pop()
    s.line["informationSequence"] = [1]
    s.procedure("imaging", XRAY, report=[ref("DocumentReference/addendum")])


@ruling
def preauthorization_does_not_soften_pointers(s):
    """Preauthorization softens what is still to come, not the sequence numbers."""
    s.claim["use"] = "preauthorization"
    s.warning("pointer-dangling", s.first, "careTeamSequence", 1)
    s.first["careTeamSequence"] = [1, 9]


@ruling(accepted=False)
def claim_without_items(s):
    """Nothing in the submission makes a line: a Claim without items."""
    del s.claim["item"]
    s.drop("primary", "removal")
    s.information("no-lines", s.bundle)


@ruling(accepted=False)
def lone_patient(s):
    """A submission without lines gets the one issue no-lines, at its root."""
    s.root = s["patient"]
    s.information("no-lines", s.root)


@ruling(accepted=False)
def outcomes_hold_no_free_text(s):
    """Outcomes hold no identifier value, name or free text of the sender, wherever it stands."""
    secret = "Right femur of Sample"
    local = coded("http://hospital.example/Sample", secret, secret)
    items = [s.item(local), s.item(cpt(secret)), s.item(XRAY, quantity={"value": 0, "unit": secret})]
    s.warning("line-not-mapped", items[0]["productOrService"])
    s.error("line-code-malformed", items[1]["productOrService"]["coding"][0], "code")
    s.error("units-invalid", items[2]["quantity"])
    found = s.modifiers(secret)
    s.error("modifier-malformed", found[0])
    diagnosis = s.claim["diagnosis"][0]
    diagnosis["diagnosisCodeableConcept"] = coded("http://hl7.org/fhir/sid/icd-10-cm", secret, secret)
    s.warning("diagnosis-not-supporting", diagnosis)
    letter = s.document(type=coded("http://loinc.org", secret, secret), description=secret)
    s.warning("documentation-wrong-type", letter, "type")
    gone = s.point_to({"valueReference": {"reference": "DocumentReference/Sample", "display": secret}})
    s.error("documentation-not-found", gone, "valueReference")
    s.procedure("imaging", XRAY, status=secret)
