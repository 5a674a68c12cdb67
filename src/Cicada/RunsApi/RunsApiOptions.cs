namespace Cicada.RunsApi;

/// <summary>How much the HTTP API may take of its process, whose first business may be a load.</summary>
internal sealed record RunsApiOptions
{
    /// <summary>How many questions are answered at a time.</summary>
    public int QuestionsAtOnce { get; init; } = 4;

    /// <summary>How many more wait for their turn.</summary>
    public int MostWaiting { get; init; } = 64;

    /// <summary>How many runs are exported at a time.</summary>
    public int ExportsAtOnce { get; init; } = 2;

    /// <summary>How long a question may take, with the time it waits.</summary>
    public TimeSpan LongestQuestion { get; init; } = TimeSpan.FromSeconds(60);
}
