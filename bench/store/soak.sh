#!/usr/bin/env bash
# Is memory flat? Full speed with the store on, for an hour unless another time is given. Ends with 1 unless the resident size stays as it is: its median over the last fifth of the time at most a tenth above, or
# 30 MB where that is more, the one over the second fifth (in the first, code is compiled and DuckDB fills what it may keep; ten minutes are the least that says anything); and every sample must be stored.
#   bench/store/soak.sh [MINUTES] [USERS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
minutes=${1:-60} users=${2:-64}
[[ $minutes =~ ^[1-9][0-9]*$ && $users =~ ^[1-9][0-9]*$ ]] || { echo "'$minutes' minutes and '$users' users; both are whole numbers from 1." >&2; exit 2; }
unset "${!CICADA_@}"
. ./nginx.sh
trap 'exit 130' INT
trap 'exit 143' TERM
build load.cs
"$work/bin/load/load" --headless -u "$users" -r 10000 -t "${minutes}m" -H "$target" --only-summary --no-generator-check --summary-json "$work/S.json" --store "$work/store.duckdb" >"$work/run.log" 2>&1 &
run=$!
started+=("$run")
begun=$SECONDS
while kill -0 "$run" 2>/dev/null; do
    sleep 2
    resident=$(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$run/status" 2>/dev/null) || continue
    [ -z "$resident" ] || ((SECONDS - begun > minutes * 60)) || echo "$((SECONDS - begun)) $resident" >>"$work/sizes"
done
wait "$run" || { echo "The run ended with $?:" >&2; tail -n 5 "$work/run.log" >&2; }
python3 - "$work" "$minutes" <<'PYTHON'
import json, os, statistics, sys
work, length = sys.argv[1], float(sys.argv[2]) * 60
with open(f"{work}/sizes") as file:
    sizes = [tuple(map(int, line.split())) for line in file]
fifths = [statistics.median([size for at, size in sizes if i * length / 5 <= at <= (i + 1) * length / 5]) for i in range(5)]
print("resident, MB, medians of each fifth of the time: " + ", ".join(f"{size:.0f}" for size in fifths))
with open(f"{work}/S.json") as file:
    summary = json.load(file)
recording = summary["recording"]
print(f"{summary['total']['count']:,} requests at {summary['total']['rps']:,.0f}/s, {summary['total']['failures']} failed; {recording['recorded']:,} recorded, {recording['stored']:,} stored, {recording['dropped']} dropped; "
      f"file {os.path.getsize(f'{work}/store.duckdb') / 1e6:,.0f} MB")
allowed = max(fifths[1] * 1.1, fifths[1] + 30)
flat = fifths[4] <= allowed
kept = recording["stored"] == recording["recorded"]
print(f"memory is {'flat' if flat else 'NOT flat'}: {fifths[4]:.0f} MB at the end, {fifths[1]:.0f} MB after a fifth, {allowed:.0f} MB allowed" + ("" if kept else "; samples were NOT all stored"))
sys.exit(0 if flat and kept else 1)
PYTHON
