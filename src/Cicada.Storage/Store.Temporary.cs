using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage;

public sealed partial class Store
{
    internal NoPoints OpenPoints(QueryLimits limits, CancellationToken cancellation) => new();

    internal sealed class NoPoints : IPointSource, IDisposable
    {
        public void Dispose() { }
        public IPointCursor? Aggregate(AggregateRequest request, CancellationToken cancellation) => null;
        public IReadOnlyList<MeasurementKey> Find(QuerySource.Measurement source) => [];
        public IPointCursor Scan(ScanRequest request, CancellationToken cancellation) => throw new NotSupportedException();
        public PointSchema SchemaOf(MeasurementKey measurement) => throw new NotSupportedException();
    }
}
