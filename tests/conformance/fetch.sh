# Sourced by tests/run: brings the official examples and definitions and the FHIRPath engine of package.json, at the
# versions and with the checksums of package-lock.json, into build/conformance. Without npm or the registry the tests
# say what they skip. hl7.terminology.r4 is locked without its dependencies: the registry does not have them, and
# nothing here needs them.

fetch_examples() {
    local from="$root/tests/conformance" to="$root/build/conformance"
    if ! command -v npm >/dev/null; then
        say "npm is missing: the official examples are left out"
    elif ! cmp -s "$from/package-lock.json" "$to/package-lock.json" || [ ! -e "$to/.fetched" ]; then
        say "fetching the official FHIR examples into build/conformance"
        mkdir -p "$to"
        rm -f "$to/.fetched"
        cp "$from/package.json" "$from/package-lock.json" "$to/"
        if (cd "$to" && npm ci --ignore-scripts --no-audit --no-fund </dev/null >&2); then
            touch "$to/.fetched"
        else
            say "the official FHIR examples could not be fetched, and are left out"
        fi
    fi
}

fetch_examples
