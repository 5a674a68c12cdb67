#!/usr/bin/env bash
# How many arrivals one core can bring, every one recorded, and how late they begin: response times of a task that does nothing run from when it was due. The first half of each run is left out:
# code is being compiled then.
#   bench/arrivals/run.sh [SECONDS] [RATE...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:-12}
shift || true
rates=("$@")
((${#rates[@]})) || rates=(1000 15000 30000 60000)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -v q -nologo load.cs -o "$work/load" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
for rate in "${rates[@]}"; do
    taskset -c 0 dotnet "$work/load/load.dll" --headless --only-summary --arrival-rate "$rate/s" -t "${seconds}s" --store "$work/bench.duckdb" --summary-json "$work/S.json" >/dev/null 2>&1 || true
    accounts=$(tr -d '\n ' <"$work/S.json" | sed -n 's/.*"arrivals":{"scheduled":\([0-9]*\),"started":\([0-9]*\),"dropped":\([0-9]*\)}.*/\1 scheduled, \2 started, \3 dropped/p')
        dotnet "$work/load/load.dll" show latest --from "$((seconds / 2))s" --store "$work/bench.duckdb" --json >"$work/W.json"
    late=$(tr -d '\n ' <"$work/W.json" | sed -n 's/.*"total":{\([^}]*\)}.*/\1/p' | tr ',' '\n' | sed -n 's/"\(rps\|p50\|p99\|p999\|max\)":\(.*\)/\1 \2/p' | tr '\n' ' ')
    echo "$rate/s asked: $accounts; second half: $late"
done
