// Writes tables/ and fhir/json/element_names.def from the published packages.
// usage: node generate.mjs FOLDER [--check]
// FOLDER holds the unpacked packages named below. --check writes nothing, and fails where a file would change.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { ordered, readPackage } from "./generate/package.mjs";
import { Types } from "./generate/structures.mjs";
import { Expander } from "./generate/value_sets.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const terminology = "hl7.terminology.r4";
const releases = [
    { file: "r4", version: "4.0.1", package: "hl7.fhir.r4.examples" },
    { file: "r4b", version: "4.3.0", package: "hl7.fhir.r4b.core" },
    { file: "r5", version: "5.0.0", package: "hl7.fhir.r5.core" },
];
const expandedFor = new Set(["required", "extensible", "preferred"]);
const lineWidth = 120;

const shortSet = (url) => url.replace("http://hl7.org/fhir/ValueSet/", "");

const row = (...fields) => {
    const texts = fields.map((field) => String(field ?? ""));
    if (texts.some((text) => /[\t\r\n]/.test(text))) {
        throw new Error(`a field holds a tab or an end of line: ${texts}`);
    }
    return texts.join("\t").replace(/\t+$/, "");
};

function codeRows(system, codes) {
    const lines = [];
    let line = [];
    for (const code of ordered(codes)) {
        if (line.length > 0 && [system, ...line, code].join("\t").length > lineWidth) {
            lines.push(line);
            line = [];
        }
        line.push(code);
    }
    return [...lines, line].map((each) => row("codes", system, ...each));
}

function setRows(url, expanded) {
    const systems = ordered(expanded?.keys() ?? []).filter((system) => expanded.get(system).size > 0);
    return [
        row("set", shortSet(url), expanded ? "whole" : "open"),
        ...systems.flatMap((system) => codeRows(system, expanded.get(system))),
    ];
}

// Expressions that fail where their rule holds, as published, and what R5 made of them.
const corrections = new Map([
    [
        "probability is decimal implies (probability as decimal) <= 100",
        "probability.empty() or ((probability is decimal) implies ((probability as decimal) <= 100))",
    ],
]);

const ruleRows = (rules) =>
    rules.map(({ key, severity, human, expression }) =>
        row("rule", key, severity, human, corrections.get(expression) ?? expression)
    );

const typeText = ({ code, targets }) => (targets.length > 0 ? `${code}(${targets.join("|")})` : code);

function typeRows(type) {
    const inherits = type.inherits || "";
    return [
        row("type", type.name, type.kind, type.base, inherits, type.isAbstract ? "abstract" : ""),
        ...(type.pattern ? [row("pattern", type.pattern)] : []),
        ...(type.maxLength ? [row("length", type.maxLength)] : []),
        ...ruleRows(type.rules),
        ...type.rows.flatMap(({ name, min, max, types, flags, binding, rules }) => [
            row(
                "",
                name,
                `${min}..${max}`,
                types.map(typeText).join(" "),
                flags,
                binding?.strength,
                binding && shortSet(binding.set)
            ),
            ...ruleRows(rules),
        ]),
    ];
}

function strengthsBySet(types) {
    const found = new Map();
    for (const { binding } of types.flatMap(({ rows }) => rows)) {
        if (binding) {
            found.set(binding.set, new Set([...(found.get(binding.set) ?? []), binding.strength]));
        }
    }
    return found;
}

// Everything is looked for in the package of the release first; `more` has the code systems it only points at.
function tableOf(release, folder, more) {
    const own = readPackage(join(folder, release.package));
    const expander = new Expander({
        valueSets: new Map([...more.valueSets, ...own.valueSets]),
        codeSystems: new Map([...more.codeSystems, ...own.codeSystems]),
    });
    const types = new Types(own).all();
    const strengths = strengthsBySet(types);
    const sets = ordered(strengths.keys()).flatMap((url) => {
        const isExpanded = [...strengths.get(url)].some((strength) => expandedFor.has(strength));
        return setRows(url, isExpanded ? expander.expand(url) : null);
    });
    const lines = [row("fhir", release.version), ...sets, ...types.flatMap(typeRows)];
    return { types, text: `${lines.join("\n")}\n` };
}

// The names that stand in JSON: of a choice one for each type.
function memberNames(types) {
    return types
        .flatMap(({ rows }) => rows)
        .flatMap(({ name, types: of }) =>
            name.endsWith("[x]")
                ? of.map(({ code }) => name.slice(0, -3) + code[0].toUpperCase() + code.slice(1))
                : [name]
        );
}

const [folder, option] = process.argv.slice(2);
if (!folder || (option && option !== "--check")) {
    console.error("usage: node generate.mjs FOLDER [--check]");
    process.exit(2);
}
const missing = [terminology, ...releases.map((release) => release.package)].filter(
    (name) => !existsSync(join(folder, name, "package.json"))
);
if (missing.length > 0) {
    console.log(`skipped: ${folder} does not hold ${missing.join(", ")}`);
    process.exit(option === "--check" ? 0 : 1);
}
const more = readPackage(join(folder, terminology));
const made = releases.map((release) => ({ ...release, ...tableOf(release, folder, more) }));
const names = ordered(new Set(made.flatMap(({ types }) => memberNames(types))));
const files = [
    ...made.map(({ file, text }) => ({ path: join(here, "tables", `${file}.txt`), text })),
    {
        path: join(here, "..", "json", "element_names.def"),
        text: names.map((name) => `MARROW_ELEMENT_NAME("${name}")\n`).join(""),
    },
];
for (const { path, text } of files) {
    if (option !== "--check") {
        writeFileSync(path, text);
        continue;
    }
    const stands = readFileSync(path, "utf8");
    if (stands !== text) {
        const lines = text.split("\n");
        const line = stands.split("\n").findIndex((each, at) => each !== lines[at]) + 1;
        console.error(`${path}:${line || lines.length} is not what the packages give`);
        process.exitCode = 1;
    }
}
