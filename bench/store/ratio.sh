#!/usr/bin/env bash
# What recording costs the load: full speed with the store off and on in turn, against an nginx on the same machine.
# bench/store/ratio.sh [PAIRS] [SECONDS] [USERS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
pairs=${1:-5} seconds=${2:-8} users=${3:-64}
. ./nginx.sh
dotnet build -v q load.cs >/dev/null
once() { # options...
    rm -f "$work"/store.duckdb*
    dotnet run --no-build load.cs -- --headless -u "$users" -r 10000 -t "${seconds}s" -H "$target" --only-summary --summary-json "$work/S.json" "$@" >/dev/null 2>&1
    sed -n '/"total"/,/}/s/.*"rps": \([0-9]*\).*/\1/p' "$work/S.json"
}
for i in $(seq "$pairs"); do
    # Whoever goes second finds a warmer machine, so they take turns.
    if ((i % 2)); then off=$(once --no-store) on=$(once --store "$work/store.duckdb"); else on=$(once --store "$work/store.duckdb") off=$(once --no-store); fi
    awk -v i="$i" -v off="$off" -v on="$on" 'BEGIN { printf "%d: store off %d/s, on %d/s, ratio %.3f\n", i, off, on, on / off }' | tee -a "$work/ratios"
done
sed 's/.*ratio //' "$work/ratios" | sort -n | awk '{ a[NR] = $1 } END { printf "median ratio %.3f\n", NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'
