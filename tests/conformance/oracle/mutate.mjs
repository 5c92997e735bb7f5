// The mutations, the same wherever and whenever they are made. Each is {name, version, text}; the name is
// <source>/<kind>/<number>, and that of the source for the source as it stands.
import { Random } from "./random.mjs";
import { kinds, twice } from "./kinds.mjs";

const seed = "marrow 1";

// JSON, with the member that `twice` names written twice.
function written(value) {
    if (Array.isArray(value)) {
        return `[${value.map(written).join(",")}]`;
    }
    if (value === null || typeof value !== "object") {
        return JSON.stringify(value);
    }
    const members = Object.keys(value).map((key) => `${JSON.stringify(key)}:${written(value[key])}`);
    if (twice in value) {
        members.push(members[Object.keys(value).indexOf(value[twice])]);
    }
    return `{${members.join(",")}}`;
}

function mutated(source, kind, number) {
    const resource = structuredClone(source.resource);
    const random = new Random(`${seed}/${source.name}/${kind}/${number}`);
    return kinds[kind](resource, random) ? written(resource) : undefined;
}

// Round after round over the sources and kinds, until the group has what is asked of it. A text is made once a source.
function* ofGroup(group) {
    const made = new Map(group.sources.map((source) => [source.name, new Set([written(source.resource)])]));
    let left = group.mutations;
    for (let number = 1; left > 0; ++number) {
        for (const source of group.sources) {
            for (const kind of Object.keys(kinds)) {
                const text = left > 0 ? mutated(source, kind, number) : undefined;
                if (text !== undefined && !made.get(source.name).has(text)) {
                    made.get(source.name).add(text);
                    left -= 1;
                    yield { name: `${source.name}/${kind}/${number}`, version: source.version, text };
                }
            }
        }
    }
}

// `groups` are those of sources.mjs.
export function originals(groups) {
    return groups.flatMap((group) =>
        group.sources.map(({ name, version, resource }) => ({ name, version, text: written(resource) })));
}

// `sound` says of the name of a source whether it is to be mutated: one with errors of its own would tell nothing.
export function mutations(groups, sound) {
    return groups.flatMap((group) =>
        [...ofGroup({ ...group, sources: group.sources.filter(({ name }) => sound(name)) })]);
}
