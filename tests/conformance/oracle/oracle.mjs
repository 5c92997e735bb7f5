// The oracle, built by run, over the sources and their mutations.
// usage: node oracle.mjs FOLDER-OF-node_modules FOLDER-OF-ORACLE freeze|compare|examples [MARROW]
// freeze writes verdicts.txt and profile_verdicts.txt anew; compare says where what the oracle says now is not what
// stands there. examples asks
// it about the official examples that MARROW refuses, and writes those that it refuses too to official_examples.txt.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { examplesOf, releases } from "../examples.mjs";
import { packPas } from "../pas.mjs";
import { validateFiles } from "../validator.mjs";
import { askOracle } from "./ask.mjs";
import { mutations, originals } from "./mutate.mjs";
import { profiled, sources } from "./sources.mjs";
import { errorName, frozen } from "./verdicts.mjs";

const [fetched, built, task, program] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const modules = join(fetched, "node_modules");

function judged({ groups, packaged }) {
    const plain = originals(groups);
    const verdicts = new Map(askOracle(built, plain, packaged).map((verdict) => [verdict.name, verdict]));
    const changed = mutations(groups, (name) => verdicts.get(name).valid);
    for (const verdict of askOracle(built, changed, packaged)) {
        verdicts.set(verdict.name, verdict);
    }
    return frozen([...plain, ...changed], verdicts);
}

function everything() {
    const data = process.env.MARROW_DATA;
    if (!data) {
        throw new Error("MARROW_DATA is not set: the submissions of PAS would be missing");
    }
    const { folder } = packPas(data, join(built, "packages"));
    return [
        { file: join(here, "verdicts.txt"), groups: sources(modules, data) },
        { file: join(here, "profile_verdicts.txt"), groups: profiled(data), packaged: join(folder, "package") },
    ];
}

function refusedExamples({ release, version }) {
    const examples = examplesOf(modules, release);
    const outcomes = validateFiles(program, version, examples.map(({ path }) => path));
    const refused = examples.filter((each, at) => outcomes[at].length > 0);
    console.log(`${release}: ${examples.length} examples, ${refused.length} refused`);
    return refused.map(({ name, path }) => ({ name, version, text: readFileSync(path, "utf8") }));
}

function listExamples() {
    const refused = askOracle(built, releases.flatMap(refusedExamples)).filter(({ valid }) => !valid);
    const ids = (errors) => [...new Set(errors.map(errorName))].sort().join(" ");
    const lines = refused.map(({ name, errors }) => `${name} | ${ids(errors)}`);
    const head = "# RELEASE/NAME | errors of the HL7 validator; written by tests/run --oracle examples";
    writeFileSync(join(here, "..", "official_examples.txt"), [head, ...lines, ""].join("\n"));
}

if (task === "examples") {
    listExamples();
} else if (task === "freeze") {
    everything().forEach((each) => writeFileSync(each.file, judged(each)));
} else if (task === "compare") {
    const isAsFrozen = everything().map((each) => {
        const now = judged(each).split("\n");
        const then = readFileSync(each.file, "utf8").split("\n");
        const differences = now.filter((line, at) => line !== then[at]);
        differences.slice(0, 40).forEach((line) => console.error(`not as frozen: ${line}`));
        console.log(`${basename(each.file)} anew: ${now.length} lines, ${differences.length} not as frozen`);
        return differences.length === 0 && now.length === then.length;
    });
    process.exit(isAsFrozen.every((each) => each) ? 0 : 1);
}
