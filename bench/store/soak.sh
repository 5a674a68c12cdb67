#!/usr/bin/env bash
# Is memory flat? Full speed with the store on for some minutes; the resident size at the end against that after one minute.
# bench/store/soak.sh [MINUTES] [USERS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
minutes=${1:-10} users=${2:-64}
. ./nginx.sh
dotnet build -v q load.cs >/dev/null
dotnet run --no-build load.cs -- --headless -u "$users" -r 10000 -t "${minutes}m" -H "$target" --only-summary --summary-json "$work/S.json" \
    --store "$work/store.duckdb" >/dev/null 2>&1 &
run=$!
started=$SECONDS program=
while kill -0 $run 2>/dev/null; do
    sleep 5
    [ -n "$program" ] || program=$(pgrep -P $run | head -n 1)
    resident=$(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/${program:-none}/status" 2>/dev/null) || continue
    echo "$((SECONDS - started)) s $resident MB" >>"$work/sizes"
done
wait $run || true
awk '$1 >= 60 && !first { first = $3 } $1 % 60 < 5 { print } { last = $3 } END { printf "after a minute %d MB, at the end %d MB, ratio %.3f\n", first, last, last / first }' "$work/sizes"
sed -n '/"recording"/,/}/p' "$work/S.json" | head -n 6
ls -l "$work/store.duckdb" | awk '{ printf "file %.0f MB\n", $5 / 1e6 }'
