using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Notes what a query reads.</summary>
/// <param name="points">Where it reads.</param>
/// <param name="isRead">Whether it is given what it asks for; otherwise nothing, so that only the asking is seen.</param>
internal sealed class WatchedPoints(StorePointSource points, bool isRead) : IPointSource
{
    private readonly List<ScanRequest> _requests = [];

    /// <summary>What was asked for, in that order.</summary>
    public IReadOnlyList<ScanRequest> Requests => _requests;

    /// <summary>How many rows were given.</summary>
    public long Rows { get; private set; }

    public IReadOnlyList<MeasurementKey> Find(QuerySource.Measurement source) => points.Find(source);

    public PointSchema SchemaOf(MeasurementKey measurement) => points.SchemaOf(measurement);

    public IPointCursor Scan(ScanRequest request, CancellationToken cancellation)
    {
        _requests.Add(request);
        return isRead ? new Cursor(this, points.Scan(request, cancellation)) : EmptyCursor.Instance;
    }

    public IPointCursor? Aggregate(AggregateRequest request, CancellationToken cancellation)
    {
        // What cannot be computed where the points are is asked for otherwise, which is seen then.
        if (points.Aggregate(isRead ? request : request with { MinTime = 1, MaxTime = 0 }, cancellation) is not { } answer)
        {
            return null;
        }

        _requests.Add(request);
        return new Cursor(this, answer);
    }

    private sealed class Cursor(WatchedPoints owner, IPointCursor inner) : IPointCursor
    {
        public int Group => inner.Group;

        public IReadOnlyList<string> GroupTags => inner.GroupTags;

        public long Time => inner.Time;

        public QueryValue this[int column] => inner[column];

        public bool Read()
        {
            var isThere = inner.Read();
            owner.Rows += isThere ? 1 : 0;
            return isThere;
        }

        public void Dispose() => inner.Dispose();
    }
}
