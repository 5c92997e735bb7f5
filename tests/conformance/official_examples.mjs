// `marrow check --only structure` on every official example of R4, R4B and R5, one process a release: no error, but in
// those that the HL7 validator refuses as well (official_examples.txt, with the ids of its messages).
// usage: node official_examples.mjs MARROW FOLDER-OF-node_modules
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { examplesOf, releases } from "./examples.mjs";
import { skip, validateFiles } from "./validator.mjs";

const [program, fetched] = process.argv.slice(2);

const listed = new Map(
    readFileSync(join(dirname(fileURLToPath(import.meta.url)), "official_examples.txt"), "utf8")
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => line.split(" | ")),
);
const wrong = [];
let passedThough = 0;

for (const { release, version, count } of releases) {
    const examples = examplesOf(join(fetched, "node_modules"), release);
    if (examples.length === 0) {
        skip(`the official examples of ${release} were not fetched; tests/run does it`);
    }
    const outcomes = validateFiles(program, version, examples.map(({ path }) => path));
    if (outcomes.length !== examples.length || examples.length !== count) {
        wrong.push(`${release}: ${examples.length} examples, ${outcomes.length} outcomes, ${count} were expected`);
    }
    let refused = 0;
    outcomes.forEach((errors, at) => {
        const { name } = examples[at];
        refused += errors.length > 0 ? 1 : 0;
        passedThough += errors.length === 0 && listed.has(name) ? 1 : 0;
        if (errors.length > 0 && !listed.has(name)) {
            const first = errors.slice(0, 3).map(({ code, expressions, text }) => `${code} ${expressions} ${text}`);
            wrong.push(`${name}: ${errors.length} errors: ${first.join("; ").slice(0, 400)}`);
        }
    });
    console.log(`${release}: ${examples.length} official examples, ${refused} refused`);
}
console.log(`${listed.size} are refused by the HL7 validator; ${passedThough} of them pass here`);
wrong.slice(0, 100).forEach((each) => console.error(each));
if (wrong.length > 100) {
    console.error(`... and ${wrong.length - 100} more`);
}
process.exit(wrong.length === 0 ? 0 : 1);
