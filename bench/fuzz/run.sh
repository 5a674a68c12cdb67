#!/usr/bin/env bash
# Fuzzes what reads from the wire: queries, patterns, parameters, line protocol. Other inputs each time; the seed is printed.
# bench/fuzz/run.sh [SECONDS] [SEED]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export CICADA_FUZZ_SECONDS=${1:-600} CICADA_FUZZ_SEED=${2:-$RANDOM}
echo "seed $CICADA_FUZZ_SEED, $CICADA_FUZZ_SECONDS seconds in all"
dotnet build tests/Cicada.Influx.Tests -v q
dotnet run --no-build --project tests/Cicada.Influx.Tests -- --filter-class '*FuzzTests'
