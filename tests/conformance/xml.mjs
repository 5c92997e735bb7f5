// Every official example of Claim, Procedure and Bundle in R4, turned into XML by an independent library (npm: fhir),
// is told the same by `marrow check` as its JSON, but for line and column. The XML is made once.
// usage: node xml.mjs MARROW FOLDER-OF-node_modules
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [program, fetched] = process.argv.slice(2);
const folder = join(fetched, "node_modules", "hl7.fhir.r4.examples");
const made = join(fetched, "xml");
const submissions = 77;

function skip(why) {
    console.log(`skipped: ${why}`);
    process.exit(0);
}

if (!existsSync(folder) || !existsSync(join(fetched, "node_modules", "fhir"))) {
    skip("the official examples or the library of XML were not fetched; tests/run does it");
}

const names = readdirSync(folder)
    .filter((file) => /^(Claim|Procedure|Bundle)-.*\.json$/.test(file))
    .map((file) => file.slice(0, -".json".length))
    .sort();

function inXml(name) {
    const path = join(made, `${name}.xml`);
    if (existsSync(path)) {
        return path;
    }
    const { Fhir } = createRequire(resolve(fetched, "package.json"))("fhir/fhir");
    mkdirSync(made, { recursive: true });
    writeFileSync(`${path}.part`, new Fhir().jsonToXml(readFileSync(join(folder, `${name}.json`), "utf8")));
    renameSync(`${path}.part`, path);
    return path;
}

function outcomesOf(files) {
    const run = spawnSync(program, ["check", "--format", "operationoutcome", "--fhir-version", "4.0", ...files], {
        encoding: "utf8",
        maxBuffer: 1 << 30,
    });
    if (run.status !== 0 && run.status !== 1) {
        throw new Error(`marrow ended with ${run.status ?? run.signal}:\n${run.stderr}`);
    }
    return JSON.parse(run.stdout);
}

function withoutPlaces(outcome) {
    for (const issue of outcome.issue) {
        issue.extension = issue.extension.filter(({ url }) => !/-issue-(line|col)$/.test(url));
    }
    return outcome.issue.map((issue) => JSON.stringify(issue));
}

const ofJson = outcomesOf(names.map((name) => join(folder, `${name}.json`)));
const ofXml = outcomesOf(names.map(inXml));
let wrong = 0;
let issues = 0;
names.forEach((name, at) => {
    const expected = withoutPlaces(ofJson[at]);
    const told = withoutPlaces(ofXml[at]);
    issues += expected.length;
    const differs = Math.max(expected.length, told.length);
    for (let each = 0; each < differs; each += 1) {
        if (expected[each] !== told[each]) {
            wrong += 1;
            console.error(`${name}: ${expected[each]}\n    in XML: ${told[each]}`);
            break;
        }
    }
});
console.log(`${names.length} official examples in JSON and XML, ${issues} issues, ${wrong} told otherwise`);
process.exit(wrong === 0 && names.length === submissions && issues > submissions ? 0 : 1);
