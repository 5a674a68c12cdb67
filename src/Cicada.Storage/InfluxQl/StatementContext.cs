using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>What a statement is answered with, besides what it says.</summary>
internal sealed record StatementContext
{
    public required Store Store { get; init; }

    public required InfluxUsers Users { get; init; }

    public required ContinuousQueryList Continuous { get; init; }

    public required RunningQueries Running { get; init; }

    /// <summary>What was asked, and by whom.</summary>
    public required InfluxQuery Query { get; init; }

    /// <summary>Which database and retention policy are meant where the statement names none.</summary>
    public required StatementDefaults Defaults { get; init; }

    /// <summary>What <c>now()</c> is, in nanoseconds since the Unix epoch.</summary>
    public required long Now { get; init; }

    public required CancellationToken Cancellation { get; init; }
}
