// Expands value sets as far as the definitions alone allow.
import { unversioned } from "./package.mjs";

// Others own these, so none of their codes is written down: a set that holds some of them is not whole.
const foreign = ["http://snomed.info/sct", "http://loinc.org", "http://www.ama-assn.org/go/cpt", "http://www.nlm.nih.gov/research/umls/rxnorm"];

const parentProperties = ["subsumedBy", "parent"];

function concepts(list, parents = []) {
    return (list ?? []).flatMap((concept) => {
        const named = (concept.property ?? []).filter(({ code }) => parentProperties.includes(code));
        const known = { ...concept, parents: [...parents, ...named.map(({ valueCode }) => valueCode)] };
        return [known, ...concepts(concept.concept, [concept.code])];
    });
}

function hasProperty(concept, code, value) {
    const valueOf = (each) => each[Object.keys(each).find((key) => key.startsWith("value"))];
    return (concept.property ?? []).some((each) => each.code === code && String(valueOf(each)) === value);
}

export class Expander {
    constructor({ valueSets, codeSystems }) {
        this.valueSets = valueSets;
        this.codeSystems = codeSystems;
        this.expanded = new Map();
    }

    // The concepts of a code system, or null where they are not all there.
    conceptsOf(url) {
        const system = this.codeSystems.get(unversioned(url));
        return system?.content === "complete" ? concepts(system.concept) : null;
    }

    // Map from system to set of codes, or null where not every code is known.
    expand(url) {
        const key = unversioned(url);
        if (!this.expanded.has(key)) {
            this.expanded.set(key, null);  // a set that includes itself is not whole
            this.expanded.set(key, this.#compose(this.valueSets.get(key)?.compose));
        }
        return this.expanded.get(key);
    }

    #compose(compose) {
        if (!compose?.include?.length) {
            return null;
        }
        const all = new Map();
        for (const part of compose.include) {
            const found = this.#part(part);
            if (!found) {
                return null;
            }
            for (const [system, codes] of found) {
                all.set(system, new Set([...(all.get(system) ?? []), ...codes]));
            }
        }
        for (const part of compose.exclude ?? []) {
            const found = this.#part(part);
            if (!found) {
                return null;
            }
            for (const [system, codes] of found) {
                codes.forEach((code) => all.get(system)?.delete(code));
            }
        }
        return [...all.values()].some((codes) => codes.size > 0) ? all : null;
    }

    // One include or exclude: what stands in the system and in each of the value sets.
    #part({ system, concept, filter, valueSet }) {
        const parts = (valueSet ?? []).map((url) => this.expand(url));
        if (system) {
            if (foreign.includes(system)) {
                return null;
            }
            const codes = concept ? concept.map(({ code }) => code) : this.#filtered(system, filter ?? []);
            parts.push(codes && new Map([[system, new Set(codes)]]));
        }
        return parts.includes(null) ? null : parts.reduce(intersection);
    }

    #filtered(system, filters) {
        const all = this.conceptsOf(system);
        if (!all) {
            return null;
        }
        const parents = new Map(all.map((concept) => [concept.code, concept.parents]));
        const isBelow = (code, top) => parents.get(code)?.some((each) => each === top || isBelow(each, top)) ?? false;
        const holds = {
            "is-a": (concept, { value }) => concept.code === value || isBelow(concept.code, value),
            "descendent-of": (concept, { value }) => isBelow(concept.code, value),
            "is-not-a": (concept, { value }) => concept.code !== value && !isBelow(concept.code, value),
            "=": (concept, { property, value }) => hasProperty(concept, property, value),
        };
        const isKnown = ({ property, op }) =>
            op === "="
                ? this.codeSystems.get(unversioned(system)).property?.some(({ code }) => code === property)
                : property === "concept" && holds[op];
        if (!filters.every(isKnown)) {
            return null;
        }
        return all
            .filter((concept) => filters.every((filter) => holds[filter.op](concept, filter)))
            .map(({ code }) => code);
    }
}

function intersection(one, other) {
    const both = new Map();
    for (const [system, codes] of one) {
        both.set(system, new Set([...codes].filter((code) => other.get(system)?.has(code))));
    }
    return both;
}
