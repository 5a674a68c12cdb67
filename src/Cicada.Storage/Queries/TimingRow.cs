namespace Cicada.Storage.Queries;

/// <summary>The phases of a request: means in milliseconds over the requests that have them, null where none has.</summary>
internal sealed record TimingRow
{
    public required string RequestType { get; init; }

    public required string Name { get; init; }

    public required long Count { get; init; }

    /// <summary>The mean response time.</summary>
    public double? Response { get; init; }

    /// <summary>Connections that were opened.</summary>
    public long Connections { get; init; }

    public double? Dns { get; init; }

    public double? Connect { get; init; }

    public double? Tls { get; init; }

    public double? FirstByte { get; init; }
}
