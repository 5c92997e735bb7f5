// Differences from the HL7 validator that stand, each with its reason. A line of the file is
//
//     OURS | THEIRS | REASON
//
// where OURS and THEIRS are all the codes that the one and the other found, apart by spaces, `-` where it found
// nothing and `*` where it does not matter. A line that begins with # is a word to the reader.
import { readFileSync } from "node:fs";

export function justified(file) {
    const lines = readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => {
            const [ours, theirs, reason] = line.split("|").map((each) => each.trim());
            if (!ours || !theirs || !reason || (ours === "*" && theirs === "*")) {
                throw new Error(`${file}: not OURS | THEIRS | REASON: ${line}`);
            }
            return { ours, theirs, reason };
        });
    const same = (pattern, codes) => pattern === "*" || pattern === codes;
    return {
        of: (each) => lines.find(({ ours, theirs }) => same(ours, each.ours) && same(theirs, each.theirs))?.reason,
    };
}
