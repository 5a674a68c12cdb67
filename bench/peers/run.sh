#!/usr/bin/env bash
# How much load does a core make? Load generators by turns against the same nginx, which answers a small JSON and counts what it is asked: nginx on one core, the generator on another. The tables are
# Markdown on the standard output, for bench/results; what goes on is said on the error output. Peers that are missing are installed from Debian.
#   bench/peers/run.sh [--seconds 10] [--rounds 3] [--connections 64] [--only NAMES]
# Several --connections and --only are given with commas between them: --connections 1,64,1000,10000 --only wrk,cicada. What is no name by itself stands for all that begin with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
names=(wrk hey ab h2load locust-http locust-fast cicada-plain cicada-store cicada-influx cicada-store-influx cicada-checks cicada-fast cicada-fast-store)
seconds=10 rounds=3 connections=64 only=
wrong() { echo "$1" >&2; exit 2; }
while (($#)); do
    option=$1 value=${2:-}
    case $option in
        --seconds | --rounds | --connections | --only) [ -n "$value" ] || wrong "$option needs a value." ;;
        -h | --help) sed -n '2,/^set /{/^set /!s/^# *//p}' "${BASH_SOURCE[0]##*/}"; echo "NAMES: ${names[*]}"; exit ;;
        *) wrong "'$option' is no option of this script; it knows --seconds, --rounds, --connections and --only." ;;
    esac
    case $option in
        --only) only=${value//,/ } ;;
        --connections) [[ $value =~ ^[1-9][0-9]*(,[1-9][0-9]*)*$ ]] || wrong "--connections is '$value'; it is numbers with commas between them, such as 1,64,1000."; connections=${value//,/ } ;;
        *) [[ $value =~ ^[1-9][0-9]*$ ]] || wrong "$option is '$value'; it is a whole number from 1."; declare "${option#--}=$value" ;;
    esac
    shift 2
done
if [ -n "$only" ]; then
    wanted=()
    for each in $only; do
        wanted+=($(printf '%s\n' "${names[@]}" | grep -x -- "$each" || printf '%s\n' "${names[@]}" | grep "^$each-")) || wrong "--only has '$each'; there is: ${names[*]}."
    done
    names=("${wanted[@]}")
fi
chosen() { [[ " ${names[*]}" == *" $1"* ]]; } # beginning of a name

# The cores we may use: the first is nginx's, the second the generator's. What else there is takes the others, or nginx's.
mapfile -t cores < <(python3 -c 'import os; print(*sorted(os.sched_getaffinity(0)), sep="\n")')
((${#cores[@]} > 1)) || wrong "There is one core here; the target and the generator need one each, or they measure each other. Run this on a machine with two."
others=$(IFS=,; echo "${cores[*]:2}")
others=${others:-${cores[0]}}

# As the process is, a generator may have only so many connections.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
allowed=$(ulimit -n)
[ "$allowed" = unlimited ] && allowed=1000000

install_missing() { # program package
    PATH="$PATH:/usr/sbin" command -v "$1" >/dev/null && return
    local as_root=(env)
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n env)
    # RUNLEVEL keeps a freshly installed server from being started as a service.
    [ -n "${updated:-}" ] || "${as_root[@]}" apt-get -qq update </dev/null >&2 || true
    updated=yes
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq -y --no-install-recommends install "$2" </dev/null >&2 || true
}
install_missing curl curl
install_missing nginx nginx-light
install_missing taskset util-linux
for each in "wrk wrk" "hey hey" "ab apache2-utils" "h2load nghttp2-client" "locust python3-locust"; do
    ! chosen "${each%% *}" || install_missing $each
done
! chosen cicada-influx && ! chosen cicada-store-influx || install_missing influxd influxdb

# None of the settings of whoever starts this.
unset "${!CICADA_@}" "${!LOCUST_@}"
if command -v influxd >/dev/null; then . ../influxd.sh; else . ../servers.sh; fi
# Said, not left to what bash does by itself: now and then that ends before all is tidied up.
trap 'exit 130' INT
trap 'exit 143' TERM
if chosen cicada; then build users.cs; fi
cicada=$work/bin/users/users

most=$(tr ' ' '\n' <<<"$connections" | sort -n | tail -n 1)
target_port=$(free_port)
target=http://127.0.0.1:$target_port
taskset -cp "${cores[0]}" $$ >/dev/null
# nginx closes connections that wait when few of those it may have are left, hence twice as many.
nginx_start target "$target_port" 'default_type application/json; location = /status { stub_status; }
    location / { return 200 "{\"id\": 5, \"name\": \"salt\", \"price\": 1.25}\n"; }' $((most * 2 + 1024))
taskset -cp "$others" $$ >/dev/null
if (chosen cicada-influx || chosen cicada-store-influx) && command -v influxd >/dev/null; then influxd_start; fi

# Why a row cannot be, if so.
impossible() { # name connections
    local program=${1%%-*}
    case $1 in
        cicada-*influx) [ -n "${influx:-}" ] || echo "InfluxDB could not be installed" ;;
        cicada-*) ;;
        *) command -v "$program" >/dev/null || echo "$program could not be installed" ;;
    esac
    (($2 + 500 <= allowed)) || echo "needs $(($2 + 500)) open files; $allowed are allowed here (ulimit -n)"
    [ "$1" != ab ] || (($2 <= 20000)) || echo "ab makes at most 20000 connections"
}
run() { # name connections round
    local name=$1 count=$2 kind=${1%%-*} command options=() kept fast
    case $name in
        wrk) command=(wrk -t1 "-c$count" "-d${seconds}s" --timeout 10s "$target/") ;;
        hey) command=(hey -cpus 1 -z "${seconds}s" -c "$count" "$target/") ;;
        # -n after -t, which would make it 50,000.
        ab) command=(ab -q -k -r -t "$seconds" -n 20000000 -c "$count" "$target/") ;;
        h2load) command=(h2load --h1 -t 1 -D "$seconds" -c "$count" "$target/") ;;
        locust-*)
            [ "$name" = locust-fast ] && fast=1 || fast=
            command=(env "FAST=$fast" locust -f "$PWD/locustfile.py" --headless -u "$count" -r "$count" -t "${seconds}s" -H "$target" --only-summary "${processes[@]}")
            ;;
        cicada-*)
            rm -rf "$work/spool" "$work"/store.duckdb* "$work/S.json"
            [[ $name == *-store* ]] && options+=(--store "$work/store.duckdb") || options+=(--no-store)
            if [[ $name == *-influx ]]; then influx_empty; options+=(--influx "$influx/bench" --spool "$work/spool"); fi
            case $name in cicada-checks) command=(Checking) ;; cicada-fast*) command=(Fast) ;; *) command=(Plain) ;; esac
            command=("$cicada" "${command[@]}" --headless -u "$count" -r 100000 -t "${seconds}s" -H "$target" --only-summary --summary-json "$work/S.json" "${options[@]}")
            ;;
    esac
    # In the background, so that Ctrl-C ends this script at once, and with it whatever is in $started.
    (cd "$work" && HOME=$work exec python3 "$measure" --name "$name" --kind "$kind" --connections "$count" --round "$3" --seconds "$seconds" --limit $((seconds + 300)) \
        --status "$target_port" --nginx "$nginx" --core "${cores[1]}" --out "$work/runs" --log "$work/run.log" --summary "$work/S.json" -- "${command[@]}") &
    started+=($!)
    wait $! || true
    unset 'started[-1]'
    if [[ $name == *-store* ]]; then
        kept=$("$cicada" sql "SELECT count(*) AS kept FROM cicada_requests" --store "$work/store.duckdb" --json 2>/dev/null | grep -o '[0-9]\+' | tail -n 1) || kept=0
        note "$name" "$count" "\"round\": $3, \"kept_in_store\": ${kept:-0}"
    fi
    if [[ $name == *-influx ]]; then note "$name" "$count" "\"round\": $3, \"kept_in_influxdb\": $(influx_count cicada_requests response_time)"; fi
}
note() { echo "{\"name\": \"$1\", \"connections\": $2, $3}" >>"$work/runs"; } # name connections members

measure=$PWD/measure.py
processes=() able=()
# Older ones have one process in any case.
if chosen locust && locust --help 2>/dev/null | grep -q -- --processes; then processes=(--processes 1); fi
for count in $connections; do
    for name in "${names[@]}"; do
        # All rows in their order before the rounds, which begin with another one each time.
        reason=$(impossible "$name" "$count" | head -n 1)
        note "$name" "$count" "\"impossible\": ${reason:+\"}${reason:-null}${reason:+\"}"
        [ -z "$reason" ] || { echo "$name, $count connections: $reason" >&2; continue; }
        able+=("$name $count")
    done
done
for ((round = 1; round <= rounds; round++)); do
    for ((i = 0; i < ${#able[@]}; i++)); do
        # Whoever goes later finds a warmer machine, so they take turns.
        run ${able[$(((i + (round - 1) * ${#able[@]} / rounds) % ${#able[@]}))]} "$round"
    done
done

version() { # program package
    command -v "$1" >/dev/null && dpkg-query -W -f "$1 \${Version}" "$2" 2>/dev/null || true
}
echo "# Load generators, $(date +%F)"
echo
python3 - "${cores[0]}" "${cores[1]}" <<'PYTHON'
import os, platform, re, sys
def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""
model = re.search(r"model name\s*:\s*(.*)", read("/proc/cpuinfo"))
memory = int(re.search(r"MemTotal:\s+(\d+)", read("/proc/meminfo"))[1]) / 1024 ** 2
system = re.search(r'PRETTY_NAME="?([^"\n]*)', read("/etc/os-release"))
siblings = re.split("[,-]", read(f"/sys/devices/system/cpu/cpu{sys.argv[1]}/topology/thread_siblings_list").strip())
print(f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, {system[1] if system else platform.system()}, Linux {platform.release()}; "
      f"nginx on core {sys.argv[1]}, the generator on core {sys.argv[2]}" + (", which are two threads of one" if sys.argv[2] in siblings else "") + f"; load {os.getloadavg()[0]:.1f} at the end.")
PYTHON
echo "$(git rev-parse --short HEAD 2>/dev/null || echo 'no revision')$(git diff --quiet HEAD 2>/dev/null || echo ', changed'), .NET $(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \(10[^ ]*\).*/\1/p' | tail -n 1);" \
    "$(for each in "nginx nginx" "influxd influxdb" "wrk wrk" "hey hey" "ab apache2-utils" "h2load nghttp2-client" "locust python3-locust"; do version $each; echo; done | grep . | paste -sd, | sed 's/,/, /g')."
echo "\`bench/peers/run.sh --seconds $seconds --rounds $rounds --connections ${connections// /,}${only:+ --only ${only// /,}}\`; medians of the rounds."
python3 table.py "$work/runs"
