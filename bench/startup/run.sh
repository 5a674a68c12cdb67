#!/usr/bin/env bash
# How long is it from a start to the first request, and to the answer of `cicada runs`? Each way to start by turns, against a server that notes its first byte. Medians, and in brackets the fastest; what
# .NET itself takes, with a program that says hello and with one that uses a plain HttpClient, stands beside it.
#   bench/startup/run.sh [--rounds 7] [--only PARTS OF NAMES]
# Several --only are given with commas between them: --only 'built program,cicada runs'.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
rounds=7 only=
wrong() { echo "$1" >&2; exit 2; }
while (($#)); do
    case $1 in
        --rounds) [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || wrong "--rounds is '${2:-}'; it is a whole number from 1."; rounds=$2 ;;
        --only) only=${2:-} ;;
        -h | --help) sed -n '2,/^set /{/^set /!s/^# *//p}' "${BASH_SOURCE[0]##*/}"; exit ;;
        *) wrong "'$1' is no option of this script; it knows --rounds and --only." ;;
    esac
    shift 2
done
unset "${!CICADA_@}"
. ../servers.sh
trap 'exit 130' INT
trap 'exit 143' TERM
bench=$PWD
mkdir -p "$work/bin"
# Where `dotnet run --no-build` looks for them.
for each in load client hello; do
    dotnet build "$each.cs" -v q >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
    ln -s "$(dotnet build "$each.cs" -getProperty:TargetDir)" "$work/bin/$each"
done
dotnet build ../../src/Cicada.Tool -v q -o "$work/bin/tool" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }

# The same with a project that has nothing in it, and with five that refer to each other as ours do: from the first reference on, `dotnet run` asks MSBuild whether all is up to date.
empty() { # name references...
    local each
    mkdir -p "$work/empty/$1"
    {
        echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>'
        for each in "${@:2}"; do echo "<ProjectReference Include=\"../$each/$each.csproj\" />"; done
        echo '</ItemGroup></Project>'
    } >"$work/empty/$1/$1.csproj"
}
empty Core; empty WebUi; empty Influx Core; empty Storage Influx; empty Door Storage WebUi
{ echo "#:project Core"; cat hello.cs; } >"$work/empty/one.cs"
{ echo "#:project Door"; cat hello.cs; } >"$work/empty/five.cs"
for each in one five; do dotnet build "$work/empty/$each.cs" -v q >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }; done

# A store with a few runs, each with some seconds of requests.
port=$(free_port)
nginx_start target "$port" 'location / { return 200 "ok"; }'
for each in 1 2 3; do
    "$work/bin/load/load" --headless -u 4 -r 100 -t 2s -H "http://127.0.0.1:$port" --only-summary --store "$work/kept.duckdb" >"$work/run.log" 2>&1 || { cat "$work/run.log" >&2; exit 1; }
done
kill "$nginx"

echo "$(git rev-parse --short HEAD 2>/dev/null || echo 'no revision')$(git diff --quiet HEAD 2>/dev/null || echo ', changed'), SDK $(dotnet --version), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg) at the beginning; medians of $rounds rounds."
echo
python3 measure.py --rounds "$rounds" --work "$work" --bench "$bench" ${only:+--only "$only"}
