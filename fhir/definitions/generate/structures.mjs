// Turns StructureDefinitions into the types of the tables: their elements, in order, and their invariants.
import { core, last, ordered, unversioned } from "./package.mjs";

const fhirType = `${core}structuredefinition-fhir-type`;
const regex = `${core}regex`;

const extensionOf = (element, url) => {
    const found = element.extension?.find((each) => each.url === url);
    return found && (found.valueUrl ?? found.valueUri ?? found.valueString);
};

// R5 lists ele-1 on Base as well, but resources do not have it.
const rulesOf = ({ path, constraint }) =>
    (path === "Base" ? [] : (constraint ?? [])).map(({ key, severity, human, expression }) => ({
        key,
        severity,
        human,
        expression,
    }));

// By key alone: R4B has two wordings of ele-1.
const isIn = (rules, rule) => rules.some(({ key }) => key === rule.key);
const without = (rules, known) => rules.filter((rule) => !isIn(known, rule));

// A release says of Element.id and Resource.id now this, now that; the pages of the standard are clear.
const toldOtherwise = { "Element.id": "string", "Resource.id": "id" };

function baseOf(structure) {
    return structure.baseDefinition ? last(structure.baseDefinition) : "";
}

export class Types {
    constructor({ structures }) {
        this.structures = structures;
        const defined = [...structures.values()].filter(
            ({ kind, derivation }) => kind !== "logical" && derivation !== "constraint"
        );
        this.defined = new Map(defined.map((structure) => [structure.type, structure]));
        this.made = new Map();
    }

    // Every type, each after its base, backbone elements after the type they belong to.
    all() {
        for (const kind of ["complex-type", "primitive-type", "resource"]) {
            const names = [...this.defined.values()].filter((each) => each.kind === kind).map(({ type }) => type);
            ordered(names).forEach((name) => this.#make(name));
        }
        return [...this.made.values()];
    }

    // The invariants that hold of whatever has the type, which may be a backbone element told by its path.
    #allRules(name) {
        const structure = this.defined.get(name.replace(/\..*$/, ""));
        const root = structure?.snapshot.element.find(({ path }) => path === name);
        return root ? rulesOf(root) : [];
    }

    #make(name) {
        const structure = this.defined.get(name);
        if (this.made.has(name)) {
            return;
        }
        const base = baseOf(structure);
        if (base) {
            this.#make(base);
        }
        const [root, ...elements] = structure.snapshot.element;
        const kind = { "complex-type": "datatype", "primitive-type": "primitive" }[structure.kind] ?? structure.kind;
        this.#add({ name, kind, base, isAbstract: structure.abstract }, root, elements);
    }

    // Adds the type that `root` is, its children, and the types of those that have children themselves.
    #add(type, root, elements) {
        const below = elements.filter(({ path }) => path.startsWith(`${root.path}.`));
        const children = below.filter(({ path }) => !path.slice(root.path.length + 1).includes("."));
        const value = type.kind === "primitive" && children.find(({ path }) => path === `${type.name}.value`);
        const rows = children.filter((child) => child !== value).map((child) => this.#element(child, below));
        const inherited = this.made.get(type.base)?.allRows ?? [];
        const differs = rows.findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(inherited[at]));
        const same = differs === -1 ? rows.length : differs;
        this.made.set(type.name, {
            ...type,
            inherits: same,
            pattern: value?.type?.map((each) => extensionOf(each, regex)).find(Boolean),
            maxLength: value?.maxLength,
            rules: without(rulesOf(root), this.#allRules(type.base)),
            rows: rows.slice(same),
            allRows: rows,
        });
        for (const child of children.filter(({ path }) => this.#hasChildren(path, below))) {
            this.#add({ name: child.path, kind: "backbone", base: child.type[0].code, isAbstract: false }, child, below);
        }
    }

    #hasChildren(path, elements) {
        return elements.some((each) => each.path.startsWith(`${path}.`));
    }

    #element(element, below) {
        const isBackbone = this.#hasChildren(element.path, below);
        const types = isBackbone ? [{ code: element.path, targets: [] }] : this.#typesOf(element);
        const shared = types.map(({ code }) => this.#allRules(code));
        return {
            name: last(element.path.replaceAll(".", "/")),
            min: element.min,
            max: element.max,
            types,
            flags: this.#flagsOf(element),
            binding: element.binding?.valueSet && {
                strength: element.binding.strength,
                set: unversioned(element.binding.valueSet),
            },
            rules: isBackbone
                ? []
                : [...rulesOf(element), ...this.#profileRules(element)].filter(
                      (rule) => !shared.every((rules) => isIn(rules, rule))
                  ),
        };
    }

    #flagsOf({ isModifier, isSummary, representation }) {
        const isAttribute = representation?.includes("xmlAttr");
        return `${isModifier ? "m" : ""}${isSummary ? "s" : ""}${isAttribute ? "a" : ""}`;
    }

    #typesOf(element) {
        if (element.contentReference) {
            return [{ code: element.contentReference.replace(/^.*#/, ""), targets: [] }];
        }
        return element.type.map((type) => {
            const code = toldOtherwise[element.base.path] ?? extensionOf(type, fhirType) ?? last(type.code);
            const targets = (type.targetProfile ?? []).map((url) => last(unversioned(url)));
            const narrowed = type.profile?.map(last).find((name) => this.defined.has(name));
            return { code: narrowed ?? code, targets: targets.includes("Resource") ? [] : targets };
        });
    }

    // What a profile on the type (SimpleQuantity) asks beyond the type. It is read as of the element: in a choice it
    // is about members that the other types do not have, and so true of them.
    #profileRules(element) {
        return (element.type ?? []).flatMap(({ code, profile }) =>
            (profile ?? [])
                .map((url) => this.structures.get(url))
                .filter(({ derivation }) => derivation === "constraint")
                .flatMap((structure) => without(rulesOf(structure.snapshot.element[0]), this.#allRules(code)))
        );
    }
}
