namespace Cicada.Storage;

/// <summary>Rows of figures as questions in SQL give them, as the records that readers get.</summary>
internal static class FigureRow
{
    /// <summary>The figures of a request.</summary>
    /// <param name="requestType">The protocol or method.</param>
    /// <param name="name">The request's name.</param>
    /// <param name="row">From <paramref name="at"/> on: count, failures, mean, min, max, the six percentiles of a summary as a list, bytes.</param>
    /// <param name="at">The place of the count.</param>
    /// <param name="seconds">How long it took, for the rate.</param>
    public static RequestSummary Request(string requestType, string name, object?[] row, int at, double seconds)
    {
        var count = (long)row[at]!;
        var percentiles = row[at + 5] as List<double> ?? [0, 0, 0, 0, 0, 0];
        return new RequestSummary
        {
            RequestType = requestType,
            Name = name,
            Count = count,
            Failures = (long)row[at + 1]!,
            Rps = seconds > 0 ? count / seconds : 0,
            Mean = row[at + 2] as double? ?? 0,
            Min = row[at + 3] as double? ?? 0,
            Max = row[at + 4] as double? ?? 0,
            P50 = percentiles[0],
            P75 = percentiles[1],
            P90 = percentiles[2],
            P95 = percentiles[3],
            P99 = percentiles[4],
            P999 = percentiles[5],
            Bytes = row[at + 6] as long? ?? 0,
        };
    }

    /// <summary>A kind of failure: type, name, error class, message, occurrences, and the times of the first and the last.</summary>
    public static FailureSummary Failure(object?[] row) => new()
    {
        RequestType = (string?)row[0] ?? "",
        Name = (string?)row[1] ?? "",
        Exception = (string?)row[2] ?? "",
        Message = (string?)row[3] ?? "",
        Occurrences = row[4] as long? ?? 0,
        FirstSeen = UnixTime.At((long)row[5]!),
        LastSeen = UnixTime.At((long)row[6]!),
    };
}
