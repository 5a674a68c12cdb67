#!/usr/bin/env bash
# What viewers cost: processor time a second of a run with its web UI, by turns without a viewer and with many who follow its stream.
# Five are lost in the noise of the load itself, so there are sixty, the most that are answered at a time less a few, and what is printed is the share of five.
#   bench/webui/viewers.sh [VIEWERS] [SECONDS] [ROUNDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
viewers=${1:-60} seconds=${2:-20} rounds=${3:-3}
command -v curl >/dev/null || { echo "curl is needed." >&2; exit 1; }

work=$(mktemp -d)
started=()
trap 'for process in "${started[@]}"; do kill "$process" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$work"' EXIT

dotnet build -v q -nologo -c Release load.cs -o "$work/load" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
(cd "$work" && exec dotnet load/load.dll --autostart -u 50 -r 50 --web-port 0 --store "$work/bench.duckdb") >"$work/out.txt" 2>&1 &
program=$!
started+=("$program")
until address=$(grep -o 'http://[^ ]*' "$work/out.txt" | head -n 1) && [ -n "$address" ]; do
    kill -0 "$program" || { cat "$work/out.txt" >&2; exit 1; }
    sleep 0.2
done
until curl -sf "$address/api/cicada/v1/runs/latest" >/dev/null; do sleep 0.2; done

# User and system time of the process and all its threads, in hundredths of a second.
spent() { awk '{ print $14 + $15 }' "/proc/$program/stat"; }
measure() {
    local before after
    before=$(spent)
    sleep "$seconds"
    after=$(spent)
    awk -v t=$((after - before)) -v s="$seconds" 'BEGIN { printf "%.2f\n", t * 10 / s }'
}

sleep 20 # until the code that runs most is compiled at its best
for ((round = 1; round <= rounds; round++)); do
    without=$(measure)
    watching=()
    for ((i = 0; i < viewers; i++)); do
        curl -sN --compressed "$address/api/cicada/v1/runs/latest/stream" -o /dev/null &
        watching+=($!)
        started+=($!)
    done
    sleep 2
    with=$(measure)
    kill "${watching[@]}" 2>/dev/null || true
    wait "${watching[@]}" 2>/dev/null || true
    awk -v a="$without" -v b="$with" -v n="$viewers" -v r="$round" \
        'BEGIN { printf "round %d: %.1f ms/s without, %.1f ms/s with %d viewers, %.2f ms/s for five of them\n", r, a, b, n, (b - a) * 5 / n }'
done
