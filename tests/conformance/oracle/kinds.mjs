// The kinds of mutations. Each takes a copy of a resource, changes one thing of it and returns true, or false where the
// resource has nothing of the kind. A place is {parent, key}: a member of an object or an element of an array.

function places(value, found = []) {
    if (value !== null && typeof value === "object") {
        for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
            found.push({ parent: value, key });
            places(value[key], found);
        }
    }
    return found;
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const members = (resource) => places(resource).filter(({ parent }) => isObject(parent));
const strings = (resource) => members(resource).filter(({ parent, key }) => typeof parent[key] === "string");

function replaceMember(object, key, otherKey, value) {
    const entries = Object.entries(object);
    for (const [name, kept] of entries) {
        delete object[name];
        object[name === key ? otherKey : name] = name === key ? value : kept;
    }
}

function drop(resource, random) {
    const { parent, key } = random.of(places(resource));
    if (Array.isArray(parent)) {
        parent.splice(key, 1);
    } else {
        delete parent[key];
    }
    return true;
}

// A member twice in one object cannot be said in an object: `twice` tells the writer.
export const twice = Symbol("twice");

function duplicate(resource, random) {
    const { parent, key } = random.of(places(resource));
    if (Array.isArray(parent)) {
        parent.splice(key, 0, structuredClone(parent[key]));
    } else if (Array.isArray(parent[key]) || random.below(2) === 0) {
        parent[twice] = key;
    } else {
        parent[key] = [parent[key], structuredClone(parent[key])];
    }
    return true;
}

function retyped(value, random) {
    if (typeof value === "string") {
        return random.of([7, true, [value], { value }, null, {}]);
    }
    if (typeof value === "number" || typeof value === "boolean") {
        return random.of([String(value), [value], typeof value === "number" ? true : 1, { value }]);
    }
    if (Array.isArray(value)) {
        return random.of([value[0], "text", [value], {}, []]);
    }
    return random.of([[value], "text", 7, {}, null, []]);
}

function retype(resource, random) {
    const { parent, key } = random.of(places(resource));
    parent[key] = retyped(parent[key], random);
    return true;
}

const otherRelease = new Map([
    ["performedDateTime", "occurrenceDateTime"],
    ["performedPeriod", "occurrencePeriod"],
    ["occurrenceDateTime", "performedDateTime"],
    ["reasonCode", "reason"],
    ["reasonReference", "reason"],
    ["reason", "reasonCode"],
    ["context", "encounter"],
]);

function rename(resource, random) {
    const { parent, key } = random.of(members(resource));
    const name = random.of([
        key + "X",
        key.slice(0, -1) || "x",
        key[0].toUpperCase() + key.slice(1),
        "_" + key,
        otherRelease.get(key) ?? key + "s",
        key.toLowerCase() === key ? key + "Code" : key.toLowerCase(),
    ]);
    if (name in parent) {
        return false;
    }
    replaceMember(parent, key, name, parent[key]);
    return true;
}

function misplace(resource, random) {
    const { parent, key } = random.of(members(resource));
    const value = parent[key];
    const inside = new Set([value, ...places(value).map((place) => place.parent[place.key])]);
    const others = [resource, ...places(resource).map((place) => place.parent[place.key])]
        .filter((other) => isObject(other) && other !== parent && !inside.has(other) && !(key in other));
    if (others.length === 0) {
        return false;
    }
    delete parent[key];
    random.of(others)[key] = value;
    return true;
}

const codes = new Set(["status", "use", "intent", "gender", "mode", "method", "kind", "outcome", "comparator",
    "priority", "language", "criticality", "contentType", "type", "relationship", "docStatus", "code", "system",
    "resourceType"]);

// `system` is a code in a ContactPoint only, and `code` is none in a Coding.
function isCode({ parent, key }) {
    return codes.has(key) && !(key === "system" && parent.use === undefined && parent.rank === undefined) &&
        !(key === "code" && parent.system !== undefined && parent.value === undefined);
}

function code(resource, random) {
    const found = strings(resource).filter(isCode);
    if (found.length === 0) {
        return false;
    }
    const { parent, key } = random.of(found);
    const value = parent[key];
    parent[key] = random.of([
        "not-a-code",
        value.toUpperCase(),
        value[0]?.toUpperCase() + value.slice(1),
        value + " ",
        " " + value,
        value.slice(0, 4) + "  " + value.slice(4),
        "",
        "draft",
        "final",
        "active",
        value + "\t",
    ]);
    return parent[key] !== value;
}

const dates = ["2026-13-01", "2026-02-30", "2025-02-29", "2024-02-29", "2026-2-3", "02/03/2026", "20260203", "2026",
    "2026-00", "2026-01-01T10:00:00", "2026-01-01T25:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T10:00Z",
    "2026-01-01T10:00:60Z", "2026-01-01T10:00:00+15:00", "2026-01-01T10:00:00.123456Z", "2026-06-31", "2026-01-01 ",
    "2026-01-01T", "0000-01-01", "1026-01-01", "9999-12-31", "today", "", "2026-01-01T10:00:00z",
    "2026-01-01 10:00:00Z", "2026-02-29T00:00:00Z"];

function date(resource, random) {
    const isDate = /^\d{4}-\d\d(-\d\d(T[\d:.]+(Z|[-+]\d\d:\d\d))?)?$/;
    const found = strings(resource).filter(({ parent, key }) => isDate.test(parent[key]));
    if (found.length === 0) {
        return false;
    }
    const { parent, key } = random.of(found);
    parent[key] = random.of(dates);
    return true;
}

const references = ["", "Patient", "Patient/", "/Patient/1", "Patient/a b", "Patient/1/2", "Patient/1?active=true",
    "Patient/" + "a".repeat(65), "patient/1", "Foo/1", "#none", "#", "Medication/1", "Observation/1/_history/",
    "Patient/1/_history/2", "urn:uuid:not-a-uuid", "urn:uuid:6d4b6a32-0b0f-4c5a-9d2a-6e0a7f6b1c11", "urn:oid:1.2.x",
    "urn:oid:1.2.3", "http://", "http://example.org/fhir/Substance/1", "http://example.org/fhir/Foo/1",
    "not a reference", " Patient/1", "Patient/1 "];

function reference(resource, random) {
    const found = strings(resource).filter(({ key }) => key === "reference");
    if (found.length === 0) {
        return false;
    }
    const { parent, key } = random.of(found);
    if (random.below(8) === 0) {
        parent.type = random.of(["Foo", "Patient", "Substance", ""]);
    } else {
        parent[key] = random.of(references);
    }
    return true;
}

export const kinds = { drop, duplicate, retype, rename, misplace, code, date, reference };
