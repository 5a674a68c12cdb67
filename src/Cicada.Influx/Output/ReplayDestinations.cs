namespace Cicada.Influx;

/// <summary>The servers a replay delivers to, each opened once.</summary>
/// <param name="options">Where to deliver, and who asks.</param>
/// <param name="clock">The time.</param>
internal sealed class ReplayDestinations(InfluxReplayOptions options, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<InfluxOptions, ReplayDestination> _known = [];

    /// <summary>Where a file is to go.</summary>
    /// <param name="note">What it says.</param>
    public ReplayDestination Of(InfluxSpoolNote note)
    {
        var asked = options.Destination is { } given
            ? given with { Mode = note.Mode, MeasurementPrefix = note.Prefix }
            : new InfluxOptions
            {
                Address = note.Address,
                Version = note.Version,
                User = options.User ?? note.User,
                Password = options.Password,
                Token = options.Token,
                Organization = note.Organization,
                Mode = note.Mode,
                MeasurementPrefix = note.Prefix,
                BatchSize = note.BatchSize,
                Gzip = note.Gzip,
                Environment = options.Environment,
            };
        if (!_known.TryGetValue(asked, out var destination))
        {
            _known.Add(asked, destination = new ReplayDestination(asked, options.FinalTimeout, clock));
        }

        return destination;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        foreach (var destination in _known.Values)
        {
            destination.Dispose();
        }
    }
}
