#!/usr/bin/env bash
# How fast are points taken in over HTTP: an InfluxDB 1.x against 'cicada serve', in turns, on the same machine? What is acknowledged is on the disk in both. Then what the
# points take on the disk, once InfluxDB has compacted them (a restart and a while) and Cicada has been closed.
# bench/influxql/ingest.sh [POINTS] [BATCH] [ROUNDS] [CONNECTIONS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
points=${1:-1000000} batch=${2:-5000} rounds=${3:-3} connections=${4:-1}
work=$(mktemp -d)
started=()
trap 'for process in "${started[@]}"; do kill "$process" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$work"' EXIT
free_port() {
    local port
    while port=$((10000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}
until_it_answers() { # url process
    until curl -s -o /dev/null "$1"; do
        kill -0 "$2" || exit 1
        sleep 0.1
    done
}
dotnet build -v q -nologo -c Release ingest.cs -o "$work/sender" >/dev/null
dotnet build -v q -nologo -c Release ../../src/Cicada.Tool -o "$work/cicada" >/dev/null
influx=http://127.0.0.1:$(free_port)
cat >"$work/influxdb.conf" <<CONF
reporting-disabled = true
bind-address = "127.0.0.1:$(free_port)"
[meta]
  dir = "$work/influx/meta"
[data]
  dir = "$work/influx/data"
  wal-dir = "$work/influx/wal"
  query-log-enabled = false
[http]
  bind-address = "${influx#http://}"
  log-enabled = false
[monitor]
  store-enabled = false
CONF
influxd -config "$work/influxdb.conf" >"$work/influxd.log" 2>&1 &
started+=($!)
until_it_answers "$influx/ping" $!
port=$(free_port)
dotnet "$work/cicada/$(basename "$(ls "$work"/cicada/*Tool.dll)")" serve --store "$work/bench.duckdb" --port "$port" >"$work/serve.txt" 2>&1 &
cicada=$!
started+=("$cicada")
until_it_answers "http://127.0.0.1:$port/ping" "$cicada"
cpu() { awk '{ print ($14 + $15) / 100 }' "/proc/$1/stat"; }
for ((round = 1; round <= rounds; round++)); do
    for server in "influxd $influx ${started[0]}" "cicada http://127.0.0.1:$port $cicada"; do
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
