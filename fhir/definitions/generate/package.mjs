// Reads the resources of unpacked FHIR packages.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const core = "http://hl7.org/fhir/StructureDefinition/";

export const last = (url) => url.replace(/^.*\//, "");
export const unversioned = (url) => url.replace(/\|.*$/, "");

// The order of bytes, the same on every machine.
export const ordered = (texts) => [...texts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

function resources(folder, type) {
    return ordered(readdirSync(folder))
        .filter((file) => file.startsWith(`${type}-`) && file.endsWith(".json"))
        .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")))
        .filter((resource) => resource.resourceType === type);
}

// { structures, valueSets, codeSystems }: maps by url.
export function readPackage(folder) {
    const byUrl = (type) => new Map(resources(folder, type).map((resource) => [resource.url, resource]));
    return { structures: byUrl("StructureDefinition"), valueSets: byUrl("ValueSet"), codeSystems: byUrl("CodeSystem") };
}
