#!/usr/bin/env python3
"""Writes the golden submissions and what must be found in them. Run it after a change of cases/; its output is committed.

For each case: NAME.json (the submission), NAME.expected.json (why, and the findings: severity, code, first expression; for
some, all expressions) and, where there are such, NAME.policy.toml (the policy of a site) and NAME.earlier.ndjson (payloads
received before, the oldest first). The outcomes (NAME.outcome.json) are
written by the test itself when UPDATE_GOLDEN=1 is set."""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from cases import (codes, corners, dates_places, documents, earlier, evidence, findings_documents,  # noqa: E402,F401
                   findings_lines, findings_primary, people_pointers, sisters, submissions, terms, verdict, versions)
from cases.base import base  # noqa: E402
from cases.registry import CASES  # noqa: E402


def pretty(value):
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def because(change):
    return " ".join((change.__doc__ or "").split())


def write(folder, name, change, accepted):
    made = base()
    change(made)
    if accepted:
        made.accepted()
    findings = sorted({(made.path(*at), severity, code) for severity, code, *at in made.expected})
    expected = {
        "because": because(change),
        "findings": [{"severity": severity, "code": code, "at": at} for at, severity, code in findings],
    }
    if made.named:
        expected["expressions"] = {code: [made.path(one) for one in at] for code, at in made.named.items()}
    files = {name + ".json": pretty(made.root), name + ".expected.json": pretty(expected)}
    if made.policy:
        files[name + ".policy.toml"] = made.policy
    if made.received:
        files[name + ".earlier.ndjson"] = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made.received)
    for file, text in files.items():
        (HERE / folder / file).write_text(text)
    return {folder + "/" + file for file in files}


def main():
    written = set()
    for folder in ("findings", "rulings", "earlier"):
        (HERE / folder).mkdir(exist_ok=True)
    for one in CASES:
        files = write(*one)
        assert not written & files, one[1]
        written |= files
    for folder in ("findings", "rulings", "earlier"):
        for file in (HERE / folder).iterdir():
            about = file.name.replace(".outcome.json", ".json")
            if folder + "/" + about not in written:
                file.unlink()


if __name__ == "__main__":
    main()
