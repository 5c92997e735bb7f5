// `marrow check --only structure` on the cases of FHIR/fhir-test-cases that need no package and no terminology server:
// those with errors are refused, those without pass; what fhir_test_cases.txt lists does not, and says why. The places
// of the errors are compared with those of the HL7 validator, to be read only.
// usage: node fhir_test_cases.mjs MARROW [FOLDER-OF-node_modules]
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { place } from "./oracle/verdicts.mjs";
import { skip, validateFiles } from "./validator.mjs";

const program = process.argv[2];
const data = process.env.MARROW_DATA;
const folder = data && join(data, "fhir-test-cases");
if (!folder) {
    skip("MARROW_DATA is not set");
}
if (!existsSync(folder)) {
    skip(`${folder} does not exist`);
}

// `NAME | REASON`
const listed = new Map(
    readFileSync(join(dirname(fileURLToPath(import.meta.url)), "fhir_test_cases.txt"), "utf8")
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => line.split("|").map((each) => each.trim())),
);
const refused = new Map([["all-errors", true], ["some-errors", true], ["no-errors", false]]);
const cases = JSON.parse(readFileSync(join(folder, "manifest-subset.json"), "utf8"))
    .filter(({ judge }) => refused.has(judge));

const wrong = [];
const met = new Set();
const counted = { cases: 0, asExpected: 0, errors: 0, placed: 0 };

function judge(each, errors) {
    const name = `${each.fhir}/${each.name}`;
    counted.cases += 1;
    const expected = refused.get(each.judge);
    if ((errors.length > 0) === expected) {
        counted.asExpected += 1;
    } else if (listed.has(name)) {
        met.add(name);
        console.log(`as listed: ${name}: ${listed.get(name)}`);
    } else {
        const what = expected
            ? `passes; the HL7 validator: ${JSON.stringify(each.errors_in_scope.map(({ text }) => text))}`
            : `is refused: ${errors.map(({ code, expressions }) => `${code} ${expressions}`).join("; ")}`;
        wrong.push(`${name} (${each.input}) ${what}`);
    }
    const places = new Set(errors.flatMap(({ expressions }) => (expressions.length ? expressions : ["/"]).map(place)));
    for (const error of each.errors_in_scope.filter(({ expression }) => expression?.length > 0)) {
        counted.errors += 1;
        if (error.expression.some((path) => places.has(place(path)))) {
            counted.placed += 1;
        } else if (errors.length > 0) {
            console.log(`elsewhere: ${name}: ours ${[...places].join(" ")}, theirs ${error.expression}: ${error.text}`);
        }
    }
}

for (const [release, version] of [["R4", "4.0"], ["R5", "5.0"]]) {
    const sent = cases.filter(({ fhir }) => fhir === release);
    const outcomes = validateFiles(program, version, sent.map(({ input }) => join(folder, input)));
    if (outcomes.length !== sent.length) {
        throw new Error(`${sent.length} cases of ${release}, ${outcomes.length} outcomes`);
    }
    sent.forEach((each, at) => judge(each, outcomes[at]));
}
for (const name of listed.keys()) {
    if (!met.has(name)) {
        wrong.push(`${name} is listed, and comes out as it should`);
    }
}
wrong.forEach((each) => console.error(each));
console.log(`fhir-test-cases: ${counted.asExpected} of ${counted.cases} as the HL7 validator has them, ` +
    `${met.size} as listed; ${counted.placed} of ${counted.errors} errors at its place`);
process.exit(wrong.length === 0 && counted.cases === 122 ? 0 : 1);
