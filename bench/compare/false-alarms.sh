#!/usr/bin/env bash
# How often two runs of the same load are said to differ, and how often a target that has become slower is found: pairs of runs, each compared by `compare`, with and without rules.
# Pairs go beside each other; the machine may be as busy with other things as it likes, since that is what a comparison has to bear.
#   bench/compare/false-alarms.sh [PAIRS] [SECONDS] [AT ONCE] [PAIRS OF EACH SLOWER TARGET]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
pairs=${1:-100} seconds=${2:-12} at_once=${3:-3} slower=${4:-${1:-100}}
work=$(mktemp -d)
targets=()
# shellcheck disable=SC2317
finish() {
    ((${#targets[@]})) && kill -TERM "${targets[@]}" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT
for program in target load; do
    dotnet build -v q -nologo "$program.cs" -o "$work/$program" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
done

port=$((20000 + RANDOM % 10000))
serve() { # port factor
    : >"$work/target.$1"
    dotnet "$work/target/target.dll" "$1" "$2" >"$work/target.$1" 2>&1 &
    targets+=($!)
    until grep -q ready "$work/target.$1"; do kill -0 "${targets[-1]}"; read -rt 0.1 <> <(:) || true; done
}
serve "$port" 1
serve $((port + 1)) 1.1
serve $((port + 2)) 1.2

cicada=("dotnet" "$work/load/load.dll")
run() { # store port
    "${cicada[@]}" --headless --only-summary -u 15 -r 1000 -t "${seconds}s" -H "http://127.0.0.1:$2" --store "$1" --no-generator-check >/dev/null 2>&1 || true
}
pair() { # kind number port
    local store="$work/$1-$2.duckdb" first
    run "$store" "$port"
    first=$("${cicada[@]}" runs --store "$store" --json | sed -n 's/.*"run": "\([^"]*\)".*/\1/p' | head -n 1)
    run "$store" "$3"
    "${cicada[@]}" compare latest "$first" --store "$store" --json --regression "p95 +10%" --regression "p95 +5%" --regression "mean +5%" --regression "p99 +20%" \
        --regression "rps -5%" --regression "failures +0.5%" >"$work/$1-$2.json" || true
    rm -f "$store" "$store".*
}
for kind in same slower10 slower20; do
    case $kind in same) at=$port count=$pairs ;; slower10) at=$((port + 1)) count=$slower ;; slower20) at=$((port + 2)) count=$slower ;; esac
    for ((i = 1; i <= count; i++)); do
        while (($(jobs -rp | wc -l) >= at_once + ${#targets[@]})); do wait -n || true; done
        pair $kind "$i" "$at" &
    done
    # The targets go on, so only what was started since is waited for.
    while (($(jobs -rp | wc -l) > ${#targets[@]})); do wait -n || true; done
done

python3 - "$work" "$seconds" <<'PYTHON'
import collections, glob, json, statistics, sys
work, seconds = sys.argv[1:]
print(f"pairs of runs of {seconds} s; of all requests together:")
for kind, title in (("same", "the same target"), ("slower10", "10 % slower"), ("slower20", "20 % slower")):
    documents = [json.load(open(path)) for path in glob.glob(f"{work}/{kind}-*.json")]
    meanings, rules, any_alarm, changes = collections.Counter(), collections.Counter(), 0, []
    for document in documents:
        differences = document["comparison"]["total"]["differences"][0]
        judged = {one["figure"]: one["meaning"] for one in differences if one["meaning"] in ("better", "worse")}
        meanings.update(judged.keys())
        any_alarm += bool(judged)
        rules.update(rule["text"] + (": no data" if rule["state"] == "no_data" else "") for rule in document["regressions"] if rule["state"] in ("broken", "no_data"))
        changes.append(next(one["percent"] for one in differences if one["figure"] == "p95"))
    print(f"{title}: {len(documents)} pairs; p95 differs by {statistics.median(changes):+.1f} % in the middle, {min(changes):+.1f} … {max(changes):+.1f} %")
    print("  said to be better or worse: " + (", ".join(f"{figure} {count}" for figure, count in meanings.most_common()) or "none") + f"; any of them in {any_alarm} pairs")
    print("  rules broken: " + (", ".join(f"{rule} {count}" for rule, count in rules.most_common()) or "none"))
PYTHON
