#!/usr/bin/env bash
# Do Cicada's percentiles agree with what a server knows of itself? Five runs against a server that logs each answer's real delay, and the
# median of the differences: p50 and p99 within 1 % or 0.2 ms, p99.9 within 2 % or 1 ms. Counts must be equal each time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -v q server.cs >/dev/null
dotnet build -v q load.cs >/dev/null
users=${1:-20} seconds=${2:-8}
port=$((20000 + RANDOM % 10000))
# A program's own process id, so that the signal goes to it and not to `dotnet run`.
for i in 1 2 3 4 5; do
    dotnet run --no-build server.cs -- $port >"$work/server.$i" 2>"$work/ready" &
    runner=$!
    until grep -q ready "$work/ready" 2>/dev/null; do kill -0 $runner; done
    dotnet run --no-build load.cs -- --headless -u "$users" -r 1000 -t "${seconds}s" -H http://127.0.0.1:$port \
        --store "$work/store.duckdb" --summary-json "$work/load.$i" --only-summary >/dev/null 2>&1
    kill -TERM $runner
    wait $runner || true
done
for i in 1 2 3 4 5; do
    value() { sed -n "/\"total\"/,/}/s/.*\"$1\": \([0-9.]*\).*/\1/p" "$work/load.$i"; }
    echo "$(cat "$work/server.$i") $(value count) $(value p50) $(value p99) $(value p999)"
done | awk -v users="$users" '
    function absolute(x) { return x < 0 ? -x : x }
    function median(a,   i, j, t) { for (i = 1; i <= 5; i++) for (j = i + 1; j <= 5; j++) if (a[j] < a[i]) { t = a[i]; a[i] = a[j]; a[j] = t } return a[3] }
    { printf "run %d: %d answered, %d counted; p50 %.3f against %.3f, p99 %.3f against %.3f, p99.9 %.3f against %.3f ms\n", NR, $1, $5, $6, $2, $7, $3, $8, $4
      if ($1 != $5) wrong++
      a[NR] = absolute($6 - $2); b[NR] = absolute($7 - $3); c[NR] = absolute($8 - $4); p50 += $2 / 5; p99 += $3 / 5; p999 += $4 / 5 }
    END {
      x = median(a); y = median(b); z = median(c)
      printf "median difference: p50 %.3f ms (%.2f %%), p99 %.3f ms (%.2f %%), p99.9 %.3f ms (%.2f %%)\n", x, x / p50 * 100, y, y / p99 * 100, z, z / p999 * 100
      good = !wrong && (x <= 0.2 || x <= p50 * 0.01) && (y <= 0.2 || y <= p99 * 0.01) && (z <= 1 || z <= p999 * 0.02)
      print good ? "within the limits" : "NOT within the limits"
      exit !good }'
