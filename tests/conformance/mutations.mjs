// Holds the verdicts of `marrow check --only structure` on the mutations of published submissions against the frozen
// ones of the HL7 validator: valid or not, and the places of the errors. Prints a table of the differences, and fails
// below 99 % and 95 %. All differences go to differences.txt in the folder of the submissions, beside node_modules.
// Without more arguments of oracle/verdicts.txt; with `profiles` of oracle/profile_verdicts.txt, the examples of PAS
// against its profiles.
// usage: node mutations.mjs MARROW FOLDER-OF-node_modules [profiles]
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { justified } from "./justified.mjs";
import { mutations, originals } from "./oracle/mutate.mjs";
import { profiled, sources } from "./oracle/sources.mjs";
import { digests, place, read, sourceOf } from "./oracle/verdicts.mjs";
import { packPas } from "./pas.mjs";
import { skip, validate } from "./validator.mjs";

const [program, fetched, set = "base"] = process.argv.slice(2);
const modules = join(fetched, "node_modules");
const here = dirname(fileURLToPath(import.meta.url));
const data = process.env.MARROW_DATA;

const sets = {
    base: () => {
        if (!existsSync(join(modules, "hl7.fhir.r5.examples"))) {
            skip("the official examples were not fetched; tests/run does it");
        }
        return { file: "verdicts.txt", folder: "mutations", groups: sources(modules, data), least: data ? 5000 : 3400, options: [] };
    },
    profiles: () => {
        if (!data) {
            skip("MARROW_DATA is not set");
        }
        const { archive } = packPas(data, join(fetched, "profile_mutations", "packages"));
        const options = ["--package", archive];
        return { file: "profile_verdicts.txt", folder: "profile_mutations", groups: profiled(data), least: 1400, options };
    },
};
const { file, folder, groups, least, options } = sets[set]();
const frozen = read(readFileSync(join(here, "oracle", file), "utf8"));
const made = [...originals(groups), ...mutations(groups, (name) => frozen.verdicts.get(name)?.valid)];
for (const [source, digest] of digests(made)) {
    if (frozen.digests.get(source) !== digest) {
        console.error(`${source} or its mutations are not those of the verdicts; see tests/run --oracle freeze`);
        process.exit(1);
    }
}
const found = validate(program, join(fetched, folder), made, options);

const list = (names) => [...new Set(names)].sort().join(" ") || "-";

function compare(name) {
    const theirs = frozen.verdicts.get(name);
    const ours = found.get(name);
    const places = new Set(ours.flatMap(({ expressions }) => (expressions.length ? expressions : ["/"]).map(place)));
    const compared = {
        name,
        kind: name === sourceOf(name) ? "original" : name.split("/").at(-2),
        ours: list(ours.map(({ code }) => code)),
        theirs: list(theirs.errors.map(({ id }) => id)),
        ourPlaces: list(places),
        theirPlaces: list(theirs.errors.map((error) => error.place)),
        sameVerdict: theirs.valid === (ours.length === 0),
    };
    compared.placed = compared.sameVerdict && !theirs.valid && !theirs.errors.some((error) => error.place === "?");
    compared.samePlace = theirs.errors.some((error) => places.has(error.place));
    return compared;
}

const reasons = justified(join(here, "oracle", "justified.txt"));
// Examples of PAS that the oracle refuses as they stand name profiles of packages that are not at hand.
const isJudged = (name) =>
    frozen.verdicts.get(name) !== null && (set === "base" || name !== sourceOf(name) || frozen.verdicts.get(name).valid);
const compared = made.map(({ name }) => name).filter(isJudged).map(compare);
const verdictDiffers = compared.filter(({ sameVerdict }) => !sameVerdict);
const placeDiffers = compared.filter(({ placed, samePlace }) => placed && !samePlace);

function tableOf(title, differences) {
    const rows = new Map();
    for (const each of differences) {
        const key = `${each.kind} | ours: ${each.ours} | theirs: ${each.theirs}`;
        rows.set(key, [...(rows.get(key) ?? []), each]);
    }
    const lines = [...rows]
        .sort(([, a], [, b]) => b.length - a.length)
        .flatMap(([key, all]) => [
            `${String(all.length).padStart(5)} | ${key}${reasons.of(all[0]) ? " | justified" : ""}`,
            ...all.slice(0, 2).map(({ name, ourPlaces, theirPlaces }) =>
                `            ${name}  ours ${ourPlaces}  theirs ${theirPlaces}`),
        ]);
    return [`-- ${title}: ${differences.length} differences, ${rows.size} kinds of them`, ...lines];
}

function share(what, differences, of, target) {
    const left = differences.filter((each) => !reasons.of(each)).length;
    const counted = of - (differences.length - left);
    const reached = 100 * (1 - left / counted);
    const all = 100 * (1 - differences.length / of);
    console.log(`${what}: ${of - differences.length} of ${of} agree (${all.toFixed(2)} %); ` +
        `without ${differences.length - left} justified ${reached.toFixed(2)} %, at least ${target} %`);
    return counted > 0 && reached >= target;
}

const table = [
    ...tableOf("valid or not", verdictDiffers),
    ...tableOf("place", placeDiffers),
];
writeFileSync(
    join(fetched, folder, "differences.txt"),
    [...table, "", ...[...verdictDiffers, ...placeDiffers].map((each) => JSON.stringify(each)), ""].join("\n"),
);
table.slice(0, 240).forEach((line) => console.log(line.length > 300 ? line.slice(0, 297) + "..." : line));
console.log(`mutations: ${compared.length} judged, ${made.length - compared.length} without a verdict of the oracle to hold them against` +
    (data ? "" : "; MARROW_DATA is not set: those of PAS are left out"));
const agreed = share("valid or not", verdictDiffers, compared.length, 99);
const placed = share("place", placeDiffers, compared.filter((each) => each.placed).length, 95);
process.exit(agreed && placed && compared.length >= least ? 0 : 1);
