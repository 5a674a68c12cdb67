using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The store as InfluxDB's HTTP interface sees it. Safe to use from several threads.</summary>
internal interface IInfluxStore
{
    /// <summary>Whether there is a user who may do everything; until then only the first one can be created, where users are asked for.</summary>
    bool HasAdmin { get; }

    /// <summary>A user, or null where there is none of that name.</summary>
    InfluxUser? FindUser(string name);

    /// <summary>
    /// Reads, authorizes and answers a query. Reading and authorizing happen in the call, answering while the answer is read: a statement begins when the one before has
    /// been read to its end, and none begins after one that failed.
    /// </summary>
    /// <exception cref="QuerySyntaxException">It is not InfluxQL.</exception>
    /// <exception cref="QueryForbiddenException">The user may not do that.</exception>
    IEnumerable<StatementResult> Query(InfluxQuery query, CancellationToken cancellation);

    /// <summary>Writes points. When it returns, what was written survives the end of the process and of the machine, and queries see it.</summary>
    /// <param name="write">Where to.</param>
    /// <param name="lines">The points in line protocol, neither compressed nor limited in size.</param>
    /// <param name="cancellation">Gives up; what was written by then stays.</param>
    Task<InfluxWriteOutcome> WriteAsync(InfluxWrite write, Stream lines, CancellationToken cancellation);
}
