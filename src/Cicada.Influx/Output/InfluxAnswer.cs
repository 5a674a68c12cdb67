namespace Cicada.Influx;

/// <summary>What an InfluxDB answered, and what that means.</summary>
internal sealed record InfluxAnswer
{
    /// <summary>All was taken.</summary>
    public static InfluxAnswer Taken { get; } = new() { Kind = InfluxAnswerKind.Taken, Status = 204 };

    /// <summary>What it means.</summary>
    public required InfluxAnswerKind Kind { get; init; }

    /// <summary>The HTTP status, or 0 where there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>Why, in the server's words, on one line as far as the server's own text is; empty for what was taken.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How long the server wants to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How many lines it says it refused; null where it does not say.</summary>
    public int? RefusedCount { get; init; }

    /// <summary>The lines it says it refused, by their number in the body; empty where it does not say.</summary>
    public IReadOnlyList<RefusedLine> RefusedLines { get; init; } = [];

    /// <summary>What the server says of its version in a header, or null.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The whole answer as text; for what was asked.</summary>
    public string Body { get; init; } = "";

    /// <summary>True for a success.</summary>
    public bool IsTaken => Kind == InfluxAnswerKind.Taken;

    /// <summary>True when the same may go well later without anybody doing anything: the server is away, busy or broken.</summary>
    public bool MayPass => Kind is InfluxAnswerKind.Busy or InfluxAnswerKind.Unreachable || (Kind == InfluxAnswerKind.Broken && Status >= 500);

    /// <summary>True when there was no answer in the time a request has.</summary>
    public bool IsLate { get; init; }

    /// <summary>There was no answer.</summary>
    /// <param name="reason">What happened instead.</param>
    /// <param name="isLate">Whether that was waited for as long as a request is.</param>
    public static InfluxAnswer None(string reason, bool isLate = false) => new() { Kind = InfluxAnswerKind.Unreachable, Reason = reason, IsLate = isLate };
}
