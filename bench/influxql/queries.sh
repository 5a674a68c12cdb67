#!/usr/bin/env bash
# How fast are questions answered over HTTP: by an InfluxDB 1.x and by 'cicada serve', in turns, about the same points?
# bench/influxql/queries.sh [POINTS] [ROUNDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
points=${1:-1000000} rounds=${2:-15}
. ./servers.sh
build asker queries.cs
memory() { awk '/VmHWM/ { print int($2 / 1024) " MiB at most" }' "/proc/$1/status"; }
dotnet "$work/asker/queries.dll" "$influx" "$served" "$points" "$rounds"
echo "influxd: $(memory "$influxd"), cicada: $(memory "$cicada")"
