// Runs `marrow check --only structure` for the judges of validation.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function skip(why) {
    console.log(`skipped: ${why}`);
    process.exit(0);
}

function errorsOf(outcome) {
    return outcome.issue
        .filter(({ severity }) => severity === "error" || severity === "fatal")
        .map(({ details, expression, code }) => ({
            code: details?.coding?.[0]?.code ?? `(${code})`,
            text: details?.text ?? "",
            expressions: expression ?? [],
        }));
}

// `inputs` are files or folders, `options` more of the command line; the errors of each outcome, in their order.
export function validateFiles(program, version, inputs, options = []) {
    const run = spawnSync(
        program,
        ["check", "--only", "structure", "--format", "ndjson", "--fhir-version", version, ...options, ...inputs],
        { encoding: "utf8", maxBuffer: 1 << 30 },
    );
    if (run.status !== 0 && run.status !== 1) {
        throw new Error(`marrow ended with ${run.status ?? run.signal ?? run.error}:\n${run.stderr}`);
    }
    return run.stdout.split("\n").filter((line) => line !== "").map((line) => errorsOf(JSON.parse(line)));
}

// `submissions` are {name, version, text}, the texts of one line. The errors of each, by name; the files sent are left
// in `folder` to be looked at.
export function validate(program, folder, submissions, options = []) {
    mkdirSync(folder, { recursive: true });
    const found = new Map();
    for (const version of new Set(submissions.map((each) => each.version))) {
        const sent = submissions.filter((each) => each.version === version);
        const file = join(folder, `${version}.ndjson`);
        writeFileSync(file, sent.map(({ text }) => text + "\n").join(""));
        const outcomes = validateFiles(program, version, [file], options);
        if (outcomes.length !== sent.length) {
            throw new Error(`${sent.length} submissions, ${outcomes.length} outcomes, from ${file}`);
        }
        sent.forEach(({ name }, at) => found.set(name, outcomes[at]));
    }
    return found;
}
