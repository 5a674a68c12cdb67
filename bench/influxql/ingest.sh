#!/usr/bin/env bash
# How fast are points taken in over HTTP: an InfluxDB 1.x against 'cicada serve', in turns, on the same machine? What is acknowledged is on the disk in both. Then what the
# points take on the disk, once InfluxDB has compacted them (a restart and a while) and Cicada has been closed.
# bench/influxql/ingest.sh [POINTS] [BATCH] [ROUNDS] [CONNECTIONS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
points=${1:-1000000} batch=${2:-5000} rounds=${3:-3} connections=${4:-1}
. ./servers.sh
build sender ingest.cs
cpu() { awk '{ print ($14 + $15) / 100 }' "/proc/$1/stat"; }
for ((round = 1; round <= rounds; round++)); do
    for server in "influxd $influx $influxd" "cicada $served $cicada"; do
        read -r name address process <<<"$server"
        curl -s -XPOST "$address/query" --data-urlencode "q=CREATE DATABASE bench$round" >/dev/null
        before=$(cpu "$process")
        dotnet "$work/sender/ingest.dll" "$address" "bench$round" "$points" "$batch" "$connections" >"$work/$name.txt"
        sed "s/^/$name: /" "$work/$name.txt"
        curl -s -G "$address/query" --data-urlencode "db=bench$round" --data-urlencode 'q=SELECT count(response_time) FROM http_reqs' | sed 's/^/    /'
        echo "    $(awk -v a="$before" -v b="$(cpu "$process")" -v n="$points" 'BEGIN { printf "%.2f us of processor a point", (b - a) / n * 1e6 }'), $(awk '/VmHWM/ { print int($2 / 1024) " MiB at most" }' "/proc/$process/status")"
    done
    awk -v a="$(cut -d' ' -f1 "$work/cicada.txt")" -v b="$(cut -d' ' -f1 "$work/influxd.txt")" 'BEGIN { printf "ratio %.2f\n", a / b }'
done
kill "$cicada"
wait "$cicada" || true
awk -v bytes="$(stat -c %s "$work/bench.duckdb")" -v n="$((points * rounds))" 'BEGIN { printf "cicada: %.1f bytes a point on the disk\n", bytes / n }'
du -sb "$work/influx/data" | awk -v n="$((points * rounds))" '{ printf "influxd: %.1f bytes a point on the disk, not compacted\n", $1 / n }'
