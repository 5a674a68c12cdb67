using Cicada.Influx;

namespace Cicada;

/// <summary>
/// Streams a run to an InfluxDB 1.x, 2.x or 3.x, or to a server that speaks as one of them. What the server does not take now waits in the spool and is delivered when it
/// does, in this run, at the end of a later one, or by <c>cicada influx replay</c>; a point it refuses for good is set aside in a file beside the spool.
/// </summary>
/// <remarks>
/// A server that is away when the run begins does not end it; one that answers and refuses does: wrong credentials, a bucket or retention policy that does not exist, an API it
/// does not speak. A database of 1.x is created.
/// </remarks>
public sealed class InfluxOutput : IOutput
{
    private static readonly TimeSpan LongestSpoolTimeAtEnd = TimeSpan.FromSeconds(10);

    // The end of a run is written once, so it gets several chances, long enough for a server that is being restarted; and what earlier runs left gets its time after that.
    private const int ChancesAtEnd = 10;
    private static readonly TimeSpan LongestTimeForChances = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPauseAtEnd = TimeSpan.FromSeconds(2);

    private readonly InfluxOptions _options;
    private readonly TimeProvider _clock;
    private readonly InfluxDestination _destination;
    private readonly InfluxClient _client;
    private readonly InfluxWriter _writer;
    private readonly MeasurementNames _names;
    private readonly Refusals _refusals;
    private OutputContext? _context;
    private BatchLines? _lines;
    private RejectedFile? _rejected;
    private string _serverVersion = "";
    private bool _isContactMade;
    private bool _isStartWritten;

    /// <summary>Streams to the server and database an address names, with every option at its default.</summary>
    /// <param name="address">See <see cref="InfluxOptions.Address"/>.</param>
    /// <exception cref="PlanException">The address makes no sense; the message says why.</exception>
    public InfluxOutput(string address)
        : this(new InfluxOptions { Address = address })
    {
    }

    /// <summary>Streams to where the options say.</summary>
    /// <param name="options">The options.</param>
    /// <param name="clock">The time, the system's unless another is given.</param>
    /// <exception cref="PlanException">The options make no sense; the message says why.</exception>
    public InfluxOutput(InfluxOptions options, TimeProvider? clock = null)
        : this(options, clock, null)
    {
    }

    internal InfluxOutput(InfluxOptions options, TimeProvider? clock, HttpMessageHandler? handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new PlanException(problems);
        }

        _options = options;
        _clock = clock ?? TimeProvider.System;
        _destination = InfluxDestination.From(options, null, [])!;
        _client = new InfluxClient(_destination, _clock, handler);
        _writer = new InfluxWriter(_client, options.BatchSize, options.Gzip, () => _context?.Progressed());
        _names = new MeasurementNames(options.MeasurementPrefix);
        _refusals = new Refusals(Destination);
    }

    /// <inheritdoc />
    public string Name => _options.Name;

    /// <summary>Where it streams to, without any secret.</summary>
    public string Destination => _destination.ToString();

    /// <inheritdoc />
    public OutputPace Pace => new()
    {
        FlushInterval = _options.FlushInterval,
        FlushPoints = _options.BatchSize,
        JoinedPoints = InfluxWriter.MostOpen * _options.BatchSize,
        FinalTimeout = _options.FinalTimeout,
        Jitter = 0.5,
    };

    /// <inheritdoc />
    public bool TakesRequests => _options.Mode != InfluxMode.Statistics;

    /// <inheritdoc />
    public string SpoolNote => InfluxSpoolNote.Of(_destination, _options, _serverVersion).ToJson();

    /// <inheritdoc />
    public string SpoolRemedy(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var folder = folders is [var first, ..] ? first.Contains(' ', StringComparison.Ordinal) ? $"\"{first}\"" : first : "DIR";
        return $"A later run that writes to '{_destination}' delivers it at its end, and 'cicada influx replay --spool {folder}' does at once.";
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Warnings => _refusals.Sentences;

    /// <summary>
    /// Asks the server who it is, and creates a database of 1.x that does not exist. That the run is on is written with the first batch: another output may still refuse to begin.
    /// </summary>
    /// <param name="context">The run as it is known at its start.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="PlanException">The server answers and refuses; the message says why and what to do.</exception>
    public async ValueTask OpenAsync(OutputContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);

        // The code stays in the store: see docs/decisions/code-of-a-run.md.
        _context = context with { Run = context.Run with { Code = null } };
        _lines = new BatchLines(context.Run, _names, _options.Mode);
        _rejected = new RejectedFile(context.SpoolFolders, context.Run.Id, context.FolderName ?? Name);
        var contact = await InfluxContact.MakeAsync(_client, cancellationToken);
        if (contact.IsRefused)
        {
            throw new PlanException([contact.Sentence]);
        }

        if (!contact.IsMade)
        {
            Log.ServerAwayAtStart(context.Logger, contact.Sentence, Name, FirstSpoolFolder ?? "");
            return;
        }

        NoteContact(contact);
    }

    /// <inheritdoc />
    public async ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var lines = _lines ?? throw NotOpened();
        await EnsureStartedAsync(cancellationToken);
        lines.Start(batch);
        var mostLines = _writer.MostLines;
        var refused = await _writer.WriteAsync(lines, cancellationToken);
        if (_writer.MostLines < mostLines)
        {
            Log.RequestsSmaller(_context!.Logger, Destination, _writer.MostLines);
        }

        SetAside(refused);
        var requests = refused.Count(point => point.IsRequest);
        return new OutputResult(batch.Requests.Length - requests, requests, refused.Count - requests);
    }

    /// <summary>Writes the run's final document and figures, and delivers what earlier runs left for the same destination, as far as ten seconds go.</summary>
    /// <param name="run">What is known of the run at its end.</param>
    /// <param name="summary">The final figures.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="OutputException">The server did not take the document.</exception>
    public async ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(summary);
        var points = (_lines ?? throw NotOpened()).Points;
        var began = _clock.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(250);
        for (var chance = 1; ; chance++)
        {
            try
            {
                await EnsureStartedAsync(cancellationToken);
                SetAside(await _writer.WriteAsync(new PointLines(RunEnd.Points(points, run, summary)), cancellationToken));
                break;
            }
            catch (OutputException exception) when (chance < ChancesAtEnd && _clock.GetElapsedTime(began) + Max(pause, exception.RetryAfter) < TimeForChances)
            {
                await Task.Delay(Max(pause, exception.RetryAfter), _clock, cancellationToken);
                pause = pause * 2 < LongestPauseAtEnd ? pause * 2 : LongestPauseAtEnd;
            }
        }

        await DeliverSpoolAsync(cancellationToken);
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _writer.Dispose();
        return ValueTask.CompletedTask;
    }

    // The run gives its outputs the final timeout for their end.
    private TimeSpan TimeForChances => _options.FinalTimeout / 3 < LongestTimeForChances ? _options.FinalTimeout / 3 : LongestTimeForChances;

    private static TimeSpan Max(TimeSpan pause, TimeSpan? asked) => asked > pause ? asked.Value : pause;

    private string? FirstSpoolFolder => _context is { SpoolFolders: [var first, ..] } ? first : null;

    private async Task EnsureStartedAsync(CancellationToken cancellationToken)
    {
        if (!_isContactMade)
        {
            var contact = await InfluxContact.MakeAsync(_client, cancellationToken);
            if (!contact.IsMade)
            {
                throw new OutputException(contact.Sentence, OutputFailureKind.Temporary) { RetryAfter = contact.RetryAfter };
            }

            NoteContact(contact);
        }

        if (!_isStartWritten)
        {
            await WriteStartAsync(cancellationToken);
        }
    }

    private void NoteContact(InfluxContact contact)
    {
        _isContactMade = true;
        _serverVersion = contact.ServerVersion;
        Log.ServerReached(_context!.Logger, Name, Destination, _serverVersion.Length > 0 ? _serverVersion : "of an unknown version");
    }

    private async Task WriteStartAsync(CancellationToken cancellationToken)
    {
        var run = _context!.Run;
        SetAside(await _writer.WriteAsync(new PointLines([_lines!.Points.OfRun(run, RunEnd.Nanoseconds(run.Started))]), cancellationToken));
        _isStartWritten = true;
    }

    private void SetAside(IReadOnlyList<RefusedPoint> refused)
    {
        if (refused.Count == 0)
        {
            return;
        }

        if (_rejected!.Add(refused, _clock.GetUtcNow()) is { } problem)
        {
            Log.RefusedNotKept(_context!.Logger, problem);
        }

        foreach (var reason in _refusals.Add(refused, _rejected))
        {
            Log.PointsRefused(_context!.Logger, Destination, reason, _rejected.Path ?? "");
        }
    }

    // What cannot be delivered now is still there another time: the run itself is over and well.
    private async Task DeliverSpoolAsync(CancellationToken cancellationToken)
    {
        // The run gives its outputs the final timeout for their end.
        var time = _options.FinalTimeout / 2 < LongestSpoolTimeAtEnd ? _options.FinalTimeout / 2 : LongestSpoolTimeAtEnd;
        using var late = new CancellationTokenSource(time, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var own = InfluxSpoolNote.Of(_destination, _options, "");
        var replay = new InfluxReplay(
            new InfluxReplayOptions
            {
                SpoolFolders = _context!.SpoolFolders,
                Destination = _options,
                FinalTimeout = TimeSpan.Zero,
                Logger = _context.Logger,
            },
            _clock)
        {
            Wants = note => (note.Address, note.Organization, note.Version) == (own.Address, own.Organization, own.Version),
        };
        try
        {
            var result = await replay.RunAsync(either.Token);
            foreach (var sentence in result.Runs.SelectMany(run => run.Sentences))
            {
                Log.SpoolNotDelivered(_context.Logger, sentence);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.SpoolNotDelivered(_context.Logger, exception.Message);
        }
        catch (OperationCanceledException)
        {
            Log.SpoolNotDelivered(_context.Logger, $"not all of it was delivered within {time.TotalSeconds:0.#} s. {SpoolRemedy(_context.SpoolFolders)}");
        }
    }

    private static InvalidOperationException NotOpened() => new("The output is written to before it was opened. Call OpenAsync first.");
}
