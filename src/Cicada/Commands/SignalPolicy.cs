namespace Cicada.Commands;

/// <summary>What a signal means for a run: the first of any kind ends it in order, a later SIGINT at once, everything else nothing.</summary>
internal sealed class SignalPolicy
{
    /// <summary>
    /// How long a SIGINT is taken for the same press of Ctrl-C: the terminal sends one to every program in it, and <c>dotnet run</c>
    /// passes its own on.
    /// </summary>
    public static readonly TimeSpan SamePress = TimeSpan.FromSeconds(2);

    private TimeSpan? _firstInterrupt;
    private bool _stopping;

    /// <summary>What to do.</summary>
    /// <param name="isInterrupt">Whether it is a SIGINT.</param>
    /// <param name="now">When, on any clock that only goes forward.</param>
    public SignalResponse Respond(bool isInterrupt, TimeSpan now)
    {
        if (isInterrupt && _firstInterrupt is { } first)
        {
            return now - first > SamePress ? SignalResponse.EndAtOnce : SignalResponse.Ignore;
        }

        if (isInterrupt)
        {
            _firstInterrupt = now;
        }

        if (_stopping)
        {
            return SignalResponse.Ignore;
        }

        _stopping = true;
        return SignalResponse.Stop;
    }
}
