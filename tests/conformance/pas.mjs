// The package of Da Vinci PAS 2.2.1, packed anew from the files in MARROW_DATA.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

// As a folder and as a .tgz, in `work`, which is emptied.
export function packPas(data, work) {
    const source = join(data, "pas", "pas-ig-2.2.1");
    const inner = join(work, "pas", "package");
    rmSync(work, { recursive: true, force: true });
    mkdirSync(inner, { recursive: true });
    cpSync(join(source, "package.json"), join(inner, "package.json"));
    for (const file of readdirSync(join(source, "profiles"))) {
        cpSync(join(source, "profiles", file), join(inner, file));
    }
    execFileSync("tar", ["-czf", join(work, "pas.tgz"), "-C", join(work, "pas"), "package"]);
    return { folder: join(work, "pas"), archive: join(work, "pas.tgz") };
}
