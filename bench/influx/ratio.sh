#!/usr/bin/env bash
# What streaming to InfluxDB costs the load: full speed without a writer, with one, and with one whose InfluxDB is dead, in turn.
# bench/influx/ratio.sh [ROUNDS] [SECONDS] [USERS] [OPTIONS...]        OPTIONS go to the runs with a writer, for instance --influx-mode stats
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
rounds=${1:-5} seconds=${2:-8} users=${3:-64}
shift $(($# < 3 ? $# : 3))
. ./servers.sh
build ../store/load.cs
influxd_start
once() { # off | on | dead
    case $1 in
        off) load load -u "$users" -t "${seconds}s" ;;
        on) influx_empty; load load -u "$users" -t "${seconds}s" --influx "$influx/bench" --spool "$work/spool" "${options[@]}" ;;
        dead) load load -u "$users" -t "${seconds}s" --influx "$dead/bench" --spool "$work/spool" --influx-final-timeout 1s "${options[@]}" ;;
    esac
    result[$1]=$rps
    used[$1]=$cpu
    if [ "$1" = on ]; then
        taken=$(influx_count cicada_requests response_time)
        [ "$taken" -eq "$requests" ] && complete=yes || complete="NO: $taken of $requests"
    fi
}
options=("$@")
declare -A result used
for i in $(seq "$rounds"); do
    # Whoever goes later finds a warmer machine, so they take turns.
    order=(off on dead)
    for j in 0 1 2; do once "${order[$(((i + j) % 3))]}"; done
    awk -v i="$i" -v off="${result[off]}" -v on="${result[on]}" -v dead="${result[dead]}" -v complete="$complete" \
        -v used="${used[off]}, ${used[on]}, ${used[dead]}" \
        'BEGIN { printf "%d: off %d/s, on %d/s, dead %d/s; on/off %.3f dead/off %.3f; %s us of processor a request; all in InfluxDB: %s\n", i, off, on, dead, on / off, dead / off, used, complete }' | tee -a "$work/ratios"
done
echo "median on/off $(sed 's/.*on\/off \([0-9.]*\).*/\1/' "$work/ratios" | median), dead/off $(sed 's/.*dead\/off \([0-9.]*\).*/\1/' "$work/ratios" | median)"
