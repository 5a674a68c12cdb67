using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Cicada.Outputs;

/// <summary>
/// Everything between the collector and one output: a bounded queue in memory, a bounded spool on disk behind it, one loop that
/// delivers, and the accounts.
/// </summary>
/// <remarks>
/// <para>Order of a sample's life: queue, else spool, else dropped and counted. The delivering loop empties the queue first and
/// the spool when the queue is empty, so a slow output is at least current.</para>
/// <para>Shutdown: <see cref="CompleteAsync"/> ends the queue; the loop goes on as long as the output makes progress, then
/// spools what is left. After that the accounts are final.</para>
/// </remarks>
internal sealed class OutputLoop : IAsyncDisposable
{
    // What an output gets to unwind after it was given up on.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly IOutput _output;
    private readonly TimeProvider _clock;
    private readonly OutputLimits _limits;
    private readonly ILogger _logger;
    private readonly Channel<SharedBatch> _queue;
    private readonly Channel<SharedBatch> _overflow;
    private readonly Spool _spool;
    private readonly CancellationTokenSource _giveUp = new();
    private Task _delivering = Task.CompletedTask;
    private Task _spooling = Task.CompletedTask;
    private long _recorded;
    private long _stored;
    private long _spooled;
    private long _dropped;
    private long _rejected;
    private long _progress;
    private bool _broken;
    private bool _isHanging;
    private bool _warnedOfDrops;
    private bool _disposed;

    public OutputLoop(IOutput output, string spoolFolder, TimeProvider clock, OutputLimits limits, ILogger logger)
    {
        _output = output;
        _clock = clock;
        _limits = limits;
        _logger = logger;
        _spool = new Spool(Path.Combine(spoolFolder, output.Name), limits.SpoolBytes);
        _queue = Channel.CreateBounded<SharedBatch>(new BoundedChannelOptions(limits.QueuedBatches) { SingleReader = true, SingleWriter = true });
        _overflow = Channel.CreateBounded<SharedBatch>(new BoundedChannelOptions(limits.QueuedBatches) { SingleReader = true, SingleWriter = true });
    }

    public string Name => _output.Name;

    public IOutput Output => _output;

    /// <summary>The folder in which samples wait, if any do.</summary>
    public string SpoolFolder => _spool.Folder;

    public RecordingCounts Counts => new(
        Interlocked.Read(ref _recorded), Interlocked.Read(ref _stored), Interlocked.Read(ref _spooled), Interlocked.Read(ref _dropped), Interlocked.Read(ref _rejected));

    public void Start()
    {
        _delivering = Task.Run(DeliverAsync);
        _spooling = Task.Run(SpoolOverflowAsync);
    }

    /// <summary>Takes a batch, and one share of it. Never waits.</summary>
    public void Offer(SharedBatch batch)
    {
        Interlocked.Add(ref _recorded, batch.Count);
        if (Volatile.Read(ref _broken) ? _overflow.Writer.TryWrite(batch) : _queue.Writer.TryWrite(batch) || _overflow.Writer.TryWrite(batch))
        {
            return;
        }

        Drop(batch.Count, "neither its queue nor its spool keeps up");
        batch.Release();
    }

    /// <summary>Counts samples that were lost before they reached a batch.</summary>
    public void CountLost(long samples)
    {
        Interlocked.Add(ref _recorded, samples);
        Drop(samples, "the collector did not keep up");
    }

    /// <summary>Delivers what is left, as long as the output makes progress; what it does not take stays in the spool.</summary>
    public async Task CompleteAsync()
    {
        _overflow.Writer.TryComplete();
        await _spooling;
        _queue.Writer.TryComplete();
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
                    Log.OutputGivenUp(_logger, Name, _limits.FinalTimeout);
                    await _giveUp.CancelAsync();
                    break;
                }
            }
        }

        await _delivering;
        var counts = Counts;
        if (counts.Spooled > 0)
        {
            Log.LeftInSpool(_logger, Name, counts.Spooled, _spool.Folder);
        }
    }

    /// <summary>Gives the output the run's final document.</summary>
    /// <exception cref="OutputException">The output does not answer any more, or did not take it.</exception>
    public async Task CloseAsync(RunDescription run, RunSummary summary)
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
        catch (TimeoutException exception)
        {
            Volatile.Write(ref _isHanging, true);
            throw new OutputException(sentence, OutputFailureKind.Final, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _overflow.Writer.TryComplete();
        _queue.Writer.TryComplete();
        await _giveUp.CancelAsync();
        await _spooling;
        await _delivering;
        if (!_isHanging)
        {
            await _output.DisposeAsync();
        }

        _giveUp.Dispose();
    }

    private async Task DeliverAsync()
    {
        var reader = _queue.Reader;
        while (true)
        {
            if (reader.TryRead(out var batch))
            {
                if (!await DeliverAsync(batch.Content, batch.Count))
                {
                    SpoolOrDrop(batch);
                }

                // The memory of a batch that an output hangs on to is not ours any more.
                if (!_isHanging)
                {
                    batch.Release();
                }
            }
            else if (!_spool.IsEmpty && !_broken && !_giveUp.IsCancellationRequested)
            {
                await DeliverOldestOfSpoolAsync();
            }
            else if (!await WaitForMoreAsync(reader))
            {
                if (_spool.IsEmpty || _broken || _giveUp.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Waits for the queue, but not longer than until the spool might have something.</summary>
    private async Task<bool> WaitForMoreAsync(ChannelReader<SharedBatch> reader)
    {
        try
        {
            return await reader.WaitToReadAsync(_giveUp.Token);
        }
        catch (OperationCanceledException)
        {
            return reader.TryPeek(out _);
        }
    }

    private async Task DeliverOldestOfSpoolAsync()
    {
        try
        {
            var batch = _spool.PeekOldest(out var samples);
            if (batch is null || !await DeliverAsync(batch, samples))
            {
                return;
            }

            Interlocked.Add(ref _spooled, -samples);
            _spool.RemoveOldest();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // What is damaged stays where it is for a person to look at, and stays in the accounts as spooled.
            Log.SpoolUnreadable(_logger, Name, _spool.Folder, exception);
            Volatile.Write(ref _broken, true);
        }
    }

    /// <summary>Hands a batch to the output until it takes it; false when it has to wait on disk.</summary>
    private async Task<bool> DeliverAsync(OutputBatch batch, int samples)
    {
        var pause = _limits.FirstRetryPause;
        while (!_broken && !_isHanging && !_giveUp.IsCancellationRequested)
        {
            try
            {
                if (await WriteAsync(batch) is not { } result)
                {
                    return false;
                }

                Interlocked.Add(ref _stored, result.Stored);
                Interlocked.Add(ref _rejected, result.Rejected);
                Interlocked.Increment(ref _progress);
                return true;
            }
            catch (OutputException exception) when (exception.Kind == OutputFailureKind.Permanent)
            {
                Log.BatchRejected(_logger, Name, samples, exception.Message);
                Interlocked.Add(ref _rejected, samples);
                Interlocked.Increment(ref _progress);
                return true;
            }
            catch (OutputException exception) when (exception.Kind == OutputFailureKind.Final)
            {
                Log.OutputBroken(_logger, Name, _spool.Folder, exception.Message);
                Volatile.Write(ref _broken, true);
                return false;
            }
            catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception exception)
            {
                Log.WriteFailed(_logger, Name, pause, exception.Message);
                Log.WriteFailedBecause(_logger, Name, exception);
                await Task.Delay(pause, _clock, _giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _limits.LongestRetryPause.Ticks));
            }
        }

        return false;
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

    private async Task SpoolOverflowAsync()
    {
        await foreach (var batch in _overflow.Reader.ReadAllAsync())
        {
            SpoolOrDrop(batch);
            batch.Release();
        }
    }

    private void SpoolOrDrop(SharedBatch batch)
    {
        try
        {
            // The account is raised first, so that the delivering loop never takes off what was not yet put on.
            Interlocked.Add(ref _spooled, batch.Count);
            if (_spool.TryAdd(batch.Content))
            {
                return;
            }

            Interlocked.Add(ref _spooled, -batch.Count);
            Drop(batch.Count, $"the spool '{_spool.Folder}' is full");
        }
        catch (Exception exception)
        {
            // Whatever it is: this batch cannot be kept, the next one may be.
            Interlocked.Add(ref _spooled, -batch.Count);
            Drop(batch.Count, exception.Message);
        }
    }

    private void Drop(long samples, string why)
    {
        Interlocked.Add(ref _dropped, samples);
        if (samples > 0 && !_warnedOfDrops)
        {
            _warnedOfDrops = true;
            Log.SamplesDropped(_logger, Name, why);
        }
    }
}
