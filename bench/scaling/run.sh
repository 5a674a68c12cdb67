#!/usr/bin/env bash
# What becomes of throughput, lateness and memory with more cores, more names and more users? One process of Cicada, the store on, against an nginx on the first core; a generator with one core has the
# second, one with two has both and leaves nginx what it can. The table is Markdown on the standard output.
#   bench/scaling/run.sh [--seconds 10] [--rounds 3] [--cores 1,2] [--names 10,1000,10000] [--users 100,1000,10000]
# Late: how much later than asked 99 % of the waits of a second end; the middle and the worst of the seconds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=10 rounds=3 cores=1,2 names=10,1000,10000 users=100,1000,10000
wrong() { echo "$1" >&2; exit 2; }
while (($#)); do
    option=$1 value=${2:-}
    case $option in
        --seconds | --rounds) [[ $value =~ ^[1-9][0-9]*$ ]] || wrong "$option is '$value'; it is a whole number from 1." ;;
        --cores | --names | --users) [[ $value =~ ^[1-9][0-9]*(,[1-9][0-9]*)*$ ]] || wrong "$option is '$value'; it is numbers with commas between them, such as 1,2." ;;
        -h | --help) sed -n '2,/^set /{/^set /!s/^# *//p}' "${BASH_SOURCE[0]##*/}"; exit ;;
        *) wrong "'$option' is no option of this script; it knows --seconds, --rounds, --cores, --names and --users." ;;
    esac
    declare "${option#--}=$value"
    shift 2
done
mapfile -t allowed < <(python3 -c 'import os; print(*sorted(os.sched_getaffinity(0)), sep="\n")')
((${#allowed[@]} > 1)) || wrong "There is one core here; the target and the generator need one each, or they measure each other. Run this on a machine with two."
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
files=$(ulimit -n)
[ "$files" = unlimited ] && files=1000000
unset "${!CICADA_@}"
. ../servers.sh
trap 'exit 130' INT
trap 'exit 143' TERM
build load.cs
load=$work/bin/load/load
most=$(tr , '\n' <<<"$users" | sort -n | tail -n 1)
port=$(free_port)
taskset -cp "${allowed[0]}" $$ >/dev/null
# nginx closes connections that wait when few of those it may have are left, hence twice as many.
nginx_start target "$port" 'location / { return 200 "{\"id\": 5, \"name\": \"salt\", \"price\": 1.25}\n"; }' $((most * 2 + 1024))
taskset -cp "$(IFS=,; echo "${allowed[*]}")" $$ >/dev/null

once() { # type cores users names
    local type=$1 given=$2 count=$3 different=$4 on=${allowed[1]} used
    ((count + 500 <= files)) || { echo "$count users need $((count + 500)) open files; $files are allowed here (ulimit -n)." >&2; return; }
    ((given <= ${#allowed[@]})) || { echo "There are ${#allowed[@]} cores, not $given." >&2; return; }
    ((given == 1)) || on=$(IFS=,; echo "${allowed[*]:0:$given}")
    rm -f "$work"/store.duckdb* "$work/S.json"
    # A second more for each 5,000 users: they have to be made first.
    local time=$((seconds + count / 5000))
    NAMES=$different TIMEFORMAT='%U %S'
    export NAMES
    used=$({ time taskset -c "$on" "$load" "$type" --headless --only-summary --no-generator-check -u "$count" -r 5000 -t "${time}s" -H "http://127.0.0.1:$port" --max-names 50000 \
        --store "$work/store.duckdb" --summary-json "$work/S.json" >"$work/run.log" 2>&1; } 2>&1) || { tail -n 5 "$work/run.log" >&2; }
    "$load" sql --store "$work/store.duckdb" --csv \
        "SELECT coalesce(round(quantile_cont(scheduler_lateness_p99, 0.5), 2), 0), coalesce(round(max(scheduler_lateness_p99), 1), 0), coalesce(round(max(memory) / 1e6), 0), coalesce(max(dropped), 0), coalesce(max(connections), 0)
         FROM cicada_generator WHERE time >= (SELECT min(time) + INTERVAL ($((count / 5000 + 1))) SECOND FROM cicada_generator)" >"$work/figures" 2>"$work/run.log" || cat "$work/run.log" >&2
    python3 - "$work" "$type" "$given" "$count" "$different" "$used" <<'PYTHON'
import json, sys
work, *case, used = sys.argv[1:]
with open(f"{work}/S.json") as file:
    total = json.load(file)["total"]
with open(f"{work}/figures") as file:
    late, worst, memory, dropped, connections = map(float, file.read().split()[-1].split(","))
with open(f"{work}/rows", "a") as file:
    print(json.dumps({"case": case, "rps": total["rps"], "per": total["count"] / sum(map(float, used.split())), "late": late, "worst": worst, "memory": memory, "open": connections, "failed": total["failures"], "lost": dropped}), file=file)
PYTHON
}

cases=()
for each in ${cores//,/ }; do cases+=("Busy $each 64 10"); done
for each in ${names//,/ }; do cases+=("Busy 1 64 $each"); done
for each in ${users//,/ }; do cases+=("Busy 1 $each 10" "Waiting 1 $each 10"); done
mapfile -t cases < <(printf '%s\n' "${cases[@]}" | awk '!seen[$0]++')
for ((round = 0; round < rounds; round++)); do
    for ((i = 0; i < ${#cases[@]}; i++)); do
        # Whoever goes later finds a warmer machine, so they take turns.
        once ${cases[$(((i + round * ${#cases[@]} / rounds) % ${#cases[@]}))]}
    done
done
echo "$(git rev-parse --short HEAD 2>/dev/null || echo 'no revision')$(git diff --quiet HEAD 2>/dev/null || echo ', changed'), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg) at the end; \`--seconds $seconds --rounds $rounds\`, medians of the rounds."
echo
python3 - "$work/rows" "${cases[@]}" <<'PYTHON'
import json, statistics, sys
with open(sys.argv[1]) as file:
    rows = [json.loads(line) for line in file]
print("| users | | cores | names | requests/s | requests for a second of processor | late, ms | late at worst, ms | memory, MB | connections | failed | lost |")
print("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
for case in sys.argv[2:]:
    kind, cores, users, names = case.split()
    found = [row for row in rows if row["case"] == case.split()]
    if found:
        middle = lambda what: statistics.median(row[what] for row in found)
        late = f"{middle('late'):.1f} | {middle('worst'):.0f}" if kind == "Waiting" else " | "
        print(f"| {int(users):,} | {'wait a second' if kind == 'Waiting' else 'never wait'} | {cores} | {int(names):,} | {middle('rps'):,.0f} | {middle('per'):,.0f} | {late} | {middle('memory'):,.0f} | {middle('open'):,.0f} | "
              f"{sum(row['failed'] for row in found)} | {sum(row['lost'] for row in found):.0f} |")
PYTHON
