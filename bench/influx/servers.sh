# Sourced: a target, an InfluxDB and a server that swallows, each of our own, on free loopback ports. It sets $work, $target, and with
# 'influxd_start' $influx, with 'swallow_start' $swallow. $dead is an address where nobody listens. All end with the script.
. ../influxd.sh
# An InfluxDB that takes everything and keeps nothing, so that it is never the limit.
swallow_start() { # [port]
    local port
    port=${1:-$(free_port)}
    nginx_start swallow "$port" 'add_header X-Influxdb-Version 1.8.10 always; add_header X-Influxdb-Build OSS always; default_type application/json;
        location = /write { return 204; } location = /ping { return 204; } location / { return 200 "{\"results\":[{\"statement_id\":0}]}\n"; }'
    swallow=http://127.0.0.1:$port
}

target_port=$(free_port)
nginx_start target "$target_port" 'location / { return 200 "hello from the target\n"; }'
target=http://127.0.0.1:$target_port
dead=http://127.0.0.1:$(free_port)

# Runs a built program and sets $rps and $requests from its summary, and $cpu, the processor time of the program itself for a request in microseconds:
# the figure to trust where others want the same processors. Its own words are in $work/run.log.
load() { # name options...
    local name=$1 TIMEFORMAT='%U %S'
    shift
    rm -rf "$work/spool" "$work/S.json"
    { time { (cd "$work" && timeout -k 10 300 "$work/bin/$name/$name" --headless -r 10000 -H "$target" --only-summary --summary-json "$work/S.json" --no-store "$@") >"$work/run.log" 2>&1 || true; }; } 2>"$work/time"
    [ -f "$work/S.json" ] || { cat "$work/run.log" >&2; exit 1; }
    rps=$(sed -n '/"total"/,/}/s/.*"rps": \([0-9]*\).*/\1/p' "$work/S.json")
    requests=$(sed -n '/"total"/,/}/s/.*"count": \([0-9]*\).*/\1/p' "$work/S.json" | head -n 1)
    cpu=$(awk -v requests="$requests" '{ printf "%.1f", ($1 + $2) * 1e6 / requests }' "$work/time")
}
median() { sort -n | awk '{ a[NR] = $1 } END { print NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'; }
