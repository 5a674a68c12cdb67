using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>
/// What queries read: measurements and their points, all as they were at one time. For one query, used by one thread at a time; whoever made it disposes of it.
/// </summary>
internal interface IPointSource
{
    /// <summary>The measurements a source in FROM means, sorted by name; none where there is no such measurement.</summary>
    /// <param name="source">The source; its database and retention policy are filled in.</param>
    /// <exception cref="QueryFailedException">There is no such database or retention policy.</exception>
    IReadOnlyList<MeasurementKey> Find(QuerySource.Measurement source);

    /// <summary>What points of a measurement have.</summary>
    PointSchema SchemaOf(MeasurementKey measurement);

    /// <summary>The points that fulfil a request, group by group, in the order of their time within each.</summary>
    IPointCursor Scan(ScanRequest request, CancellationToken cancellation);

    /// <summary>
    /// The answers of aggregates, computed where the points are; null where the source does not know how, and whoever asked does it with
    /// <see cref="Scan"/>. A row's time is the beginning of its interval, without intervals <see cref="ScanRequest.MinTime"/> or,
    /// where <see cref="AggregateRequest.KeepsTimes"/> says so, that of its point; its columns are the calls. An
    /// interval or group without any value has no row; a call without a value in a row that is there is null, a count too. The standard deviation of one value is
    /// not a number, which is a value.
    /// </summary>
    IPointCursor? Aggregate(AggregateRequest request, CancellationToken cancellation);
}
