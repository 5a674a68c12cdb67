namespace Cicada.Outputs;

/// <summary>The accounts of one output: its request samples, and everything else that was observed.</summary>
internal readonly record struct Accounts(RecordingCounts Samples, RecordingCounts Observations)
{
    public Accounts Recorded(long samples, long observations) => new(
        Samples with { Recorded = Samples.Recorded + samples },
        Observations with { Recorded = Observations.Recorded + observations });

    public Accounts Dropped(long samples, long observations) => new(
        Samples with { Dropped = Samples.Dropped + samples },
        Observations with { Dropped = Observations.Dropped + observations });

    public Accounts Spooled(long samples, long observations) => new(
        Samples with { Spooled = Samples.Spooled + samples },
        Observations with { Spooled = Observations.Spooled + observations });

    /// <summary>An output that does not account for every sample has not said of the rest that it is safe: those count as rejected.</summary>
    public Accounts Settled(long samples, long observations, OutputResult result)
    {
        var stored = Math.Clamp(result.Stored, 0, samples);
        var refused = Math.Clamp(result.ObservationsRejected, 0, observations);
        return new(
            Samples with { Stored = Samples.Stored + stored, Rejected = Samples.Rejected + samples - stored },
            Observations with { Stored = Observations.Stored + observations - refused, Rejected = Observations.Rejected + refused });
    }
}
