# Sourced: a target, an InfluxDB and a server that swallows, each of our own, on free loopback ports. It sets $work, $target, and with
# 'influxd_start' $influx, with 'swallow_start' $swallow. $dead is an address where nobody listens. All end with the script.
PATH="$PATH:/usr/sbin"
command -v nginx >/dev/null || { echo "nginx is needed; on Debian: apt-get install nginx-light" >&2; exit 1; }
. ../influxd.sh
nginx_start() { # name port locations
    mkdir -p "$work/$1"
    cat >"$work/$1/nginx.conf" <<CONF
daemon off; worker_processes 1; pid $work/$1/nginx.pid; error_log $work/$1/error.log;
events { worker_connections 4096; }
http {
    access_log off; keepalive_requests 1000000000; client_max_body_size 0; client_body_buffer_size 8m; client_body_temp_path $work/$1/b;
    proxy_temp_path $work/$1/p; fastcgi_temp_path $work/$1/f; uwsgi_temp_path $work/$1/u; scgi_temp_path $work/$1/s;
    server { listen 127.0.0.1:$2; $3 }
}
CONF
    nginx -c "$work/$1/nginx.conf" &
    started+=($!)
    until_it_answers "http://127.0.0.1:$2/ping" $!
}
# An InfluxDB that takes everything and keeps nothing, so that it is never the limit.
swallow_start() { # [port]
    local port
    port=${1:-$(free_port)}
    nginx_start swallow "$port" 'add_header X-Influxdb-Version 1.8.10 always; add_header X-Influxdb-Build OSS always; default_type application/json;
        location = /write { return 204; } location = /ping { return 204; } location / { return 200 "{\"results\":[{\"statement_id\":0}]}\n"; }'
    swallow=http://127.0.0.1:$port
}
influx_query() { # statement
    curl -s -XPOST "$influx/query" --data-urlencode "db=bench" --data-urlencode "q=$1"
}
# How many points of a measurement have a field.
influx_count() { # measurement field
    influx_query "SELECT count($2) FROM $1" | sed -n 's/.*"values":\[\[[^,]*,\([0-9]*\)\]\].*/\1/p' | grep . || echo 0
}
influx_empty() {
    influx_query 'DROP DATABASE bench' >/dev/null
    influx_query 'CREATE DATABASE bench' >/dev/null
}

target_port=$(free_port)
nginx_start target "$target_port" 'location / { return 200 "hello from the target\n"; }'
target=http://127.0.0.1:$target_port
dead=http://127.0.0.1:$(free_port)

# Builds a program, to be run as $work/bin/NAME/NAME.
build() { # file
    local name
    name=$(basename "$1" .cs)
    dotnet build "$1" -o "$work/bin/$name" -v q >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
}
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
