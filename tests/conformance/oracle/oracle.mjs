// The oracle, built by run, over the sources and their mutations.
// usage: node oracle.mjs FOLDER-OF-node_modules FOLDER-OF-ORACLE freeze|compare
// freeze writes verdicts.txt anew; compare says where what the oracle says now is not what stands there.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { askOracle } from "./ask.mjs";
import { mutations, originals } from "./mutate.mjs";
import { frozen } from "./verdicts.mjs";

const [fetched, built, task] = process.argv.slice(2);
const file = join(dirname(fileURLToPath(import.meta.url)), "verdicts.txt");

function judged() {
    const modules = join(fetched, "node_modules");
    const data = process.env.MARROW_DATA;
    if (!data) {
        throw new Error("MARROW_DATA is not set: the submissions of PAS would be missing");
    }
    const plain = originals(modules, data);
    const verdicts = new Map(askOracle(built, plain).map((verdict) => [verdict.name, verdict]));
    const changed = mutations(modules, data, (name) => verdicts.get(name).valid);
    for (const verdict of askOracle(built, changed)) {
        verdicts.set(verdict.name, verdict);
    }
    return frozen([...plain, ...changed], verdicts);
}

if (task === "freeze") {
    writeFileSync(file, judged());
} else if (task === "compare") {
    const now = judged().split("\n");
    const then = readFileSync(file, "utf8").split("\n");
    const differences = now.filter((line, at) => line !== then[at]);
    differences.slice(0, 40).forEach((line) => console.error(`not as frozen: ${line}`));
    console.log(`the oracle anew: ${now.length} lines, ${differences.length} not as frozen`);
    process.exit(differences.length === 0 && now.length === then.length ? 0 : 1);
}
