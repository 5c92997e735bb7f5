"""The same submissions as R5."""

from cases.codes import XRAY
from cases.registry import ruling
from cases.submission import CPT, DAY, SNOMED, coded, ref


def to_r5(s):
    """Every element that R5 spells another way."""
    for member in s.claim["careTeam"]:
        if "qualification" in member:
            member["specialty"] = member.pop("qualification")
    for name in ("primary", "removal"):
        made = s[name]
        made["occurrenceDateTime"] = made.pop("performedDateTime")
        made["reason"] = [{"reference": one} for one in made.pop("reasonReference")]
    note = s["note"]
    note["period"] = note.pop("context")["period"]
    note["content"][0]["attachment"]["size"] = str(note["content"][0]["attachment"]["size"])
    s["device"]["type"] = [s["device"]["type"]]
    s["device"].pop("patient")
    s["encounter"].update({"status": "completed", "class": [{"coding": [s["encounter"]["class"]]}]})
    s["coverage"].update({"kind": "insurance", "insurer": s["coverage"].pop("payor")[0]})


@ruling
def r5_accepted(s):
    """The clean submission as R5: the same finding at the same place."""
    to_r5(s)


@ruling(accepted=False)
def r5_primary_on_another_date(s):
    """Procedure.occurrence[x] is where R5 has performed[x]."""
    to_r5(s)
    del s.first["servicedDate"]
    s["primary"]["occurrenceDateTime"] = "2026-03-11"
    s.error("primary-on-another-date", s["primary"], "occurrenceDateTime")


@ruling
def r5_specialty(s):
    """careTeam.specialty is where R5 has careTeam.qualification."""
    to_r5(s)
    s.claim["careTeam"][0]["specialty"]["coding"][0]["code"] = "207R00000X"
    s.information("specialty-unusual", s.claim["careTeam"][0], "specialty")


@ruling
def r5_used_device(s):
    """Device type: usedCode; R5 has used, a CodeableReference."""
    to_r5(s)
    s.say("device")
    s["note"]["content"][0]["attachment"]["size"] = str(s["note"]["content"][0]["attachment"]["size"])
    del s["removal"]["focalDevice"]
    s.drop("device")
    s["removal"]["used"] = [{"concept": {"text": "antibiotic nail"}}]


@ruling
def r5_body_site_of_the_item(s):
    """bodySite of the item: R5 has a BackboneElement with site, a CodeableReference."""
    to_r5(s)
    s.say("site")
    s["note"]["content"][0]["attachment"]["size"] = str(s["note"]["content"][0]["attachment"]["size"])
    del s["removal"]["bodySite"]
    s.line["bodySite"] = [{"site": [{"concept": coded(SNOMED, "71341001", "Medullary canal of the femur")}]}]


@ruling
def r5_side_of_the_item_by_text(s):
    """Laterality: the words right and left in the text, which R5 has in the concept of a CodeableReference."""
    to_r5(s)
    s["removal"]["bodySite"] = [{"text": "Medullary canal of the femur"}]
    s.line["bodySite"] = [{"site": [{"concept": {"text": "Left femur"}}]}]
    s.modifiers("RT")
    s.warning("laterality-conflict", s.line, "modifier", 0)


@ruling
def r5_duplicates_by_the_text_of_the_body_site(s):
    """Lines are no duplicates when their body sites differ, be it in the text of a CodeableReference."""
    to_r5(s)
    s.item(XRAY, bodySite=[{"site": [{"concept": {"text": "Left knee"}}]}])
    s.item(XRAY, bodySite=[{"site": [{"concept": {"text": "Right knee"}}]}])


@ruling
def r5_supporting_info_of_the_procedure(s):
    """R5 also Procedure.supportingInfo."""
    to_r5(s)
    s["removal"].pop("report")
    s["primary"].pop("report")
    del s.claim["supportingInfo"]
    del s.line["informationSequence"]
    s["removal"]["supportingInfo"] = [ref("DocumentReference/note")]


@ruling
def r5_document_based_on(s):
    """It points back by DocumentReference.basedOn in R5."""
    to_r5(s)
    s["removal"].pop("report")
    s["primary"].pop("report")
    del s.claim["supportingInfo"]
    del s.line["informationSequence"]
    s["note"]["basedOn"] = [ref("Procedure/removal")]


@ruling
def r5_document_of_the_same_encounter(s):
    """A DocumentReference reaches by a shared Encounter too (R5: context)."""
    to_r5(s)
    s["removal"].pop("report")
    s["primary"].pop("report")
    del s.claim["supportingInfo"]
    del s.line["informationSequence"]
    s["note"]["context"] = [ref("Encounter/stay")]


@ruling
def r5_outside_service_dates(s):
    """The document's period: DocumentReference.period in R5."""
    to_r5(s)
    s["note"]["period"] = {"start": "2026-01-01", "end": "2026-01-31"}
    s.warning("documentation-outside-service-dates", s["note"], "period")


@ruling(accepted=False)
def r5_size_is_text(s):
    """The data contradict the size; an integer64 is text in JSON."""
    to_r5(s)
    attached = s["note"]["content"][0]["attachment"]
    attached["size"] = str(int(attached["size"]) + 7)
    s.error("documentation-altered", attached)
    s.error("documentation-missing", s.line)
    s.warning("primary-not-documented", s.line)
