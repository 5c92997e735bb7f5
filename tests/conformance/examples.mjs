// The official examples of a release as {name, path, bytes}: r4/Bundle-father and so on. The packages hold definitions
// too, which are resources like the others.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export const releases = [
    { release: "r4", version: "4.0", count: 5306 },
    { release: "r4b", version: "4.3", count: 2840 },
    { release: "r5", version: "5.0", count: 2822 },
];

export function examplesOf(modules, release) {
    const folder = join(modules, `hl7.fhir.${release}.examples`);
    if (!existsSync(folder)) {
        return [];
    }
    return readdirSync(folder)
        .filter((file) => file.endsWith(".json") && file !== "package.json" && !file.startsWith("."))
        .sort()
        .map((file) => ({
            name: `${release}/${file.slice(0, -".json".length)}`,
            path: join(folder, file),
            bytes: statSync(join(folder, file)).size,
        }));
}
