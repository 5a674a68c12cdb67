#!/usr/bin/env bash
# How many points a second the writer delivers: a run at full speed fills the spool while nothing listens at its InfluxDB's address; then a server is
# started there and the spool replayed. Once the server is a real InfluxDB, once one that swallows everything.
# bench/influx/delivered.sh [SECONDS] [USERS] [ROUNDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:-15} users=${2:-64} rounds=${3:-3}
. ./servers.sh
build ../store/load.cs
now() { date +%s.%N; }
replay() {
    (cd "$work" && timeout -k 10 300 "$work/bin/load/load" influx replay --spool "$work/spool") >"$work/replay.log" 2>&1 || { cat "$work/replay.log" >&2; exit 1; }
}
deliver() { # influxd_start | swallow_start
    local port from to empty
    port=$(free_port)
    load load -u "$users" -t "${seconds}s" --influx-mode raw --influx "http://127.0.0.1:$port/bench" --spool "$work/spool" --influx-final-timeout 1s
    $1 "$port"
    from=$(now) && replay && to=$(now)
    # The same with nothing to do: what starting the program takes.
    empty=$(now) && replay && empty=$(awk -v from="$empty" -v to="$(now)" 'BEGIN { print to - from }')
    awk -v server="${1%_start}" -v points="$requests" -v from="$from" -v to="$to" -v empty="$empty" \
        'BEGIN { s = to - from - empty; printf "%s: %d points in %.2f s, %d/s\n", server, points, s, points / s }'
    [ "$1" = swallow_start ] || echo "  $(influx_count cicada_requests response_time) of $requests in InfluxDB"
    kill "${started[-1]}" && wait "${started[-1]}" 2>/dev/null || true
    unset 'started[-1]'
    rm -rf "$work/influx"
}
for _ in $(seq "$rounds"); do
    deliver influxd_start
    deliver swallow_start
done
