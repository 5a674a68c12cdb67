# Sourced: what servers.sh gives, and with 'influxd_start' an InfluxDB of our own on a free loopback port: $influx its address, $influxd its process.
. "$(dirname "${BASH_SOURCE[0]}")/servers.sh"
command -v influxd >/dev/null || { echo "influxd is needed; on Debian: apt-get install influxdb" >&2; exit 1; }

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
