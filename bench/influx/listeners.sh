#!/usr/bin/env bash
# By how much does recording to InfluxDB slow the tool that does it, and is everything there afterwards? Cicada's writer, one blocking write per request from a
# request handler, and Locust (both clients) with its usual listener: each without and with, the same users, the same target, in turn.
# bench/influx/listeners.sh [ROUNDS] [SECONDS] [USERS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
rounds=${1:-3} seconds=${2:-8} users=${3:-32}
. ./servers.sh
# Locust's own Python, which need not be the first on the path.
command -v locust >/dev/null && "$(sed -n '1s/^#! *//p' "$(command -v locust)")" -c 'import influxdb' || { echo "locust and its client are needed; on Debian: apt-get install python3-locust python3-influxdb" >&2; exit 1; }
build ../store/load.cs
build naive.cs
influxd_start
cicada() { load load -u "$users" -t "${seconds}s" ${1:+--influx "$influx/bench" --spool "$work/spool"}; measurement=cicada_requests; }
naive() { INFLUX=${1:+$influx/write?db=bench} load naive -u "$users" -t "${seconds}s"; measurement=locust_requests; }
locust_run() { # fast on
    FAST=$1 INFLUX_PORT=${2:+${influx##*:}} timeout -k 10 $((seconds + 60)) \
        locust -f locustfile.py --headless -u "$users" -r "$users" -t "${seconds}s" -H "$target" --only-summary >"$work/locust.log" 2>&1 || true
    read -r _ requests rps _ < <(grep '^TOTAL' "$work/locust.log") || { cat "$work/locust.log" >&2; exit 1; }
    measurement=locust_requests
}
locust_http() { locust_run "" "$1"; }
locust_fast() { locust_run 1 "$1"; }
for i in $(seq "$rounds"); do
    for tool in cicada naive locust_http locust_fast; do
        influx_empty
        # Whoever goes second finds a warmer machine, so they take turns.
        if ((i % 2)); then $tool "" && off=$rps && $tool yes && on=$rps; else $tool yes && on=$rps && sent=$requests && $tool "" && off=$rps && requests=$sent; fi
        awk -v i="$i" -v tool="$tool" -v off="$off" -v on="$on" -v requests="$requests" -v taken="$(influx_count "$measurement" response_time)" \
            'BEGIN { printf "%d %-12s off %7d/s, on %7d/s, ratio %.3f; %d requests, %d in InfluxDB%s\n", i, tool, off, on, on / off, requests, taken, taken == requests ? "" : " (" taken - requests ")" }' | tee -a "$work/table"
    done
done
for tool in cicada naive locust_http locust_fast; do
    printf '%-12s median ratio %s\n' "$tool" "$(grep " $tool " "$work/table" | sed 's/.*ratio \([0-9.]*\).*/\1/' | median)"
done
