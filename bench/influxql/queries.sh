#!/usr/bin/env bash
# How fast are questions answered over HTTP: by an InfluxDB 1.x and by 'cicada serve', in turns, about the same points?
# bench/influxql/queries.sh [POINTS] [ROUNDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
points=${1:-1000000} rounds=${2:-15}
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
dotnet build -v q -nologo -c Release queries.cs -o "$work/asker" >/dev/null
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
dotnet "$work/cicada/Cicada.Tool.dll" serve --store "$work/bench.duckdb" --port "$port" >"$work/serve.txt" 2>&1 &
cicada=$!
started+=("$cicada")
until_it_answers "http://127.0.0.1:$port/ping" "$cicada"
memory() { awk '/VmHWM/ { print int($2 / 1024) " MiB at most" }' "/proc/$1/status"; }
dotnet "$work/asker/queries.dll" "$influx" "http://127.0.0.1:$port" "$points" "$rounds"
echo "influxd: $(memory "${started[0]}"), cicada: $(memory "$cicada")"
