using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Cicada.Outputs;

/// <summary>
/// Everything between the collector and one output: the backlog of what it has not taken yet, a loop that delivers from it, and a loop that
/// writes to disk what waits too long.
/// </summary>
/// <remarks>
/// <para>In an ordinary run a batch goes from memory to the output, and nothing to disk. At the first sign of trouble it is different: a write
/// that failed, or one that is slow, sends everything that waits to the spool, the batch in question included, and everything that
/// comes after it, until the output has taken all of it, oldest first. So what a crash may cost stays below a second however the output
/// fares. What no disk takes stays in memory, as far as that is bounded; only then it is dropped and counted.</para>
/// <para>Shutdown: <see cref="CompleteAsync"/> ends the backlog; the loops go on as long as the output makes progress, then what is left is
/// spooled. After that the accounts are final.</para>
/// </remarks>
internal sealed class OutputLoop : IAsyncDisposable
{
    // What an output gets to unwind after it was given up on.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly IOutput _output;
    private readonly OutputPace _pace;
    private readonly bool _takesRequests;
    private readonly Spool _spool;
    private readonly TimeProvider _clock;
    private readonly OutputLimits _limits;
    private readonly ILogger _logger;
    private readonly Backlog _backlog;
    private readonly OutputOutage _outage;
    private readonly CancellationTokenSource _giveUp = new();
    private Task _delivering = Task.CompletedTask;
    private Task _spooling = Task.CompletedTask;
    private readonly Random _chance = new(Guid.NewGuid().GetHashCode());
    private RequestSample[] _joined = [];
    private long _progress;
    private bool _isHanging;
    private bool _isLastChance;
    private bool _warnedOfDrops;
    private bool _disposed;

    public OutputLoop(IOutput output, Spool spool, TimeProvider clock, OutputLimits limits, ILogger logger)
    {
        _output = output;
        _pace = output.Pace;
        _takesRequests = output.TakesRequests;
        _spool = spool;
        _clock = clock;
        _limits = limits with { FinalTimeout = _pace.FinalTimeout ?? limits.FinalTimeout };
        _logger = logger;
        _backlog = new Backlog(_limits, _pace, clock);
        _outage = new OutputOutage(output.Name, clock, logger);
    }

    public string Name => _output.Name;

    /// <summary>Whether anything waits on disk for the output: samples, observations or the end of the run.</summary>
    public bool HasSpooled => !_spool.IsEmpty;

    /// <summary>The folders in which something waits for the output, as they stand in a sentence.</summary>
    public string SpoolWhereabouts => _spool.Whereabouts;

    /// <summary>The folder in which the end of the run waits, when the output did not take it and it could be kept; else null.</summary>
    public string? EndWaitsIn { get; private set; }

    /// <summary>How what waits in the spool will be delivered, in a sentence.</summary>
    public string SpoolRemedy => _output.SpoolRemedy(_spool.RootsInUse);

    /// <summary>What the output itself has to say of the run.</summary>
    public IReadOnlyList<string> Warnings => _output.Warnings;

    /// <summary>Whether single requests go to the output.</summary>
    public bool TakesRequests => _takesRequests;

    /// <summary>The accounts of request samples.</summary>
    public RecordingCounts Counts => _backlog.Accounts.Samples;

    /// <summary>The accounts of everything else.</summary>
    public RecordingCounts ObservationCounts => _backlog.Accounts.Observations;

    /// <summary>Opens the output.</summary>
    public async Task OpenAsync(OutputContext context, CancellationToken cancellationToken)
    {
        await _output.OpenAsync(context with { SpoolFolders = _spool.Roots, FolderName = _spool.FolderName, Progressed = () => Interlocked.Increment(ref _progress), Logger = _logger }, cancellationToken);
        _spool.Describe(context.Run, _output.SpoolNote);
    }

    public void Start()
    {
        _delivering = Task.Run(DeliverAsync);
        _spooling = Task.Run(SpoolAsync);
    }

    /// <summary>Takes a batch, and one share of it. Never waits.</summary>
    public void Offer(SharedBatch batch)
    {
        var content = _takesRequests ? batch.Content : batch.ContentWithoutRequests;
        if (content.IsEmpty)
        {
            batch.Release();
            return;
        }

        // Not of the batch afterwards: it may be delivered and in use again by then.
        if (!_backlog.Offer(batch, content))
        {
            WarnOfDrops("neither its queue nor its spool keeps up");
        }
    }

    /// <summary>Counts samples that were lost before they reached a batch.</summary>
    public void CountLost(long samples)
    {
        if (_takesRequests)
        {
            _backlog.CountLost(samples, 0);
            WarnOfDrops("the collector did not keep up");
        }
    }

    /// <summary>Counts observations that were lost before they reached a batch.</summary>
    public void CountLostObservations(long observations)
    {
        _backlog.CountLost(0, observations);
        WarnOfDrops("the collector did not keep up");
    }

    /// <summary>Delivers what is left, as long as the output makes progress; what it does not take stays in the spool.</summary>
    public async Task CompleteAsync()
    {
        var began = _clock.GetTimestamp();
        _backlog.Complete();
        while (!_delivering.IsCompleted)
        {
            var before = Interlocked.Read(ref _progress);
            try
            {
                await _delivering.WaitAsync(_limits.FinalTimeout, _clock);
            }
            catch (TimeoutException)
            {
                if (Interlocked.Read(ref _progress) == before)
                {
                    Log.OutputGivenUp(_logger, Name, _limits.FinalTimeout.TotalSeconds);
                    await _giveUp.CancelAsync();
                    break;
                }
            }
        }

        await _delivering;

        // A disk that is full for a moment gets the same time to be free again.
        var left = _limits.FinalTimeout - _clock.GetElapsedTime(began);
        if (left > TimeSpan.Zero)
        {
            await _spooling.WaitAsync(left, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await EndSpoolingAsync();
        var counts = Counts;
        if (counts.Spooled > 0)
        {
            Log.LeftInSpool(_logger, Name, counts.Spooled, _spool.Whereabouts);
        }
    }

    /// <summary>Gives the output the run's final document. What it does not take is kept in the spool, if that takes it; see <see cref="EndWaitsIn"/>.</summary>
    /// <exception cref="OutputException">The output does not answer any more, or did not take it.</exception>
    public async Task CloseAsync(RunDescription run, RunSummary summary)
    {
        try
        {
            await CloseOutputAsync(run, summary);
        }
        catch
        {
            EndWaitsIn = SpoolEnd(run, summary);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _backlog.Complete();
        await _giveUp.CancelAsync();
        await _delivering;
        await EndSpoolingAsync();
        _spool.Abandon();
        if (!_isHanging)
        {
            await _output.DisposeAsync();
        }

        _giveUp.Dispose();
    }

    private async Task CloseOutputAsync(RunDescription run, RunSummary summary)
    {
        var sentence = $"It has not come back from its last write, and {_limits.FinalTimeout} were given to it.";
        if (_isHanging)
        {
            throw new OutputException(sentence, OutputFailureKind.Final);
        }

        try
        {
            await Task.Run(() => _output.CloseAsync(run, summary, _giveUp.Token).AsTask()).WaitAsync(_limits.FinalTimeout, _clock);
        }
        catch (OperationCanceledException exception) when (_giveUp.IsCancellationRequested)
        {
            throw new OutputException(string.Create(CultureInfo.InvariantCulture, $"It has taken nothing for {_limits.FinalTimeout.TotalSeconds:0.###} s."), OutputFailureKind.Temporary, exception);
        }
        catch (TimeoutException exception)
        {
            Volatile.Write(ref _isHanging, true);
            throw new OutputException(sentence, OutputFailureKind.Final, exception);
        }
    }

    private string? SpoolEnd(RunDescription run, RunSummary summary)
    {
        try
        {
            return _spool.TryAddEnd(run, summary)?.Place.Folder;
        }
        catch (Exception exception)
        {
            Log.EndNotSpooled(_logger, Name, exception);
            return null;
        }
    }

    private async Task DeliverAsync()
    {
        var pause = _limits.FirstRetryPause;
        while (!_giveUp.IsCancellationRequested)
        {
            var changed = _backlog.Changed;
            var wait = _backlog.DeliveryIn(out var isOver);
            if (isOver)
            {
                break;
            }

            if (wait != TimeSpan.Zero)
            {
                await changed.WaitAsync(wait, _clock, _giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            var (delivery, asked) = await DeliverAsync(_backlog.StartDelivery(), pause);
            if (delivery == Delivery.Over)
            {
                break;
            }

            if (delivery == Delivery.Failed)
            {
                await Task.Delay(asked, _clock, _giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _limits.LongestRetryPause.Ticks));
            }
            else
            {
                pause = _limits.FirstRetryPause;
            }
        }

        _backlog.EndDelivery();
    }

    /// <summary>Delivers batches; when that failed, with the pause before the next attempt.</summary>
    private async Task<(Delivery Delivery, TimeSpan Pause)> DeliverAsync(IReadOnlyList<WaitingBatch> batches, TimeSpan pause)
    {
        var (readable, content) = Read(batches);
        if (readable.Count == 0)
        {
            return (Delivery.Done, default);
        }

        try
        {
            if (await WriteAsync(content) is not { } result)
            {
                // The memory of a batch that an output hangs on to is not ours any more.
                return (Delivery.Over, default);
            }

            Settle(readable, result);
            return (Delivery.Done, default);
        }
        catch (OutputException exception) when (exception.Kind == OutputFailureKind.Permanent)
        {
            Log.BatchRejected(_logger, Name, content.Requests.Length, exception.Message);
            Settle(readable, new OutputResult(0, content.Requests.Length, content.Observations.Count));
            return (Delivery.Done, default);
        }
        catch (OutputException exception) when (exception.Kind == OutputFailureKind.Final)
        {
            Log.OutputBroken(_logger, Name, _spool.Folder, exception.Message);
            _backlog.FailDelivery(readable);
            return (Delivery.Over, default);
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            _backlog.FailDelivery(readable);
            return (Delivery.Over, default);
        }
        catch (Exception exception)
        {
            pause *= 1 - (_pace.Jitter * _chance.NextDouble());
            if (exception is OutputException { RetryAfter: { } asked } && asked > pause)
            {
                pause = asked;
            }

            _outage.Complain(exception, pause);
            _backlog.FailDelivery(readable);
            return (Delivery.Failed, pause);
        }
    }

    /// <summary>What is in batches, as one; and those it is of, up to the first whose file cannot be read.</summary>
    private (IReadOnlyList<WaitingBatch> Readable, OutputBatch Content) Read(IReadOnlyList<WaitingBatch> batches)
    {
        var contents = new List<OutputBatch>(batches.Count);
        foreach (var batch in batches)
        {
            try
            {
                contents.Add(batch.Content ?? Spool.Read(batch.File!));
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                if (contents.Count > 0)
                {
                    // It will be the first of its own delivery.
                    break;
                }

                // What is damaged stays where it is for a person to look at, and stays in the accounts as spooled.
                Log.SpoolUnreadable(_logger, Name, batch.File!.Path, exception);
                _backlog.PostponeDelivery(batches.Skip(1));
                _backlog.SetAside(batch);
                return ([], OutputBatch.Empty);
            }
        }

        if (contents.Count < batches.Count)
        {
            _backlog.PostponeDelivery(batches.Skip(contents.Count));
        }

        return ([.. batches.Take(contents.Count)], contents.Count == 1 ? contents[0] : Join(contents));
    }

    // Its memory is used again for the next delivery: an output that hangs gets no next one.
    private OutputBatch Join(List<OutputBatch> batches)
    {
        var samples = batches.Sum(batch => batch.Requests.Length);
        if (_joined.Length < samples)
        {
            _joined = new RequestSample[samples];
        }

        var count = 0;
        foreach (var batch in batches)
        {
            batch.Requests.CopyTo(_joined.AsMemory(count));
            count += batch.Requests.Length;
        }

        return new OutputBatch { Requests = _joined.AsMemory(0, samples), Observations = [.. batches.SelectMany(batch => batch.Observations)] };
    }

    private void Settle(IReadOnlyList<WaitingBatch> batches, OutputResult result)
    {
        _outage.End();
        foreach (var file in _backlog.EndDelivery(batches, result))
        {
            _spool.Remove(file);
        }

        Interlocked.Increment(ref _progress);
    }

    /// <summary>
    /// Writes on a thread that may be blocked, since that is the output's affair; null when the output was given up on and does not come back even so.
    /// </summary>
    private async Task<OutputResult?> WriteAsync(OutputBatch batch)
    {
        var writing = Task.Run(() => _output.WriteAsync(batch, _giveUp.Token).AsTask());
        await ((Task)writing).WaitAsync(_giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!writing.IsCompleted)
        {
            await ((Task)writing).WaitAsync(Grace, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (writing.IsCompleted)
        {
            return await writing;
        }

        Volatile.Write(ref _isHanging, true);
        return null;
    }

    private async Task SpoolAsync()
    {
        while (true)
        {
            var changed = _backlog.Changed;
            if (_backlog.IsOver)
            {
                return;
            }

            var wait = TimeUntilSpooling();
            if (wait == TimeSpan.Zero && !SpoolNext())
            {
                wait = Timeout.InfiniteTimeSpan;
            }

            if (wait != TimeSpan.Zero)
            {
                await changed.WaitAsync(wait, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private TimeSpan TimeUntilSpooling()
    {
        var wait = _backlog.SpoolIn;
        return wait != TimeSpan.Zero || Volatile.Read(ref _isLastChance) ? wait
            : !_spool.IsFull ? _spool.RetryIn

            // Room is made only by deliveries; after the last one there is no point in waiting for any.
            : _backlog.IsDeliveryOver ? TimeSpan.Zero
            : Timeout.InfiniteTimeSpan;
    }

    /// <summary>Writes the next batch to disk, or else leaves it in memory; false when there is nothing to be done before something changes.</summary>
    private bool SpoolNext()
    {
        if (_spool.IsFull)
        {
            return Drop($"the spool in {_spool.Whereabouts} is full");
        }

        if (_backlog.StartSpooling() is not { } batch)
        {
            return Drop("a batch could not be written down");
        }

        var isLastChance = Volatile.Read(ref _isLastChance);
        try
        {
            if (_spool.TryAdd(batch.Content!, isLastChance) is { } file)
            {
                if (_backlog.Accounts is { Samples.Spooled: 0, Observations.Spooled: 0 })
                {
                    Log.SpoolBegun(_logger, Name, file.Place.Folder);
                }

                if (!_backlog.EndSpooling(batch, file))
                {
                    _spool.Remove(file);
                }

                return true;
            }

            _backlog.FailSpooling(batch, isForGood: false);
            return !isLastChance || Drop("no disk takes them");
        }
        catch (Exception exception)
        {
            // Whatever it is: this batch cannot be kept, the next one may be.
            Log.BatchNotSpooled(_logger, Name, exception);
            _backlog.FailSpooling(batch, isForGood: true);
            return true;
        }
    }

    /// <summary>Lets go of what cannot be kept anywhere; false when it is still being delivered.</summary>
    private bool Drop(string why)
    {
        if (_backlog.DropOldestInMemory() is null)
        {
            return false;
        }

        WarnOfDrops(why);
        return true;
    }

    private async Task EndSpoolingAsync()
    {
        Volatile.Write(ref _isLastChance, true);
        _backlog.Wake();
        await _spooling;
    }

    private void WarnOfDrops(string why)
    {
        if (!_warnedOfDrops)
        {
            _warnedOfDrops = true;
            Log.SamplesDropped(_logger, Name, why);
        }
    }
}
