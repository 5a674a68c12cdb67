namespace Cicada.Influx;

/// <summary>How the first contact with a server went: found out who it is, its dialect settled, the destination ready to be written to.</summary>
internal sealed record InfluxContact
{
    /// <summary>Whether it can be written to.</summary>
    public bool IsMade { get; init; }

    /// <summary>Why not, a sentence; empty if it can.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>Whether somebody has to do something before it can.</summary>
    public bool IsRefused { get; init; }

    /// <summary>How long the server wants to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the server says of its version, or empty.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>Makes the contact; settles the client's dialect where the server is there.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<InfluxContact> MakeAsync(InfluxClient client, CancellationToken cancellationToken)
    {
        var probe = await client.ProbeAsync(cancellationToken);
        if (!probe.IsThere)
        {
            return Failed(probe.Answer, client.Destination);
        }

        var version = probe.ApiFor(client.Destination, out var problem);
        if (problem is not null)
        {
            return new InfluxContact { Sentence = problem, IsRefused = true, ServerVersion = probe.ServerVersion };
        }

        client.Settle(version);
        var ensured = await client.EnsureDatabaseAsync(cancellationToken);
        return ensured.IsTaken ? new InfluxContact { IsMade = true, ServerVersion = probe.ServerVersion } : Failed(ensured, client.Destination);
    }

    private static InfluxContact Failed(InfluxAnswer answer, InfluxDestination destination) => new()
    {
        Sentence = InfluxSentence.Of(answer, destination),
        IsRefused = !answer.MayPass,
        RetryAfter = answer.RetryAfter,
    };
}
