#!/usr/bin/env bash
# Many open connections in one process: users who each hold one and ask every ten seconds, against an nginx on the same machine. Ends with 1 unless all were open at once and no request failed.
#   bench/scaling/connections.sh [--connections 15000] [--seconds 30]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
connections=15000 seconds=30
wrong() { echo "$1" >&2; exit 2; }
while (($#)); do
    case $1 in
        --connections | --seconds) [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || wrong "$1 is '${2:-}'; it is a whole number from 1."; declare "${1#--}=$2" ;;
        -h | --help) sed -n '2,/^set /{/^set /!s/^# *//p}' "${BASH_SOURCE[0]##*/}"; exit ;;
        *) wrong "'$1' is no option of this script; it knows --connections and --seconds." ;;
    esac
    shift 2
done
ulimit -n $((connections + 1000)) 2>/dev/null || ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
files=$(ulimit -n)
[ "$files" = unlimited ] || ((connections + 500 <= files)) || wrong "$connections connections need $((connections + 500)) open files; $files are allowed here (ulimit -n)."
read -r first last </proc/sys/net/ipv4/ip_local_port_range
((connections + 1000 <= last - first)) || wrong "$connections connections to one address need as many ports; $((last - first)) are handed out here (net.ipv4.ip_local_port_range)."
unset "${!CICADA_@}"
. ../servers.sh
trap 'exit 130' INT
trap 'exit 143' TERM
build load.cs
port=$(free_port)
# nginx closes connections that wait when few of those it may have are left, hence some more.
nginx_start target "$port" 'keepalive_timeout 600s; location / { return 200 "ok\n"; }' $((connections + connections / 4 + 1024))
rate=2000
NAMES=1 "$work/bin/load/load" Holding --headless --only-summary --no-generator-check -u "$connections" -r $rate -t "$((connections / rate + seconds))s" -H "http://127.0.0.1:$port" \
    --store "$work/store.duckdb" --summary-json "$work/S.json" >"$work/run.log" 2>&1 &
run=$!
started+=("$run")
most=0 resident=0
while kill -0 "$run" 2>/dev/null; do
    # As the system counts them, on the generator's side.
    open=$(awk -v to="$(printf '0100007F:%04X$' "$port")" '$3 ~ to && $4 == "01" { n++ } END { print n + 0 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null)
    ((open <= most)) || most=$open
    size=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$run/status" 2>/dev/null) || true
    resident=${size:-$resident}
    sleep 1
done
wait "$run" || { echo "The run ended with $?:" >&2; tail -n 5 "$work/run.log" >&2; }
value() { sed -n "/\"total\"/,/}/s/.*\"$1\": \([0-9.]*\).*/\1/p" "$work/S.json" | head -n 1; }
"$work/bin/load/load" sql --store "$work/store.duckdb" --csv "SELECT max(connections), round(max(memory) / 1e6), coalesce(round(max(scheduler_lateness_p99), 1), 0) FROM cicada_generator" >"$work/figures"
IFS=, read -r known memory late < <(tail -n 1 "$work/figures")
echo "$most connections open at once ($known by its own count), $(value count) requests, $(value failures) failed, p99 $(value p99) ms, 99 % woken within ${late} ms in the worst second, ${memory} MB (at most ${resident} MB)"
if ((most >= connections)) && [ "$(value failures)" = 0 ]; then echo "all were open at once, and nothing failed"; else echo "NOT all were open at once, or requests failed"; exit 1; fi
