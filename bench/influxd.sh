# Sourced: a folder of our own, $work, and with 'influxd_start' an InfluxDB of our own on a free loopback port: $influx its address, $influxd its process. All ends
# with the script.
for program in influxd curl; do
    command -v $program >/dev/null || { echo "$program is needed; on Debian: apt-get install influxdb curl" >&2; exit 1; }
done
work=$(mktemp -d)
started=()
trap 'for process in "${started[@]}"; do kill "$process" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$work"' EXIT

# Below the ports the system hands out by itself, so that nobody gets them while a server is away.
free_port() {
    local port
    while port=$((10000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}
until_it_answers() { # url process
    local tries=0
    until curl -s -o /dev/null "$1"; do
        kill -0 "$2" || exit 1
        ((++tries < 300)) || { echo "$1 did not answer within 30 s." >&2; exit 1; }
        sleep 0.1
    done
}
influxd_start() { # [port]
    local port
    port=${1:-$(free_port)}
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
  bind-address = "127.0.0.1:$port"
  log-enabled = false
[monitor]
  store-enabled = false
CONF
    influxd -config "$work/influxdb.conf" >/dev/null 2>&1 &
    influxd=$!
    started+=("$influxd")
    influx=http://127.0.0.1:$port
    until_it_answers "$influx/ping" "$influxd"
}
