#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test project, and ends with "N passed, N failed, N skipped".
# The only thing it needs beforehand is the .NET 10 SDK.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

# Programs the tests use, each as "command package" (the package in Debian and Ubuntu).
# A test that uses one says [RequiresProgramFact("command")], and is skipped with that reason where it cannot be had.
packages=("influxd influxdb" "victoria-metrics victoria-metrics" "influx influxdb-client" "chromium chromium" "docker-compose docker-compose" "nginx nginx-light")

# Packages without a command, each as "file package": there where the file is.
files=("/usr/lib/python3/dist-packages/influxdb python3-influxdb")

configuration=Debug # what a file-based program builds us in; src/ is optimised there too
results=artifacts/test-results
quick=no build=yes approve=no boards=no

usage() {
    cat <<'TEXT'
./test.sh                 everything
./test.sh --quick         without the end-to-end tests
./test.sh --no-build      with what was built last
./test.sh --approve-api   take the public API as it is now for the approved one
./test.sh --approve-boards   write the boards for Grafana as they are made now into grafana/
TEXT
}

for argument; do
    case "$argument" in
        --quick) quick=yes ;;
        --no-build) build=no ;;
        --approve-api) approve=yes ;;
        --approve-boards) boards=yes ;;
        -h | --help) usage; exit 0 ;;
        *) echo "'$argument' is no option of this script. It knows:" >&2; usage >&2; exit 2 ;;
    esac
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export PATH="$PATH:/usr/sbin:/sbin" # where servers such as nginx are

passed=0 failed=0 skipped=0

finish() {
    local line="$passed passed, $failed failed"
    [ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
    echo "$line"
    [ "$failed" -eq 0 ] && exit 0 || exit 1
}

give_up() {
    echo "$1" >&2
    failed=$((failed + 1))
    finish
}

missing_programs() {
    local entry
    for entry in ${packages[@]+"${packages[@]}"}; do
        command -v "${entry%% *}" >/dev/null || echo "$entry"
    done
    for entry in "${files[@]}"; do
        [ -e "${entry%% *}" ] || echo "$entry"
    done
}

install_what_is_missing() {
    local missing as_root=(env)
    missing=$(missing_programs)
    [ -n "$missing" ] || return 0

    if command -v apt-get >/dev/null; then
        [ "$(id -u)" -eq 0 ] || as_root=(sudo -n env)
        # RUNLEVEL keeps a freshly installed server from being started as a service.
        as_root+=(DEBIAN_FRONTEND=noninteractive RUNLEVEL=1)
        "${as_root[@]}" apt-get -qq update </dev/null
        # One by one: a package this release does not have must not keep the others away.
        local package
        for package in $(cut -d' ' -f2 <<<"$missing"); do
            "${as_root[@]}" apt-get -qq -y --no-install-recommends install "$package" </dev/null
        done
        missing=$(missing_programs)
    fi

    local entry
    CICADA_MISSING=""
    while read -r entry; do
        [ -n "$entry" ] || continue
        echo "skipped: the tests that need '${entry%% *}', which is not here. Install the package '${entry#* }' to run them."
        CICADA_MISSING="$CICADA_MISSING ${entry%% *}"
    done <<<"$missing"
    export CICADA_MISSING
}

build_solution() {
    [ "$build" = yes ] || return 0
    dotnet build Cicada.slnx --configuration "$configuration" --verbosity quiet </dev/null
}

# Prints a counter of a TRX file, for instance "passed".
counter() { # file name
    sed -n "s/.*<Counters.*[ ]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1
}

run_project() { # folder
    local name code trx total executed project_passed project_failed
    name=$(basename "$1")
    trx="$results/$name.trx"
    local filter=()
    # A project may hold nothing but end-to-end tests: then 8, "no tests", is no failure.
    [ "$quick" = no ] || filter=(--filter-not-trait Category=EndToEnd --ignore-exit-code 8)

    dotnet test --project "$1" --configuration "$configuration" --no-build --no-ansi --progress off \
        --results-directory "$results" --report-trx --report-trx-filename "$name.trx" \
        --coverage --coverage-output-format cobertura --coverage-output "$name.cobertura.xml" \
        --timeout 20m ${filter[@]+"${filter[@]}"} </dev/null
    code=$?

    if [ ! -f "$trx" ] || [ -z "$(counter "$trx" total)" ]; then
        echo "The test host of $name ended with code $code and left no results; that counts as one failed test." >&2
        failed=$((failed + 1))
        return
    fi

    total=$(counter "$trx" total) executed=$(counter "$trx" executed)
    project_passed=$(counter "$trx" passed)
    project_failed=$((executed - project_passed))
    # 0 is good and 2 means failed tests; any other code, or a 2 without one, is a failure nothing else has counted.
    if { [ "$code" -ne 0 ] && [ "$code" -ne 2 ]; } || { [ "$code" -eq 2 ] && [ "$project_failed" -eq 0 ]; }; then
        echo "The test host of $name did not come to a good end (code $code); that counts as one failed test." >&2
        project_failed=$((project_failed + 1))
    fi

    passed=$((passed + project_passed))
    failed=$((failed + project_failed))
    skipped=$((skipped + total - executed))
}

# A line counts once, however many test projects have seen it, and is covered when any of them has run it.
print_coverage() {
    local files=("$results"/*.cobertura.xml)
    [ -f "${files[0]}" ] || return 0
    awk '
        function attribute(name,   at) {
            at = index($0, " " name "=\"")
            if (at == 0) return ""
            rest = substr($0, at + length(name) + 3)
            return substr(rest, 1, index(rest, "\"") - 1)
        }
        /<class / {
            file = attribute("filename")
            gsub(/\\/, "/", file)
            at = match(file, /(^|\/)src\/Cicada/)
            ours = at > 0 && file !~ /\/obj\//
            if (ours) {
                file = substr(file, at)
                sub(/^\//, "", file)
                split(file, parts, "/")
            }
        }
        ours && /<line / {
            key = file ":" attribute("number")
            if (!(key in hits)) { hits[key] = 0; lines[parts[2]]++; all++ }
            if (!hits[key] && attribute("hits") > 0) { hits[key] = 1; covered[parts[2]]++; run++ }
        }
        END {
            for (project in lines) printf "  %-18s %5.1f %%\n", project, 100 * covered[project] / lines[project] | "sort"
            close("sort")
            if (all > 0) printf "Line coverage of src: %.1f %% (%d of %d lines)\n", 100 * run / all, run, all
        }' "${files[@]}"
}

approve_api() {
    local received
    dotnet test --project tests/Cicada.Tests --configuration "$configuration" --no-build --no-ansi \
        --filter-class Cicada.Tests.PublicApi.PublicApiTests </dev/null >/dev/null
    for received in tests/Cicada.Tests/PublicApi/*.received.txt; do
        [ -f "$received" ] || { echo "The public API is the approved one already."; return; }
        mv "$received" "${received%.received.txt}.txt"
        echo "approved: ${received%.received.txt}.txt"
    done
}

approve_boards() {
    if CICADA_APPROVE_BOARDS=1 dotnet test --project tests/Cicada.Tests --configuration "$configuration" --no-build --no-ansi \
        --filter-class Cicada.Tests.Grafana.BoardTests </dev/null; then
        echo "The boards in grafana/ are those the generator makes."
    else
        echo "Not all the boards in grafana/ could be written, or they break a rule; see above." >&2
        return 1
    fi
}

command -v dotnet >/dev/null || give_up "There is no 'dotnet' here. Install the .NET 10 SDK: https://dotnet.microsoft.com/download"
dotnet --version >/dev/null || give_up "The SDK that global.json asks for is not here. Install the .NET 10 SDK: https://dotnet.microsoft.com/download"

if [ "$approve" = yes ]; then
    build_solution || exit 1
    approve_api
    exit 0
fi

if [ "$boards" = yes ]; then
    build_solution || exit 1
    approve_boards
    exit
fi

install_what_is_missing
build_solution || give_up "The build failed, so no test ran; that counts as one failed test."

rm -rf "$results"
for project in tests/*.Tests; do
    run_project "$project"
done

print_coverage
finish
