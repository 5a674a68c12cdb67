using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Queries that are being answered: shown, and killed. Safe to use from several threads.</summary>
internal sealed class RunningQueries(TimeProvider clock, TimeSpan limit)
{
    private static readonly string[] Columns = ["qid", "query", "database", "duration", "status"];

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, RunningQuery> _queries = [];
    private ulong _last;

    /// <summary>A query begins; it ends when what is given is disposed of.</summary>
    /// <param name="query">What was asked, and by whom.</param>
    /// <param name="text">Its statements, without passwords.</param>
    /// <param name="cancellation">Gives up.</param>
    public RunningQuery Begin(InfluxQuery query, string text, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var running = new RunningQuery(this, ++_last, text, query, limit, clock, cancellation);
            _queries.Add(running.Id, running);
            return running;
        }
    }

    public void End(RunningQuery query)
    {
        lock (_gate)
        {
            _queries.Remove(query.Id);
        }
    }

    /// <summary>Interrupts a query.</summary>
    /// <exception cref="QueryFailedException">There is none of that number, or it was killed before.</exception>
    public void Kill(ulong id)
    {
        // Under the gate: afterwards it may have ended and be no more.
        lock (_gate)
        {
            if (!_queries.TryGetValue(id, out var query))
            {
                throw new QueryFailedException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no such query id: {id}"));
            }

            if (query.IsKilled)
            {
                throw new QueryFailedException("already killed");
            }

            query.Kill();
        }
    }

    /// <summary>What runs: of other users' queries only for whoever may do everything, since texts of queries tell of databases.</summary>
    public IReadOnlyList<ResultRows> Show(InfluxQuery asked)
    {
        lock (_gate)
        {
            return AnswerRows.One(null, Columns,
            [
                .. _queries.Values.Where(query => !asked.AsksForUser || asked.User is { IsAdmin: true } || query.User == asked.User?.Name).OrderBy(query => query.Id).Select(query => new[]
                {
                    QueryValue.OfInteger((long)query.Id),
                    QueryValue.OfString(query.Text),
                    QueryValue.OfString(query.Database),
                    QueryValue.OfString(GoDuration.Of(Rounded(clock.GetElapsedTime(query.Began)))),
                    QueryValue.OfString(query.IsKilled ? "killed" : "running"),
                }),
            ]);
        }
    }

    private static TimeSpan Rounded(TimeSpan duration)
    {
        var unit = duration >= TimeSpan.FromSeconds(1) ? TimeSpan.TicksPerSecond
            : duration >= TimeSpan.FromMilliseconds(1) ? TimeSpan.TicksPerMillisecond
            : TimeSpan.TicksPerMicrosecond;
        return TimeSpan.FromTicks(duration.Ticks - (duration.Ticks % unit));
    }
}
