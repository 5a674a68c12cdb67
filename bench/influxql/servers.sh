# Sourced: an InfluxDB ($influx, process $influxd) and 'cicada serve' ($served, process $cicada, store $work/bench.duckdb), each of our own on a free loopback port. All ends
# with the script.
. ../influxd.sh
# Builds a program that is asked for as $work/NAME/FILE.dll.
build() { # name project-or-file
    dotnet build -v q -nologo -c Release "$2" -o "$work/$1" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
}
build cicada ../../src/Cicada.Tool
influxd_start
port=$(free_port)
served=http://127.0.0.1:$port
dotnet "$work/cicada/Cicada.Tool.dll" serve --store "$work/bench.duckdb" --port "$port" >"$work/serve.txt" 2>&1 &
cicada=$!
started+=("$cicada")
until_it_answers "$served/ping" "$cicada"
