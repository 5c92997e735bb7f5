"""The clean submission that every golden starts from, and the means to change it and to say what must be found."""

import base64
import hashlib
import json

CPT = "http://www.ama-assn.org/go/cpt"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
POS = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"
NUCC = "http://nucc.org/provider-taxonomy"
NPI = "http://hl7.org/fhir/sid/us-npi"
HOSPITAL = "http://hospital.example/fhir/"
MEMBERS = "http://hospital.example/members"
DAY = "2026-03-10"

# Choice elements as FHIRPath names them.
CHOICES = {
    "servicedDate": "serviced", "servicedPeriod": "serviced",
    "locationCodeableConcept": "location", "locationReference": "location", "locationAddress": "location",
    "diagnosisCodeableConcept": "diagnosis", "diagnosisReference": "diagnosis",
    "procedureCodeableConcept": "procedure", "procedureReference": "procedure",
    "valueReference": "value", "valueAttachment": "value", "valueString": "value",
    "performedDateTime": "performed", "performedPeriod": "performed", "performedString": "performed",
    "occurrenceDateTime": "occurrence", "occurrencePeriod": "occurrence",
    "effectiveDateTime": "effective", "effectivePeriod": "effective",
}


def coded(system, code, text=None):
    concept = {"coding": [{"system": system, "code": code}]}
    if text:
        concept["text"] = text
    return concept


def cpt(code):
    return coded(CPT, code)


def ref(text):
    return {"reference": text}


def attachment(text, content_type="text/plain"):
    data = text if isinstance(text, bytes) else text.encode()
    return {
        "contentType": content_type,
        "data": base64.b64encode(data).decode(),
        "size": len(data),
        "hash": base64.b64encode(hashlib.sha1(data).digest()).decode(),
    }


SENTENCES = {
    "primary": ("Main procedure: 27470.", "The main procedure went well."),
    "device": ("An antibiotic nail was removed whole.", "Old hardware was removed whole."),
    "site": ("It lay in the medullary canal of the right femur.", "It lay in the right femur."),
    "reason": ("The removal was done because of completion of antibiotic therapy.", ""),
    "primary reason": ("The main procedure was done because of a nonunion.", ""),
}


def note_text(without=()):
    """An operative note that says all five things but those named."""
    said = [texts[1] if name in without else texts[0] for name, texts in SENTENCES.items()]
    return "\n".join(["Operative note"] + [one for one in said if one]) + "\n"


class Submission:
    """A Bundle of named resources, and the findings expected of it."""

    def __init__(self, resources):
        self.bundle = {"resourceType": "Bundle", "type": "collection", "entry": []}
        self.names = {}
        self.expected = []
        self.named = {}
        self.policy = None
        self.received = []
        self.root = self.bundle
        for name, resource in resources.items():
            self.add(name, resource)

    def __getitem__(self, name):
        return self.names[name]

    def add(self, name, resource):
        self.names[name] = resource
        url = HOSPITAL + resource["resourceType"] + "/" + resource["id"]
        self.bundle["entry"].append({"fullUrl": url, "resource": resource})
        return resource

    def entry(self, name):
        return next(e for e in self.bundle["entry"] if e["resource"] is self.names[name])

    def drop(self, *names):
        for name in names:
            self.bundle["entry"].remove(self.entry(name))
            del self.names[name]

    def came_earlier(self, *names):
        """Moves entries into a Bundle that was received before, after those already received."""
        self.receive(*(self.entry(name) for name in names))
        for name in names:
            self.bundle["entry"].remove(self.entry(name))

    def receive(self, *entries):
        self.received.append({"resourceType": "Bundle", "type": "collection", "entry": list(entries)})

    @property
    def claim(self):
        return self["claim"]

    @property
    def first(self):
        """The item of the primary."""
        return self.claim["item"][0]

    @property
    def line(self):
        """The item of the add-on."""
        return self.claim["item"][1]

    def item(self, code, **members):
        """One more item of the claim, with date and place as the others."""
        made = {
            "sequence": len(self.claim["item"]) + 1,
            "careTeamSequence": [1],
            "productOrService": code if isinstance(code, dict) else cpt(code),
            "servicedDate": self.line.get("servicedDate", DAY),
            "locationCodeableConcept": coded(POS, "22"),
        }
        made.update(members)
        made = {name: value for name, value in made.items() if value is not None}
        self.claim["item"].append(made)
        return made

    def modifiers(self, *codes, item=None):
        (item or self.line)["modifier"] = [cpt(code) for code in codes]
        return (item or self.line)["modifier"]

    def procedure(self, name, code, **members):
        made = {
            "resourceType": "Procedure", "id": name, "status": "completed",
            "code": code if isinstance(code, dict) else cpt(code),
            "subject": ref("Patient/p1"), "performedDateTime": DAY,
            "performer": [{"actor": ref("Practitioner/surgeon")}],
        }
        made.update(members)
        return self.add(name, made)

    def claim_procedure(self, reference):
        """One more entry of Claim.procedure; its sequence."""
        number = len(self.claim["procedure"]) + 1
        self.claim["procedure"].append({"sequence": number, "procedureReference": ref(reference)})
        return number

    def document(self, name="addendum", text="Addendum to the operative note.\n", **members):
        """A second document beside the good one, pointed to by the add-on's item."""
        made = {
            "resourceType": "DocumentReference", "id": name, "status": "current",
            "type": coded(LOINC, "11504-8"), "subject": ref("Patient/p1"),
            "date": DAY + "T18:00:00Z", "content": [{"attachment": attachment(text)}],
        }
        made.update(members)
        made = {member: value for member, value in made.items() if value is not None}
        self.add(name, made)
        self.point_to({"valueReference": ref("DocumentReference/" + name)})
        return made

    def point_to(self, value):
        """One more supportingInfo, pointed to by the add-on's item."""
        infos = self.claim.setdefault("supportingInfo", [])
        category = coded("http://terminology.hl7.org/CodeSystem/claiminformationcategory", "attachment")
        infos.append({"sequence": len(infos) + 1, "category": category} | value)
        self.line.setdefault("informationSequence", []).append(len(infos))
        return infos[-1]

    def say(self, *without):
        """Leaves sentences out of the operative note."""
        self["note"]["content"][0]["attachment"] = attachment(note_text(without))

    def without_documents(self):
        for name in ("primary", "removal"):
            if name in self.names:
                self[name].pop("report", None)
        self.claim.pop("supportingInfo", None)
        self.line.pop("informationSequence", None)
        self.drop("note")

    def without_place(self):
        """Takes every source of a place of service away."""
        for item in self.claim["item"]:
            item.pop("locationCodeableConcept", None)
            item.pop("encounter", None)
        self.claim.pop("facility", None)
        for name in ("primary", "removal"):
            self[name].pop("encounter", None)

    def other_patient(self, identifier="000-0002"):
        return self.add("other", {
            "resourceType": "Patient", "id": "p2",
            "identifier": [{"system": MEMBERS, "value": identifier}], "name": [{"family": "Example"}]})

    def colleague(self, **members):
        """Another surgeon, who performed the primary."""
        self.add("colleague", {
            "resourceType": "Practitioner", "id": "colleague",
            "identifier": [{"system": NPI, "value": "1999999984"}], "name": [{"family": "Specimen"}]} | members)
        self.careteam("Practitioner/colleague")
        self["primary"]["performer"] = [{"actor": ref("Practitioner/colleague")}]

    def careteam(self, reference, qualification="207X00000X"):
        """One more member of the care team; the primary's item points to it alone."""
        team = self.claim["careTeam"]
        provider = reference if isinstance(reference, dict) else ref(reference)
        team.append({"sequence": len(team) + 1, "provider": provider, "qualification": coded(NUCC, qualification)})
        self.first["careTeamSequence"] = [len(team)]
        return team[-1]

    def code_primary(self, code):
        """Gives the primary another code, wherever it stands."""
        self.first["productOrService"] = cpt(code)
        self["primary"]["code"] = cpt(code)

    def redate(self, old, new):
        """Writes every date of one day as another."""
        text = json.dumps(self.bundle).replace(old, new)
        bundle = json.loads(text)
        for mine, moved in zip(self.bundle["entry"], bundle["entry"]):
            mine["resource"].clear()
            mine["resource"].update(moved["resource"])

    def expect(self, severity, code, element, member=None, index=None):
        """A finding at an element, or at a (primitive) member of it."""
        self.expected.append((severity, code, element, member, index))

    def error(self, code, element, member=None, index=None):
        self.expect("error", code, element, member, index)

    def warning(self, code, element, member=None, index=None):
        self.expect("warning", code, element, member, index)

    def information(self, code, element, member=None, index=None):
        self.expect("information", code, element, member, index)

    def accepted(self, element=None):
        self.information("accepted", self.line if element is None else element)

    def shows(self, code, *elements):
        """All expressions of the one finding of that code, in order."""
        self.named[code] = elements

    def path(self, element, member=None, index=None):
        """The FHIRPath of an element, found by identity."""
        found = _path_of(self.root, element, self.root["resourceType"])
        assert found, "an expected element is not in the submission"
        if member:
            assert member in element, member
            found += "." + CHOICES.get(member, member)
        return found if index is None else f"{found}[{index}]"


def _path_of(node, wanted, path):
    if node is wanted:
        return path
    if isinstance(node, dict):
        steps = ((value, path + "." + CHOICES.get(name, name)) for name, value in node.items())
    elif isinstance(node, list):
        steps = ((value, f"{path}[{place}]") for place, value in enumerate(node))
    else:
        return None
    return next((found for value, step in steps if (found := _path_of(value, wanted, step))), None)
