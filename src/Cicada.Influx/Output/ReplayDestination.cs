namespace Cicada.Influx;

/// <summary>
/// One server of a replay. It is patient with a server that takes nothing just now, but only for so long; what comes for it after that is not tried any more.
/// </summary>
internal sealed class ReplayDestination : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly InfluxClient? _client;
    private readonly InfluxWriter? _writer;
    private bool _isContactMade;

    /// <param name="options">Where, and how.</param>
    /// <param name="patience">How long it may take nothing.</param>
    /// <param name="clock">The time.</param>
    public ReplayDestination(InfluxOptions options, TimeSpan patience, TimeProvider clock)
    {
        (_clock, _patience) = (clock, patience);
        Names = new MeasurementNames(options.MeasurementPrefix);
        var problems = options.Problems();
        if (problems.Count > 0 || InfluxDestination.From(options, null, []) is not { } destination)
        {
            GivenUp = string.Join(' ', problems);
            Shown = options.ShownAddress;
            return;
        }

        Shown = destination.ToString();
        _client = new InfluxClient(destination, clock);
        _writer = new InfluxWriter(_client, options.BatchSize, options.Gzip);
    }

    /// <summary>Where it is, without any secret.</summary>
    public string Shown { get; }

    /// <summary>The measurements' names.</summary>
    public MeasurementNames Names { get; }

    /// <summary>Why nothing more is delivered to it, a sentence; else null.</summary>
    public string? GivenUp { get; private set; }

    /// <summary>Writes lines.</summary>
    /// <param name="source">Begins them; called again for each attempt.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The points that are refused for good; null when the server did not take the rest, which <see cref="GivenUp"/> tells why.</returns>
    public async Task<IReadOnlyList<RefusedPoint>?> WriteAsync(Func<ILineSource> source, CancellationToken cancellationToken)
    {
        var began = _clock.GetTimestamp();
        var pause = FirstPause;
        while (GivenUp is null)
        {
            try
            {
                if (await MakeContactAsync(cancellationToken))
                {
                    return await _writer!.WriteAsync(source(), cancellationToken);
                }
            }
            catch (OutputException exception)
            {
                var wait = exception.RetryAfter is { } asked && asked > pause ? asked : pause;
                if (_clock.GetElapsedTime(began) + wait > _patience)
                {
                    GivenUp = exception.Message;
                    break;
                }

                await Task.Delay(wait, _clock, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }

        return null;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _writer?.Dispose();
        _client?.Dispose();
    }

    private async Task<bool> MakeContactAsync(CancellationToken cancellationToken)
    {
        if (_isContactMade)
        {
            return true;
        }

        var contact = await InfluxContact.MakeAsync(_client!, cancellationToken);
        if (contact.IsRefused)
        {
            // Waiting does not help: somebody has to do something.
            GivenUp = contact.Sentence;
            return false;
        }

        return _isContactMade = contact.IsMade ? true : throw new OutputException(contact.Sentence, OutputFailureKind.Temporary) { RetryAfter = contact.RetryAfter };
    }
}
