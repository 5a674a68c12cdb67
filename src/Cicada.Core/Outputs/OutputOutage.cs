using Microsoft.Extensions.Logging;

namespace Cicada.Outputs;

/// <summary>
/// The time in which an output takes nothing, as it is told to whoever reads the log. It may be long: it is said when it begins, when its reason changes, once a minute, and when it
/// is over. For the loop that delivers alone.
/// </summary>
internal sealed class OutputOutage(string output, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan BetweenComplaints = TimeSpan.FromMinutes(1);

    private long? _began;
    private (string? Message, long At) _complaint;

    /// <summary>A write failed.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="pause">How long until it is tried again.</param>
    public void Complain(Exception exception, TimeSpan pause)
    {
        _began ??= clock.GetTimestamp();
        if (_complaint.Message == exception.Message && clock.GetElapsedTime(_complaint.At) < BetweenComplaints)
        {
            Log.WriteFailedAgain(logger, output, pause.TotalSeconds);
        }
        else
        {
            _complaint = (exception.Message, clock.GetTimestamp());
            Log.WriteFailed(logger, output, pause.TotalSeconds, exception.Message);
        }

        Log.WriteFailedBecause(logger, output, exception);
    }

    /// <summary>A write went well.</summary>
    public void End()
    {
        if (_began is { } began)
        {
            var outage = clock.GetElapsedTime(began);
            Log.OutputIsBack(logger, output, outage.TotalSeconds);
            (_began, _complaint) = (null, default);
        }
    }
}
