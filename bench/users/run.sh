#!/usr/bin/env bash
# What many waiting users cost: memory, processor time a second, and how late they wake (99 % of those of each second, and of those the middle and the worst), once all are there.
#   bench/users/run.sh [SECONDS] [USERS...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:-20}
shift || true
numbers=("$@")
((${#numbers[@]})) || numbers=(1000 100000 1000000)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -v q -nologo load.cs -o "$work/load" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
for users in "${numbers[@]}"; do
    store="$work/$users.duckdb"
    # Half a minute more for those that are many: they have to be made first.
    rate=$((users > 20000 ? users / 5 : users))
    dotnet "$work/load/load.dll" --headless --only-summary --no-generator-check -u "$users" -r "$rate" -t "$((seconds + users / rate))s" --store "$store" >/dev/null 2>&1 || true
    dotnet "$work/load/load.dll" sql --store "$store" --csv \
        "SELECT $users AS users, round(max(memory) / 1e6) AS peak_mb, round(quantile_cont(cpu, 0.5), 1) AS cpu_percent, round(quantile_cont(scheduler_lateness_p99, 0.5), 2) AS late_p99_ms,
            round(max(scheduler_lateness_p99), 1) AS late_worst_ms, round(max(gc_pause), 1) AS gc_worst_ms
         FROM cicada_generator WHERE time > (SELECT min(time) + INTERVAL ($((users / rate + 3))) SECOND FROM cicada_generator)" || true
done
