using Cicada.Influx;

namespace Cicada.Storage.Writing;

/// <summary>
/// Runs that other processes record by lines, and that were heard of a moment ago: whatever a run has to say, it says how many users it has each second. One that has been
/// silent for a time has ended, or its process has. Safe to use from several threads.
/// </summary>
internal sealed class HeardRuns(TimeProvider clock)
{
    // A process that is stuck for a while, or has to send again what was not taken, is still there.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _heard = new(StringComparer.Ordinal);

    /// <summary>Takes notice of points that came.</summary>
    public void Note(LineBatch batch)
    {
        if (batch.Database != Catalogue.RunsDatabase)
        {
            return;
        }

        foreach (var block in batch.Blocks)
        {
            if (block.Measurement == MeasurementNames.Default.Users || block.Measurement == MeasurementNames.Default.Runs)
            {
                Note(block);
            }
        }
    }

    /// <summary>The runs that are on.</summary>
    public IEnumerable<string> Now()
    {
        lock (_gate)
        {
            foreach (var (run, at) in _heard.ToList())
            {
                if (clock.GetElapsedTime(at) > Patience)
                {
                    _heard.Remove(run);
                }
            }

            return [.. _heard.Keys];
        }
    }

    private void Note(PointBlock block)
    {
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            foreach (var key in block.Keys)
            {
                foreach (var tag in key.Tags)
                {
                    if (tag.Key == PointNames.Run)
                    {
                        _heard[tag.Value] = now;
                    }
                }
            }
        }
    }
}
