using System.Text.Json.Serialization;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>A run: its head, what it was started with, and its document.</summary>
internal sealed record RunDetail
{
    public required Storage.Queries.RunHead Head { get; init; }

    /// <summary>Where it stands; while it is on it says more than the head's state.</summary>
    public required string Phase { get; init; }

    /// <summary>Whether it is on in this process.</summary>
    public required bool IsLive { get; init; }

    /// <summary>What it was started with; secrets replaced.</summary>
    public required RunSetup Setup { get; init; }

    /// <summary>The document, as <c>show --json</c> prints it.</summary>
    [JsonConverter(typeof(SummaryJsonConverter))]
    public required RunSummary Summary { get; init; }
}
