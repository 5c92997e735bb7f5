// The names that fhir/validate/renamed.def gives elements in DSTU2 and STU3 are those of the models of fhirpath.js. The
// columns of R4 and R5 are held against our own definitions by a unit test.
// usage: node renamed.mjs FOLDER-OF-node_modules
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const models = join(process.argv[2], "node_modules", "fhirpath", "fhir-context");
if (!existsSync(models)) {
    console.log(`skipped: ${models} does not exist`);
    process.exit(0);
}
const read = (release, file) => JSON.parse(readFileSync(join(models, release, file), "utf8"));

// A type that was a profile of another.
const formerly = { dstu2: { Money: "Quantity" }, stu3: {} };

// The names of a type's elements as they stand in JSON.
function namesIn(release) {
    const found = new Map();
    const add = (path, ...names) => {
        const parent = path.slice(0, path.lastIndexOf("."));
        found.set(parent, new Set([...(found.get(parent) ?? []), ...names]));
    };
    for (const path of Object.keys(read(release, "path2Type.json")).filter((each) => each.includes("."))) {
        add(path, path.slice(path.lastIndexOf(".") + 1));
    }
    for (const [path, types] of Object.entries(read(release, "choiceTypePaths.json"))) {
        const stem = path.slice(path.lastIndexOf(".") + 1);
        add(path, ...types.map((type) => stem + type));
    }
    return (type) => found.get(formerly[release][type] ?? type) ?? new Set();
}

const source = readFileSync(
    join(dirname(fileURLToPath(import.meta.url)), "..", "..", "fhir", "validate", "renamed.def"),
    "utf8"
);
const rows = [...source.matchAll(/^MARROW_RENAMED\(\s*"(\S+)", "(\S*)", "(\S*)",/gm)].map((match) => match.slice(1, 4));
const columns = { dstu2: namesIn("dstu2"), stu3: namesIn("stu3") };
const wrong = rows.flatMap(([type, dstu2, stu3]) =>
    Object.entries({ dstu2, stu3 })
        .filter(([release, name]) => name !== "" && !columns[release](type).has(name))
        .map(([release, name]) => `${release} has no ${type}.${name}`)
);
console.log([`${rows.length} renamed elements`, ...wrong].join("\n"));
process.exitCode = rows.length < 100 || wrong.length > 0 ? 1 : 0;
