// `marrow check --only structure --package` on the examples of Da Vinci PAS 2.2.1: none has an error of a profile, but
// those of profiles.txt, each with its reason; and each of the mutations below is refused by the rule and at the place
// that it names. The package is packed anew, as a folder and as a .tgz, from the files in MARROW_DATA.
// usage: node profiles.mjs MARROW FOLDER
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { packPas } from "./pas.mjs";
import { skip } from "./validator.mjs";

const [program, folder] = process.argv.slice(2);
if (!process.env.MARROW_DATA) {
    skip("MARROW_DATA is not set");
}
const source = join(process.env.MARROW_DATA, "pas", "pas-ig-2.2.1");
const work = join(folder, "profiles");
const pas = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";

// The issues of each resource that are of profiles or invariants: {severity, code, place, text}.
function check(packageFile, resources, profiles = []) {
    const file = join(work, "sent.ndjson");
    writeFileSync(file, resources.map((each) => JSON.stringify(each) + "\n").join(""));
    const asked = profiles.flatMap((each) => ["--profile", each]);
    const run = spawnSync(
        program,
        ["check", "--only", "structure", "--format", "ndjson", "--fhir-version", "4.0", "--package", packageFile, ...asked, file],
        { encoding: "utf8", maxBuffer: 1 << 30 },
    );
    if (run.status !== 0 && run.status !== 1) {
        throw new Error(`marrow ended with ${run.status ?? run.signal ?? run.error}:\n${run.stderr}`);
    }
    const outcomes = run.stdout.split("\n").filter((line) => line !== "");
    if (outcomes.length !== resources.length) {
        throw new Error(`${resources.length} resources, ${outcomes.length} outcomes`);
    }
    return outcomes.map((line) =>
        JSON.parse(line)
            .issue.map(({ severity, details, expression }) => ({
                severity,
                code: details?.coding?.[0]?.code ?? "",
                place: expression?.[0] ?? "",
                text: details?.text ?? "",
            }))
            .filter(({ code }) => code.startsWith("profile-") || code.startsWith("rule-")),
    );
}

const { folder: asFolder, archive: asArchive } = packPas(process.env.MARROW_DATA, work);
const names = readdirSync(source).filter((file) => file.endsWith(".json") && file !== "package.json").sort();
const examples = new Map(names.map((file) => [file.slice(0, -5), JSON.parse(readFileSync(join(source, file), "utf8"))]));
const listed = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "profiles.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(" | "));
const isListed = (name, { code, place }) => listed.some(([of, what, at]) => of === name && what === code && at === place);

const wrong = [];
const found = check(asArchive, [...examples.values()]);
const same = check(asFolder, [...examples.values()]);
if (JSON.stringify(found) !== JSON.stringify(same)) {
    wrong.push("the folder and the archive do not lead to the same");
}
[...examples.keys()].forEach((name, at) => {
    for (const issue of found[at].filter(({ severity }) => severity === "error")) {
        if (!isListed(name, issue)) {
            wrong.push(`${name} | ${issue.code} | ${issue.place} | ${issue.text}`);
        }
    }
});
const notMet = listed.filter(([name, code, place]) => {
    const at = [...examples.keys()].indexOf(name);
    return !found[at]?.some((issue) => issue.code === code && issue.place === place);
});
notMet.forEach((each) => wrong.push(`listed, and not found: ${each.join(" | ")}`));
console.log(`${examples.size} examples, ${listed.length} errors listed`);
if (process.argv.includes("--all")) {
    [...examples.keys()].forEach((name, at) =>
        found[at].forEach(({ severity, code, place, text }) => console.log(`${name} | ${severity} | ${code} | ${place} | ${text}`)),
    );
}

// Each: what is done to which example, and the code and the place that must be among its errors.
const drop = (of, name) => delete of[name];
const entryOf = (bundle, type) => bundle.entry.find(({ resource }) => resource.resourceType === type).resource;
const withoutExtension = (of, name) => (of.extension = of.extension.filter(({ url }) => url !== pas + name));
const claim = "Claim-ReferralAuthorizationExample";
const bundle = "Bundle-ReferralAuthorizationBundleExample";
const mutations = [
    ["identifier left out", claim, (r) => drop(r, "identifier"), "profile-min", "Claim"],
    ["insurer left out", claim, (r) => drop(r, "insurer"), "profile-min", "Claim"],
    ["item left out", claim, (r) => drop(r, "item"), "profile-min", "Claim"],
    ["category of the item left out", claim, (r) => drop(r.item[0], "category"), "profile-min", "Claim.item[0]"],
    ["location of the item left out", claim, (r) => drop(r.item[0], "locationCodeableConcept"), "profile-min", "Claim.item[0]"],
    ["system of the identifier left out", claim, (r) => drop(r.identifier[0], "system"), "profile-min", "Claim.identifier[0]"],
    ["three identifiers", claim, (r) => r.identifier.push(r.identifier[0], r.identifier[0]), "profile-max", "Claim"],
    ["a related claim", claim, (r) => (r.related = [{ reference: { value: "1" } }]), "profile-max", "Claim"],
    ["status of the claim", claim, (r) => (r.status = "draft"), "profile-pattern", "Claim.status"],
    ["use of the claim", claim, (r) => (r.use = "claim"), "profile-pattern", "Claim.use"],
    ["focal of the insurance", claim, (r) => (r.insurance[0].focal = false), "profile-pattern", "Claim.insurance[0].focal"],
    ["certification type left out", claim, (r) => withoutExtension(r.item[0], "extension-certificationType"), "profile-slice-min", "Claim.item[0]"],
    ["request type twice", claim, (r) => r.item[0].extension.push(r.item[0].extension[0]), "profile-slice-max", "Claim.item[0]"],
    [
        "value of an extension of another type",
        claim,
        (r) => {
            const extension = r.item[0].extension.find(({ url }) => url === pas + "extension-epsdtIndicator");
            drop(extension, "valueBoolean");
            extension.valueString = "no";
            r.item[0].extension = [...r.item[0].extension.filter((each) => each !== extension), extension];
        },
        "profile-type",
        "Claim.item[0].extension[9].value",
    ],
    [
        "an extension without its value",
        claim,
        (r) => (r.item[0].extension[0] = { url: r.item[0].extension[0].url, extension: [{ url: "a", valueCode: "b" }] }),
        "profile-max",
        "Claim.item[0].extension[0]",
    ],
    ["a part of an extension left out", claim, (r) => r.supportingInfo[0].extension[0].extension.shift(), "profile-slice-min", "Claim.supportingInfo[0].extension[0]"],
    ["the document of the information left out", claim, (r) => drop(r.supportingInfo[0], "valueReference"), "profile-min", "Claim.supportingInfo[0]"],
    ["a time where the slice takes none", claim, (r) => (r.supportingInfo[0].timingDate = "2026-01-05"), "profile-max", "Claim.supportingInfo[0]"],
    ["scope of the care team left out", claim, (r) => drop(r.careTeam[0], "extension"), "profile-slice-min", "Claim.careTeam[0]"],
    ["type of diagnosis of another system", claim, (r) => (r.diagnosis[0].type = [{ coding: [{ system: "http://a.example", code: "admitting" }] }]), "profile-code-required", "Claim.diagnosis[0].type[0]"],
    ["two types of diagnosis", claim, (r) => (r.diagnosis[0].type = [{ text: "a" }, { text: "b" }]), "profile-max", "Claim.diagnosis[0]"],
    ["a date by the month", claim, (r) => (r.item[0].servicedDate = "2026-01"), "rule-broken", "Claim.item[0].serviced"],
    ["Bundle of another type", bundle, (r) => (r.type = "searchset"), "profile-pattern", "Bundle.type"],
    ["timestamp of the Bundle left out", bundle, (r) => drop(r, "timestamp"), "profile-min", "Bundle"],
    ["identifier of the Bundle left out", bundle, (r) => drop(r, "identifier"), "profile-min", "Bundle"],
    ["fullUrl left out", bundle, (r) => drop(r.entry[2], "fullUrl"), "profile-min", "Bundle.entry[2]"],
    ["request of an entry", bundle, (r) => (r.entry[1].search = { mode: "match" }), "profile-max", "Bundle.entry[1]"],
    ["Claim behind others", bundle, (r) => r.entry.push(r.entry.shift()), "rule-broken", "Bundle"],
    ["Bundle without Claim", bundle, (r) => r.entry.splice(0, 1), "profile-slice-min", "Bundle"],
    ["member number of the coverage left out", bundle, (r) => drop(entryOf(r, "Coverage").identifier[0], "type"), "profile-slice-min", "Bundle.entry[3].resource"],
];
const changed = mutations.map(([, of, change]) => {
    const made = structuredClone(examples.get(of));
    change(made);
    return made;
});
check(asArchive, changed).forEach((issues, at) => {
    const [what, , , code, place] = mutations[at];
    const errors = issues.filter(({ severity }) => severity === "error");
    if (!errors.some((each) => each.code === code && each.place === place)) {
        const told = errors.map((each) => `${each.code} ${each.place}`).join("; ") || "nothing";
        wrong.push(`${what}: ${code} ${place} was expected, and told was ${told}`);
    } else if (process.argv.includes("--all")) {
        console.log(`${what}: ${errors.map((each) => `${each.code} ${each.place}`).join("; ")}`);
    }
});
console.log(`${mutations.length} mutations`);

wrong.slice(0, 100).forEach((each) => console.error(each));
process.exit(wrong.length === 0 ? 0 : 1);
