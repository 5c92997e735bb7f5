// What is mutated: the Claim, Procedure and Bundle examples of R4 and R5, and the published submissions of PAS, CDex
// and CARIN, which are judged against base R4. Every source is {name, version, resource}.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";

const largest = 60_000;
const asked = /\/(Claim|Procedure|Bundle)-[^/]*\.json$/;

function filesBelow(folder) {
    return readdirSync(folder, { withFileTypes: true })
        .flatMap((found) => {
            const path = join(folder, found.name);
            return found.isDirectory() ? filesBelow(path) : [path];
        })
        .sort();
}

function sourcesOf(group, version, folder, wanted) {
    return filesBelow(folder)
        .filter((path) => wanted.test(path) && statSync(path).size <= largest)
        .map((path) => {
            const name = `${group}/${relative(folder, path).replace(/\.json$/, "").replaceAll(" ", "_")}`;
            return { name, version, resource: JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, "")) };
        })
        .filter(({ resource }) => typeof resource.resourceType === "string");
}

// The examples of PAS 2.2.1, to be judged against its profiles. Without narratives: they are judged enough already.
export function profiled(data) {
    const submissions = /^(?!.*\/profiles\/).*\/[A-Z][^/]*\.json$/;
    const all = sourcesOf("pas-2.2.1", "4.0", join(data, "pas", "pas-ig-2.2.1"), submissions);
    all.forEach(({ resource }) => delete resource.text);
    return [{ mutations: 1500, sources: all }];
}

// More mutations than 5,000, for the oracle ends on some without a verdict. `data` may be missing: then the sources of
// PAS are.
export function sources(modules, data) {
    const groups = [
        { mutations: 1725, sources: sourcesOf("r4", "4.0", join(modules, "hl7.fhir.r4.examples"), asked) },
        { mutations: 1725, sources: sourcesOf("r5", "5.0", join(modules, "hl7.fhir.r5.examples"), asked) },
    ];
    if (data) {
        const submissions = /^(?!.*\/profiles\/).*\.json$/;
        groups.push({ mutations: 1625, sources: sourcesOf("pas", "4.0", join(data, "pas"), submissions) });
    }
    return groups;
}
