#!/usr/bin/env bash
# Asks a real InfluxDB and Cicada the same generated queries, 500 about each set of data, and says where the answers differ; all of it goes to artifacts/differential.
# bench/differential/run.sh [ROUNDS] [SEED]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export CICADA_DIFFERENTIAL_ROUNDS=${1:-50} CICADA_DIFFERENTIAL_SEED=${2:-$RANDOM}
echo "seed $CICADA_DIFFERENTIAL_SEED"
dotnet build tests/Cicada.Tests -v q
dotnet run --no-build --project tests/Cicada.Tests -- --filter-class '*GeneratedQueryTests'
