namespace Cicada;

/// <summary>The transactions of one name that were completed in one second, succeeded and failed apart.</summary>
public sealed record TransactionStatistics : Observation
{
    /// <summary>The transaction's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether this is about those that succeeded or about those that failed.</summary>
    public required bool Success { get; init; }

    /// <summary>Seconds since the run began, at the end of the interval.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>The number of transactions, never 0.</summary>
    public required long Count { get; init; }

    /// <summary>Their times in milliseconds, from the beginning to the end of each, waits included.</summary>
    public required TimeFigures Times { get; init; }

    /// <summary>The times in microseconds as an HdrHistogram V2, compressed, base64.</summary>
    public required string Histogram { get; init; }
}
