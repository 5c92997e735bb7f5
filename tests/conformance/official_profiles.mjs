// `marrow check --only structure --package` on every official example, with the profiles and extensions that its release
// defines: no error of a profile. Those of R4B below are its own: its package has code systems and value sets that lack what its
// profile of shareable ones asks for.
// usage: node official_profiles.mjs MARROW FOLDER-OF-node_modules
import { join } from "node:path";
import { examplesOf, releases } from "./examples.mjs";
import { skip, validateFiles } from "./validator.mjs";

const [program, fetched] = process.argv.slice(2);

const packages = new Map([["r4", "hl7.fhir.r4.examples"], ["r4b", "hl7.fhir.r4b.core"], ["r5", "hl7.fhir.r5.core"]]);
const isOfItsOwn = (release, { code, text }) =>
    release === "r4b" && code === "profile-min" && /^(CodeSystem|ValueSet)\.(publisher|description) .*shareable(codesystem|valueset)\.$/.test(text);

const wrong = [];
for (const { release, version } of releases) {
    const modules = join(fetched, "node_modules");
    const examples = examplesOf(modules, release);
    if (examples.length === 0) {
        skip(`the official examples of ${release} were not fetched; tests/run does it`);
    }
    const options = ["--package", join(modules, packages.get(release))];
    const outcomes = validateFiles(program, version, examples.map(({ path }) => path), options);
    if (outcomes.length !== examples.length) {
        wrong.push(`${release}: ${examples.length} examples, ${outcomes.length} outcomes`);
    }
    let own = 0;
    outcomes.forEach((errors, at) => {
        const ofProfiles = errors.filter(({ code }) => code.startsWith("profile-"));
        own += ofProfiles.filter((error) => isOfItsOwn(release, error)).length;
        for (const error of ofProfiles.filter((each) => !isOfItsOwn(release, each))) {
            wrong.push(`${examples[at].name}: ${error.code} ${error.expressions} ${error.text}`);
        }
    });
    console.log(`${release}: ${examples.length} official examples, ${own} errors of its own`);
}
wrong.slice(0, 100).forEach((each) => console.error(each));
process.exit(wrong.length === 0 ? 0 : 1);
