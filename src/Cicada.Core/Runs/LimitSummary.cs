namespace Cicada;

/// <summary>What a search for the limit (<c>--find-limit</c>) found.</summary>
public sealed record LimitSummary
{
    /// <summary>The largest number of users for which all rules held; null where there was none.</summary>
    public required int? LastGood { get; init; }

    /// <summary>The first number of users for which a rule was broken; null where there was none.</summary>
    public required int? FirstBad { get; init; }

    /// <summary>Whether the largest number that was to be tried is good, so that the limit is beyond it.</summary>
    public required bool ReachedEnd { get; init; }

    /// <summary>What had to hold: <c>p95 &lt; 500ms</c>.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Each number of users that was tried to its end, in order.</summary>
    public required IReadOnlyList<LimitLevel> Levels { get; init; }

    /// <summary>What was found, in a sentence.</summary>
    public override string ToString() =>
        FirstBad is { } bad ? $"{(LastGood is { } good ? $"{good} users are good" : "no number of users is good")}; with {bad} {Levels[^1].Broken}"
        : ReachedEnd ? $"all numbers up to {LastGood} users are good; the limit is beyond"
        : LastGood is { } so ? $"{so} users are good; the run ended before the limit was found"
        : "the run ended before the first number of users was through";
}
