#!/usr/bin/env bash
# The long series of faults: the tests of StoreFaultTests and those of the InfluxDB output, with many rounds of kill -9 and of
# faults at random moments, again and again.
# bench/faults/run.sh [ROUNDS] [SERIES]        As root, also with small disks and locked folders.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export CICADA_FAULT_ROUNDS=${1:-25}
dotnet build tests/Cicada.Tests -v q
for series in $(seq "${2:-3}"); do
    echo "series $series"
    dotnet run --no-build --project tests/Cicada.Tests -- --filter-class '*StoreFaultTests' '*Influx.FaultInjectionTests' '*Influx.OutageTests' '*Influx.UnseenOutageTests'
done
