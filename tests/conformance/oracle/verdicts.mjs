// The frozen verdicts of the oracle, a line each below the line of their source:
//
//     # 12 = Validation_VAL_Profile_Minimum       what the oracle calls an error
//     = r4/Claim-100150 5f0c2a9e11d4              a source, and a digest of its text and its mutations
//     drop/1 12 Claim.item[0]; 7,8 Claim          a mutation: the errors, and where
//     drop/2 ok
//     drop/3 -                                    the oracle ended without a verdict
//
// The source as it stands is the mutation `original`.
import { createHash } from "node:crypto";

// A place as both sides write it: without the comments, casts and resolutions of the HL7 validator and the quotes of
// FHIRPath. The root is `/`: the two name it differently where it has no type. `?` is a place that was not told.
export function place(path) {
    if (path === undefined) {
        return "?";
    }
    const plain = path
        .replace(/\/\*.*?\*\//g, "")
        .replace(/\[url='[^']*'\]/g, "")
        .replace(/\[x\]/g, "")
        .replace(/\.ofType\([^)]*\)/g, "")
        .replace(/\.resolve\(\)/g, "")
        .replace(/`/g, "")
        .replace(/ /g, "_");
    return plain.includes(".") ? plain : "/";
}

// The HL7 validator gives its parser's errors no id: their text without what was quoted stands for it.
export function errorName({ id, text }) {
    return id ?? text
        .replace(/\s*\(.*$/s, "")
        .replace(/'[^']*'/g, "_")
        .replace(/^The property \S+/, "The property _")
        .replace(/^(Error parsing [^:]*: [^:]*):.*$/s, "$1")
        .replace(/^(Error parsing XHTML).*$/s, "$1")
        .replace(/\s+/g, "_");
}

export function sourceOf(name) {
    return /\/[a-z]+\/\d+$/.test(name) ? name.replace(/\/[a-z]+\/\d+$/, "") : name;
}

export function digests(made) {
    const hashes = new Map();
    for (const { name, text } of made) {
        const source = sourceOf(name);
        hashes.set(source, (hashes.get(source) ?? createHash("sha256")).update(`${name}\n${text}\n`));
    }
    return new Map([...hashes].map(([source, hash]) => [source, hash.digest("hex").slice(0, 12)]));
}

function errorsOf(verdict, numberOf) {
    if (verdict.errors.some(({ id }) => id?.startsWith("exception:"))) {
        return "-";
    }
    const at = new Map();
    for (const error of verdict.errors) {
        const where = place(error.path);
        at.set(where, (at.get(where) ?? new Set()).add(numberOf(errorName(error))));
    }
    const each = [...at].map(([where, numbers]) => `${[...numbers].sort((a, b) => a - b)} ${where}`);
    return each.sort().join("; ") || "ok";
}

// `made` are submissions, `verdicts` what the oracle said of each by name.
export function frozen(made, verdicts) {
    const numbers = new Map();
    const numberOf = (error) => numbers.get(error) ?? numbers.set(error, numbers.size + 1).size;
    const digest = digests(made);
    const bySource = new Map([...digest.keys()].map((source) => [source, []]));
    for (const { name } of made) {
        const source = sourceOf(name);
        const short = name === source ? "original" : name.slice(source.length + 1);
        bySource.get(source).push(`${short} ${errorsOf(verdicts.get(name), numberOf)}`);
    }
    const lines = [...bySource].flatMap(([source, each]) => [`= ${source} ${digest.get(source)}`, ...each]);
    return [...[...numbers].map(([error, number]) => `# ${number} = ${error}`), ...lines, ""].join("\n");
}

// {digests: of each source, verdicts: by name, {valid, errors: [{id, place}]}, or null where there is none}
export function read(text) {
    const names = new Map();
    const found = { digests: new Map(), verdicts: new Map() };
    let source;
    for (const line of text.split("\n").filter((each) => each !== "")) {
        const words = line.split(" ");
        if (words[0] === "#") {
            names.set(words[1], words[3]);
        } else if (words[0] === "=") {
            source = words[1];
            found.digests.set(source, words[2]);
        } else {
            const name = words[0] === "original" ? source : `${source}/${words[0]}`;
            found.verdicts.set(name, verdictOf(line.slice(words[0].length + 1), names));
        }
    }
    return found;
}

function verdictOf(text, names) {
    if (text === "-") {
        return null;
    }
    const errors = text === "ok" ? [] : text.split("; ").flatMap((each) => {
        const [numbers, where] = each.split(" ");
        return numbers.split(",").map((number) => ({ id: names.get(number), place: where }));
    });
    return { valid: errors.length === 0, errors };
}
