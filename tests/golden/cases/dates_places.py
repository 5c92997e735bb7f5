"""Rulings on dates, places, laterality and reasons."""

from cases.registry import ruling
from cases.submission import DAY, ICD10CM, POS, SNOMED, coded, ref


def undated(s):
    """No date on the add-on's item, nor on its Procedure."""
    del s.line["servicedDate"]
    del s["removal"]["performedDateTime"]


@ruling
def period_with_one_end_is_that_day(s):
    """A period with one end is that day."""
    del s.line["servicedDate"]
    s.line["servicedPeriod"] = {"end": DAY}


@ruling
def what_has_no_day_is_no_date(s):
    """What has no day is no date: the month on the item is passed over, and the Procedure's day is taken."""
    s.line["servicedDate"] = "2026-03"


@ruling
def item_date_wins_over_the_procedure(s):
    """The item's date wins over the Procedure's."""
    s["primary"]["performedDateTime"] = "2026-03-11"


@ruling
def zone_does_not_move_the_day(s):
    """A date is compared as written, to the day."""
    del s.first["servicedDate"]
    s["primary"]["performedDateTime"] = DAY + "T23:50:00-05:00"
    del s.line["servicedDate"]
    s["removal"]["performedDateTime"] = DAY + "T00:10:00+09:00"


@ruling
def date_of_the_claim_procedure(s):
    """The service date falls back to Claim.procedure.date."""
    undated(s)
    s.claim["procedure"][1]["date"] = DAY


@ruling
def one_day_billable_period(s):
    """billablePeriod is one day when both ends, as written, are one day."""
    undated(s)
    s.claim["billablePeriod"] = {"start": DAY + "T06:00:00Z", "end": DAY + "T22:00:00Z"}


@ruling
def billable_period_with_one_end(s):
    """billablePeriod is one day when only one end is there."""
    undated(s)
    s.claim["billablePeriod"] = {"start": DAY}


@ruling(accepted=False)
def add_on_without_any_date(s):
    """Neither the item, nor its procedures, nor a one-day billablePeriod gives a date of service; an unknown date is not
    another date."""
    undated(s)
    s.error("date-of-service-missing", s.line)


@ruling(accepted=False)
def primary_without_any_date(s):
    """The primary's line without a date: an error at the primary's line takes accepted away."""
    del s.first["servicedDate"]
    del s["primary"]["performedDateTime"]
    s.error("date-of-service-missing", s.first)


def second_location(s, place, name="ward"):
    s.add(name, {"resourceType": "Location", "id": name, "status": "active", "type": [coded(POS, place)]})
    return ref("Location/" + name)


@ruling
def place_from_location_reference(s):
    """Place: the Location.type of item.locationReference before Claim.facility."""
    del s.line["locationCodeableConcept"]
    s.line["locationReference"] = second_location(s, "11")
    s.warning("place-of-service-unusual", s.line, "locationReference")


@ruling
def place_from_the_encounter(s):
    """Place: the item's Encounter, when neither item nor facility says it."""
    encounter = s.line["encounter"]
    s.without_place()
    s.line["encounter"] = encounter


@ruling
def place_from_the_encounter_of_the_procedure(s):
    """Place: the item's Encounter, then the Procedure's."""
    encounter = s["removal"]["encounter"]
    s.without_place()
    s["removal"]["encounter"] = encounter


@ruling
def place_whose_period_holds_the_date(s):
    """The location whose period holds the date."""
    encounter = s.line["encounter"]
    s.without_place()
    s.line["encounter"] = encounter
    ward = second_location(s, "11")
    s["encounter"]["location"] = [
        {"location": ward, "period": {"start": "2026-03-11", "end": "2026-03-12"}},
        {"location": ref("Location/theatre"), "period": {"start": "2026-03-09", "end": DAY}}]


@ruling(accepted=False)
def place_never_from_the_class(s):
    """Never Encounter.class."""
    encounter = s.line["encounter"]
    s.without_place()
    s.line["encounter"] = encounter
    del s["encounter"]["location"]
    s["encounter"]["class"]["code"] = "IMP"
    s.error("place-of-service-missing", s.line)


@ruling
def place_under_the_example_system(s):
    """Aliases of the system URI are known for places too: ex-serviceplace is frequent."""
    s.line["locationCodeableConcept"] = coded("http://terminology.hl7.org/CodeSystem/ex-serviceplace", "21")


@ruling
def side_against_the_site_of_the_primary(s):
    """Laterality: against the modifiers of both lines and the body sites of both Procedures."""
    s["removal"]["bodySite"] = [coded(SNOMED, "71341001", "Medullary canal of the femur")]
    s.say("site")
    found = s.modifiers("LT")
    s.warning("laterality-conflict", found[0])


@ruling
def side_against_the_modifier_of_the_primary(s):
    """RT or LT contradicts the primary's side."""
    for name in ("primary", "removal"):
        s[name]["bodySite"] = [coded(SNOMED, "71341001", "Medullary canal of the femur")]
    found = s.modifiers("RT")
    s.modifiers("LT", item=s.first)
    s.warning("laterality-conflict", found[0])


def diagnosis(s, code):
    s.claim["diagnosis"][0]["diagnosisCodeableConcept"] = coded(ICD10CM, code)


@ruling
def infected_device_is_a_reason(s):
    """T84.6 is a reason for a removal."""
    diagnosis(s, "T84.620A")


@ruling
def nonunion_is_a_reason(s):
    """Nonunion (seventh characters K, M, N) of S42, S52, S72, S82 is a reason."""
    diagnosis(s, "S82.201N")


@ruling
def malunion_is_a_reason(s):
    """Malunion (P, Q, R) of S42, S52, S72, S82 is a reason; codes without their dot are the same codes."""
    diagnosis(s, "S52301R")


@ruling
def fresh_fracture_is_no_reason(s):
    """A fracture at its first encounter is neither nonunion nor malunion."""
    diagnosis(s, "S72.301A")
    s.warning("diagnosis-not-supporting", s.claim["diagnosis"][0])


@ruling
def joint_prosthesis_is_no_reason(s):
    """T84.0 is not among T84.1, T84.2, T84.6, T84.7, T84.8, T84.9."""
    diagnosis(s, "T84.032A")
    s.warning("diagnosis-not-supporting", s.claim["diagnosis"][0])


@ruling
def aftercare_is_a_reason(s):
    """Z47.2 and Z47.89 are reasons."""
    diagnosis(s, "Z47.89")


@ruling
def diagnosis_by_condition(s):
    """Diagnoses: item.diagnosisSequence in order, Conditions resolved."""
    entry = s.claim["diagnosis"][0]
    del entry["diagnosisCodeableConcept"]
    entry["diagnosisReference"] = ref("Condition/osteomyelitis")


@ruling
def reasons_that_do_not_support(s):
    """Reasons of the Procedure stand in for missing pointers, in the line too: then they are judged as diagnoses are."""
    del s.line["diagnosisSequence"]
    del s["removal"]["reasonReference"]
    s["removal"]["reasonCode"] = [coded(ICD10CM, "E11.9")]
    s.warning("diagnosis-not-supporting", s["removal"]["reasonCode"][0])
