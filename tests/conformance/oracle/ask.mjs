// What the oracle, built by run in `folder`, says of submissions {name, version, text}: {name, valid, errors} of each.
// With the folder of a package, of its profiles too.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export function askOracle(folder, submissions, packaged) {
    const run = spawnSync(
        "nice",
        ["java", "-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC", "-Xmx4g",
            "-cp", `${join(folder, "classes")}:${join(folder, "lib", "*")}`, "Oracle",
            ...(packaged ? ["package", packaged] : [])],
        {
            input: submissions.map((each) => JSON.stringify(each) + "\n").join(""),
            encoding: "utf8",
            maxBuffer: 1 << 30,
        },
    );
    if (run.status !== 0) {
        throw new Error(`the oracle ended with ${run.status ?? run.signal ?? run.error}:\n${run.stderr}`);
    }
    return run.stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}
