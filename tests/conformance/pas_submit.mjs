// Da Vinci PAS 2.2.1 through `marrow serve`: each request example posted to Claim/$submit gets a Bundle that is valid by
// the profile of responses (`marrow check --package`), its errors point by FHIRPath (an independent engine) at elements
// that were sent, and what it echoes is what was sent; a Bundle that is no request gets an OperationOutcome and no 2xx.
// usage: node pas_submit.mjs MARROW FOLDER
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { packPas } from "./pas.mjs";
import { skip } from "./validator.mjs";

const [program, folder] = process.argv.slice(2);
if (!process.env.MARROW_DATA) {
    skip("MARROW_DATA is not set");
}
const modules = join(folder, "node_modules");
if (!existsSync(join(modules, "fhirpath"))) {
    skip("the FHIRPath engine is not fetched");
}
const require = createRequire(resolve(modules, "x.js"));
const fhirpath = require("fhirpath");
const source = join(process.env.MARROW_DATA, "pas", "pas-ig-2.2.1");
const work = join(folder, "pas_submit");
const profiles = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";
const { archive } = packPas(process.env.MARROW_DATA, work);

const requests = readdirSync(source)
    .filter((file) => file.startsWith("Bundle-"))
    .sort()
    .map((file) => ({ name: file.slice(7, -5), bundle: JSON.parse(readFileSync(join(source, file), "utf8")) }))
    .filter(({ bundle }) => bundle.meta?.profile?.some((each) => each.startsWith(`${profiles}profile-pas-request-bundle`)));

function started(server) {
    return new Promise((found, failed) => {
        let text = "";
        server.stderr.on("data", (chunk) => {
            text += chunk;
            const at = text.match(/listening on (http:\S+)\n/);
            if (at) {
                found(at[1]);
            }
        });
        server.on("exit", (code) => failed(new Error(`marrow ended with ${code}:\n${text}`)));
    });
}

const wrong = [];
const server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--store", "none"]);
try {
    const base = await started(server);
    const submit = async (body) => {
        const got = await fetch(`${base}/Claim/$submit`, {
            method: "POST",
            headers: { "Content-Type": "application/fhir+json" },
            body,
        });
        return { status: got.status, resource: await got.json() };
    };

    const answers = [];
    for (const { name, bundle } of requests) {
        const { status, resource } = await submit(JSON.stringify(bundle));
        if (status !== 200 || resource.resourceType !== "Bundle") {
            wrong.push(`${name}: ${status} ${JSON.stringify(resource)}`);
            continue;
        }
        answers.push({ name, resource });
        const response = resource.entry[0].resource;
        const sequences = (claim) => claim.item.map(({ sequence, itemSequence }) => sequence ?? itemSequence).join();
        if (sequences(response) !== sequences(bundle.entry[0].resource)) {
            wrong.push(`${name}: items ${sequences(response)}`);
        }
        for (const item of response.item) {
            const action = item.adjudication[0].extension[0].extension[0].valueCodeableConcept.coding[0];
            if (action.system !== "https://codesystem.x12.org/005010/306") {
                wrong.push(`${name}: review action of ${action.system}`);
            }
        }
        for (const { extension } of response.error ?? []) {
            const path = extension.find(({ url }) => url === `${profiles}extension-errorPath`).valueString;
            if (fhirpath.evaluate(bundle, path).length === 0) {
                wrong.push(`${name}: ${path} selects nothing`);
            }
        }
        for (const echoed of resource.entry.slice(1)) {
            const sent = bundle.entry.find(({ fullUrl }) => fullUrl === echoed.fullUrl);
            if (JSON.stringify(sent?.resource) !== JSON.stringify(echoed.resource)) {
                wrong.push(`${name}: ${echoed.fullUrl} is not what was sent`);
            }
        }
        for (const reference of [response.patient, response.insurer, response.requestor]) {
            if (!resource.entry.some(({ fullUrl }) => fullUrl === reference.reference)) {
                wrong.push(`${name}: ${reference.reference} is not in the answer`);
            }
        }
    }
    if (answers.length < 5) {
        wrong.push(`${answers.length} requests were answered`);
    }

    const file = join(work, "answers.ndjson");
    writeFileSync(file, answers.map(({ resource }) => JSON.stringify(resource) + "\n").join(""));
    const run = spawnSync(
        program,
        [
            "check", "--only", "structure", "--format", "ndjson", "--fhir-version", "4.0", "--package", archive,
            "--profile", `${profiles}profile-pas-response-bundle`, file,
        ],
        { encoding: "utf8", maxBuffer: 1 << 30 },
    );
    const outcomes = run.stdout.split("\n").filter((line) => line !== "");
    if (outcomes.length !== answers.length) {
        throw new Error(`${answers.length} answers, ${outcomes.length} outcomes, and marrow ended with ${run.status}:\n${run.stderr}`);
    }
    outcomes.forEach((line, at) =>
        JSON.parse(line)
            .issue.filter(({ severity }) => severity === "error" || severity === "fatal")
            .forEach(({ details, expression }) => wrong.push(`${answers[at].name}: ${expression?.[0]} ${details.text}`)),
    );

    // No entries, no type of a Bundle of PAS, no Claim first, no JSON.
    const request = requests[0].bundle;
    const refused = {
        "no entries": JSON.stringify({ ...request, entry: undefined }),
        "no Claim": JSON.stringify({ ...request, entry: request.entry.slice(1) }),
        "a transaction": JSON.stringify({ ...request, type: "transaction" }),
        "half of it": JSON.stringify(request).slice(0, 2000),
    };
    for (const [name, body] of Object.entries(refused)) {
        const { status, resource } = await submit(body);
        if (status < 400 || status >= 500 || resource.resourceType !== "OperationOutcome") {
            wrong.push(`${name}: ${status} ${resource.resourceType}`);
        }
    }
    console.log(`${answers.length} requests, ${Object.keys(refused).length} refusals`);
} finally {
    server.kill();
}

wrong.slice(0, 100).forEach((each) => console.error(each));
process.exit(wrong.length === 0 ? 0 : 1);
