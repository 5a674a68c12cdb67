#!/usr/bin/env bash
# Does an outage of InfluxDB show in the load? 2,000 requests a second; InfluxDB is stopped (SIGSTOP) for the middle third of the run. What counts is the
# rate in those seconds against the others, by the times of the requests themselves, and that all of them have arrived at the end.
# bench/influx/steady.sh [SECONDS OF OUTAGE] [USERS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
outage=${1:-30} users=${2:-200}
. ./servers.sh
build rate.cs
influxd_start
influx_empty
influxd=${started[-1]}
started=("${started[@]/#$influxd/}")
trap 'kill -CONT $influxd 2>/dev/null; kill $influxd 2>/dev/null; for process in "${started[@]}"; do [ -z "$process" ] || kill "$process" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$work"' EXIT
load rate -u "$users" -t "$((outage * 3))s" --influx "$influx/bench" --spool "$work/spool" &
running=$!
sleep "$outage"
from=$(date +%s)
kill -STOP "$influxd"
sleep "$outage"
kill -CONT "$influxd"
until=$(date +%s)
wait $running
influx_query 'SELECT count(response_time) FROM cicada_requests GROUP BY time(1s) fill(none)' >"$work/seconds.json"
tr '[' '\n' <"$work/seconds.json" | sed -n 's/^"\([^"]*\)Z",\([0-9]*\)\].*/\1 \2/p' | while read -r time count; do echo "$(date -u -d "$time" +%s) $count"; done >"$work/seconds"
requests=$(sed -n '/"total"/,/}/s/.*"count": \([0-9]*\).*/\1/p' "$work/S.json" | head -n 1)
# The first seconds start the users and the last one is not whole.
awk -v from="$from" -v until="$until" 'NR > 4 { time[++n] = $1; count[n] = $2 } END {
    for (i = 1; i < n; i++) if (time[i] > from && time[i] < until) { inside += count[i]; seconds++ } else { outside += count[i]; others++ }
    printf "%d/s in %d s of outage, %d/s in %d other seconds, ratio %.3f\n", inside / seconds, seconds, outside / others, others, (inside / seconds) / (outside / others) }' "$work/seconds"
echo "$requests requests, $(influx_count cicada_requests response_time) in InfluxDB"
