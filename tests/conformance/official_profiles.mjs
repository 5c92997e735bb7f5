// `marrow check --only structure --package` on every official example, with the profiles and extensions that its release
// defines: no error of a profile, but those where a release breaks its own, each listed below with its reason.
// usage: node official_profiles.mjs MARROW FOLDER-OF-node_modules
import { join } from "node:path";
import { examplesOf, releases } from "./examples.mjs";
import { skip, validateFiles } from "./validator.mjs";

const [program, fetched] = process.argv.slice(2);

const packages = new Map([["r4", "hl7.fhir.r4.examples"], ["r4b", "hl7.fhir.r4b.core"], ["r5", "hl7.fhir.r5.core"]]);
// Definitions and value sets carry these where the definition of the extension does not allow it.
const misplaced =
    /(structuredefinition-fhir-type|structuredefinition-normative-version|regex|valueset-concept-comments|elementdefinition-bindingName|translation) may not stand here/;
const ownErrors = [
    { release: "r4", code: "profile-extension-context", text: misplaced },
    { release: "r4b", code: "profile-extension-context", text: misplaced },
    // Code systems and value sets lack what the profiles of shareable ones ask for.
    { release: "r4b", code: "profile-min", text: /^(CodeSystem|ValueSet)\.(publisher|description) .*shareable(codesystem|valueset)\.$/ },
];
const isOfItsOwn = (release, error) =>
    ownErrors.some((own) => own.release === release && own.code === error.code && own.text.test(error.text));

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
