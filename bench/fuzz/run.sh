#!/usr/bin/env bash
# Fuzzes what reads from the wire: queries, patterns, parameters, line protocol, and the responses of targets, which .NET's own client gets as well. Other inputs each time; the seed is printed.
# bench/fuzz/run.sh [SECONDS] [SEED]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-600}
export CICADA_FUZZ_SEED=${2:-$RANDOM}
echo "seed $CICADA_FUZZ_SEED, $seconds seconds in all"
dotnet build tests/Cicada.Influx.Tests -v q
dotnet build tests/Cicada.Core.Tests -v q

# There are four fuzzers, and then a fifth.
failed=0
CICADA_FUZZ_SECONDS=$((seconds * 4 / 5)) dotnet run --no-build --project tests/Cicada.Influx.Tests -- --filter-class '*FuzzTests' || failed=1
CICADA_FUZZ_SECONDS=$((seconds / 5)) dotnet run --no-build --project tests/Cicada.Core.Tests -- --filter-class '*DifferentialTests' || failed=1
exit $failed
