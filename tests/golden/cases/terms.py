"""Rulings on the terms looked for in documents."""

from cases.findings_documents import unsupported
from cases.registry import ruling
from cases.submission import attachment, note_text


def only_the_note_says_the_device(s, sentence):
    del s["device"]["type"]
    s["note"]["content"][0]["attachment"] = attachment(note_text(["device"]) + sentence + "\n")


def device(name, why, sentence, said):
    """A sentence of the note that says the device, or does not."""

    def change(s):
        only_the_note_says_the_device(s, sentence)
        if not said:
            s.warning("device-type-not-documented", s.line)

    change.__name__, change.__doc__ = name, why
    ruling(change)


WITH_NOUN = "Antibiotic, drug-eluting, drug-delivery, medicated or antibiotic-impregnated with nail, rod, bead, beads ..."
NEGATED = "Terms are looked for as whole words, not after a negation."
REACH = "A negation reaches six words on and no further than the clause (. ; : ,)."
device("term_drug_eluting_rod", WITH_NOUN, "A drug-eluting rod was taken out.", True)
device("term_antibiotic_impregnated_spacer", WITH_NOUN, "An ANTIBIOTIC-IMPREGNATED cement spacer was taken out.", True)
device("term_tobramycin_beads", "Gentamicin, tobramycin or vancomycin beads.", "Tobramycin beads were taken out.", True)
device("term_pmma_beads", "PMMA beads.", "PMMA beads were taken out.", True)
device("terms_are_whole_words", "Terms are looked for as whole words.", "An antibiotic thumbnail and beadsmith.", False)
device("a_drug_alone_is_no_device", WITH_NOUN, "Antibiotic was given by mouth.", False)
device("negation_no", NEGATED, "No antibiotic nail was found.", False)
device("negation_without", NEGATED, "The canal was clear, without an antibiotic nail.", False)
device("negation_negative_for", NEGATED, "The film was negative for antibiotic beads.", False)
device("negation_ends_with_the_clause", REACH, "No drain was left, and an antibiotic nail was taken out.", True)
device("negation_ends_after_six_words", REACH, "No drain was left in place after the antibiotic nail came out.", True)
device("planned_negates_an_act_not_a_device", "Planned and history of negate an act, not a device.",
       "Planned removal of antibiotic nail.", True)


@ruling
def negated_reason_is_no_reason(s):
    """Terms are looked for not after a negation: infection not resolved."""
    unsupported(s)
    s["note"]["content"][0]["attachment"] = attachment(
        note_text(["reason", "primary reason"]) + "There was no device failure.\n")
    s.warning("removal-necessity-not-documented", s.line)


def reason(name, sentence):
    def change(s):
        unsupported(s)
        s["note"]["content"][0]["attachment"] = attachment(note_text(["reason", "primary reason"]) + sentence + "\n")

    change.__name__ = name
    change.__doc__ = "Reasons: completion of antibiotic therapy or course, device malfunction, failure, breakage or loosening, " \
                     "infection resolved, cleared or eradicated, revision, nonunion, malunion, osteomyelitis, infected."
    ruling(change)


reason("reason_device_loosening", "Device loosening was seen on the film.")
reason("reason_infection_eradicated", "The infection was eradicated.")
reason("reason_revision", "This was a revision of the fixation.")


def site(name, sentence):
    def change(s):
        s["removal"]["bodySite"][0]["text"] = "Right femur"
        s["note"]["content"][0]["attachment"] = attachment(note_text(["site"]) + sentence + "\n")

    change.__name__ = name
    change.__doc__ = "Site: intramedullary, endomedullary, medullary canal, marrow canal, bone canal, IM canal, IM nail."
    ruling(change)


site("site_by_im_canal", "The device lay in the IM canal of the femur.")
site("site_by_endomedullary", "The device was endomedullary, in the femur.")
