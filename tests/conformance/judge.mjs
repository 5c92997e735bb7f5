// Runs a group of published submissions through `marrow check` and judges each outcome: no fault, and every expression
// of every issue selects something in what was sent, by an independent FHIRPath engine.
// usage: node judge.mjs MARROW FOLDER-OF-node_modules GROUP
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ownSystems = ["finding", "structure"].map((name) => `http://marrow.example/fhir/CodeSystem/${name}`);
const [program, fetched, group] = process.argv.slice(2);

const modules = join(fetched, "node_modules");
const data = process.env.MARROW_DATA;
const decided = new Set(["Bundle", "Claim", "Procedure"]);

// `submissions` is how many the group must hold, so that an empty folder cannot pass; the golden ones may grow.
const groups = {
    "r4-examples": { folder: join(modules, "hl7.fhir.r4.examples"), release: "4.0", only: decided, submissions: 77 },
    "r5-examples": { folder: join(modules, "hl7.fhir.r5.examples"), release: "5.0", only: decided, submissions: 83 },
    pas: { folder: data && join(data, "pas"), release: "4.0", submissions: 417 },
    synthea: { folder: data && join(data, "synthea"), release: "4.0", submissions: 3492 },
    golden: { folder: join(dirname(fileURLToPath(import.meta.url)), "..", "golden"), release: "auto", only: decided, atLeast: 300 },
};

function skip(why) {
    console.log(`skipped: ${why}`);
    process.exit(0);
}

function filesBelow(folder) {
    return readdirSync(folder, { withFileTypes: true })
        .flatMap((found) => {
            const path = join(folder, found.name);
            return found.isDirectory() ? filesBelow(path) : [path];
        })
        .filter((path) => /\.(json|ndjson)$/.test(path) && !path.endsWith(".expected.json"))
        .sort();
}

// One a file, one a line of NDJSON; files that hold no FHIR resource are not submissions.
function submissionsOf(file) {
    const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    const texts = file.endsWith(".ndjson") ? text.split("\n").filter((line) => line.trim() !== "") : [text];
    return texts.map((each) => JSON.parse(each)).filter((resource) => typeof resource?.resourceType === "string");
}

function check(files, release) {
    const run = spawnSync(program, ["check", "--format", "ndjson", "--fhir-version", release, ...files], {
        encoding: "utf8",
        maxBuffer: 1 << 30,
    });
    if (run.status !== 0 && run.status !== 1) {
        throw new Error(`marrow ended with ${run.status ?? run.signal}:\n${run.stderr}`);
    }
    return run.stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

const wanted = groups[group];
if (!existsSync(join(modules, "fhirpath"))) {
    skip("the FHIRPath engine was not fetched; tests/run does it");
}
if (!wanted.folder) {
    skip("MARROW_DATA is not set");
}
if (!existsSync(wanted.folder)) {
    skip(`${wanted.folder} does not exist`);
}

const require = createRequire(resolve(fetched, "package.json"));
const fhirpath = require("fhirpath");
const models = { "4.0": require("fhirpath/fhir-context/r4"), "5.0": require("fhirpath/fhir-context/r5") };
const compiled = new Map();

function selects(resource, expression, release) {
    const key = `${release} ${expression}`;
    if (!compiled.has(key)) {
        compiled.set(key, fhirpath.compile(expression, models[release]));
    }
    return compiled.get(key)(resource).length > 0;
}

function isR5(resource) {
    return /"(occurrence(DateTime|Period|String|Age|Range|Timing)|diagnosisRelatedGroup)":/.test(JSON.stringify(resource));
}

const wrong = [];
const counted = { submissions: 0, issues: 0, expressions: 0 };

function judge(resource, outcome, where) {
    const release = wanted.release === "auto" ? (isR5(resource) ? "5.0" : "4.0") : wanted.release;
    counted.submissions += 1;
    if (outcome.resourceType !== "OperationOutcome" || !(outcome.issue?.length > 0)) {
        wrong.push(`${where}: no OperationOutcome`);
        return;
    }
    for (const issue of outcome.issue) {
        counted.issues += 1;
        const finding = issue.details?.coding?.[0];
        if (!ownSystems.includes(finding?.system) && issue.severity !== "information") {
            wrong.push(`${where}: a fault: ${issue.details?.text}`);
        }
        for (const expression of issue.expression ?? []) {
            counted.expressions += 1;
            if (!selects(resource, expression, release)) {
                wrong.push(`${where}: ${finding?.code}: ${expression} selects nothing`);
            }
        }
    }
}

const files = filesBelow(wanted.folder)
    .map((path) => ({ path, submissions: submissionsOf(path) }))
    .filter(({ submissions }) => submissions.length > 0)
    .filter(({ submissions }) => !wanted.only || wanted.only.has(submissions[0].resourceType));
for (let at = 0; at < files.length; at += 50) {
    const batch = files.slice(at, at + 50);
    const sent = batch.flatMap(({ path, submissions }) => submissions.map((resource) => ({ path, resource })));
    const outcomes = check(batch.map(({ path }) => path), wanted.release);
    if (outcomes.length !== sent.length) {
        throw new Error(`${sent.length} submissions, ${outcomes.length} outcomes, from ${batch[0].path} on`);
    }
    outcomes.forEach((outcome, each) => judge(sent[each].resource, outcome, sent[each].path));
}

console.log(`${group}: ${files.length} files, ${counted.submissions} submissions, ${counted.issues} issues, ` +
    `${counted.expressions} expressions judged`);
if (wanted.atLeast ? counted.submissions < wanted.atLeast : counted.submissions !== wanted.submissions) {
    wrong.push(`${wanted.atLeast ?? wanted.submissions} submissions were expected`);
}
wrong.slice(0, 50).forEach((each) => console.error(each));
if (wrong.length > 50) {
    console.error(`... and ${wrong.length - 50} more`);
}
process.exit(wrong.length === 0 ? 0 : 1);
