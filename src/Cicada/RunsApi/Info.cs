namespace Cicada.RunsApi;

/// <summary>What this server is, and what who asks may do here.</summary>
internal sealed record Info
{
    public required string Version { get; init; }

    /// <summary><c>run</c>: a load test that can be started here; <c>serve</c>: a store to look into.</summary>
    public required string Mode { get; init; }

    /// <summary>The test's name; null in <c>serve</c>.</summary>
    public string? Test { get; init; }

    /// <summary>The store's file; empty for who has not logged in.</summary>
    public required string Store { get; init; }

    /// <summary>The run that is on, or null.</summary>
    public string? LiveRun { get; init; }

    public required bool CanStart { get; init; }

    /// <summary>Whether who asks may change things: stop, edit, label, delete.</summary>
    public required bool CanChange { get; init; }

    /// <summary>The user who is logged in, or null where nobody is asked.</summary>
    public string? User { get; init; }

    /// <summary>Whether who asks has to log in first; all else is empty then.</summary>
    public required bool NeedsLogin { get; init; }

    /// <summary>The server's clock, and its time zone as an IANA name.</summary>
    public required DateTimeOffset Now { get; init; }

    public required string TimeZone { get; init; }
}
