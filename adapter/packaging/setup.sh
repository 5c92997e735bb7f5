# Sourced by adapter/run and tests/run. All it says goes to standard error, and it never reads standard input.
# Set `root` to the repository before.

say() { printf 'marrow: %s\n' "$*" >&2; }

# A line of a package file is a Debian package and, where another package may give it as well, the command it is for.
missing_packages() {
    local package command
    while read -r package command; do
        [ -n "$package" ] || continue
        [ -n "$command" ] && command -v "$command" >/dev/null && continue
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
    done < <(cat "$@")
}

# Asks on the terminal, for standard input may be a submission. CI and root are not asked.
agreed() {
    [ "${CI:-}" = true ] || [ "$(id -u)" = 0 ] && return 0
    local answer
    { printf 'marrow: %s [y/N] ' "$1" >/dev/tty && read -r answer </dev/tty; } 2>/dev/null || return 1
    [[ $answer =~ ^[Yy] ]]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

need_packages() {
    local missing
    if ! command -v apt-get >/dev/null; then
        say "not a Debian system: the packages of ${*#"$root"/} must be there already"
        return 0
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! agreed "install with apt-get: ${missing[*]}?"; then
        say "needed, and not installed: ${missing[*]}"
        say "install them with: apt-get install --no-install-recommends ${missing[*]}"
        exit 2
    fi
    say "installing ${missing[*]}"
    as_root apt-get -q update </dev/null >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}" </dev/null >&2
}

# build PRESET [TARGET]: silent when nothing is to do. One build at a time in a build directory. With tests=OFF a first
# configuration leaves the tests out, and so needs no package of theirs.
build() {
    local preset=$1 target=${2:-all} dir="$root/build/$1" lock status=0
    mkdir -p "$dir"
    exec {lock}>"$dir/.lock"
    flock "$lock"
    cd "$root"
    if [ ! -e "$dir/build.ninja" ] ||
        { [ "${tests:-ON}" = ON ] && grep -q '^MARROW_TESTS:BOOL=OFF' "$dir/CMakeCache.txt"; }; then
        say "configuring build/$preset"
        rm -f "$dir/.built"
        cmake --preset "$preset" -D MARROW_TESTS="${tests:-ON}" </dev/null >&2 || status=$?
    fi
    if [ "$status" = 0 ] && [ ! -e "$dir/.built" ]; then
        say "building in build/$preset; the first time takes some minutes"
        cmake --build "$dir" --target "$target" </dev/null >&2 && touch "$dir/.built" || status=$?
    elif [ "$status" = 0 ]; then
        cmake --build "$dir" --target "$target" </dev/null 2>&1 |
            { grep -Ev '^ninja: (Entering directory|no work to do)|Re-checking globbed' >&2 || true; } || status=$?
    fi
    cd "$OLDPWD"
    exec {lock}>&-
    [ "$status" = 0 ] || say "the build failed"
    return "$status"
}
