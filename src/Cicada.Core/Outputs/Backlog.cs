using Cicada.Runs;

namespace Cicada.Outputs;

/// <summary>
/// What one output has not taken yet, oldest first, and the accounts of all it was given. It decides which batch is delivered next and
/// which is written to disk next; it does neither.
/// </summary>
/// <remarks>
/// <code>
///     oldest                                  newest
///     [on disk] [on disk] … [in memory] [in memory]  ← Offer
///      ↑ delivered next      ↑ written to disk next
/// </code>
/// <para>There is one line. Delivery works at its head, the spool at its first batch that is only in memory, so order is kept whatever happens to
/// either. Both may be at the same batch: the one that an output is slow to take is written to disk meanwhile, and whoever comes
/// second finds what the first has made of it.</para>
/// <para>Every change of an account happens together with the change of the line it stands for, under one lock, without any I/O in it.</para>
/// </remarks>
internal sealed class Backlog(OutputLimits limits, OutputPace pace, TimeProvider clock)
{
    // The oldest sample of a batch may be as old as this when the batch is offered.
    private readonly TimeSpan _flushAfter = pace.FlushInterval > Collector.HandOverEvery ? pace.FlushInterval - Collector.HandOverEvery : TimeSpan.Zero;
    private readonly int _queuedBatches = Math.Max(limits.QueuedBatches, (int)(pace.FlushInterval / Collector.HandOverEvery) + 1);
    private readonly Lock _gate = new();
    private readonly Queue<WaitingBatch> _onDisk = new();
    private readonly Queue<WaitingBatch> _inMemory = new();
    private TaskCompletionSource _changed = NewChange();
    private Accounts _accounts;
    private long _pointsInMemory;
    private bool _isFailing;
    private bool _isComplete;
    private bool _isDeliveryOver;

    public Accounts Accounts
    {
        get
        {
            lock (_gate)
            {
                return _accounts;
            }
        }
    }

    /// <summary>Ends with the next change. To be taken before looking, so that no change is missed between looking and waiting.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>True when nothing more comes and all there is is settled or on disk with nobody to deliver it.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _isComplete && _isDeliveryOver && _inMemory.Count == 0;
            }
        }
    }

    public bool IsDeliveryOver
    {
        get
        {
            lock (_gate)
            {
                return _isDeliveryOver;
            }
        }
    }

    /// <summary>
    /// How long until the next batch has to go to disk: zero when it has to now, <see cref="Timeout.InfiniteTimeSpan"/> when there is none.
    /// </summary>
    public TimeSpan SpoolIn
    {
        get
        {
            lock (_gate)
            {
                if (!_inMemory.TryPeek(out var first))
                {
                    return Timeout.InfiniteTimeSpan;
                }

                // The one that is being delivered counts among those in memory, but does not wait in the queue.
                if (_isFailing || _isDeliveryOver || _onDisk.Count > 0 || _inMemory.Count > _queuedBatches + 1 || IsMemoryFull(1))
                {
                    return TimeSpan.Zero;
                }

                var left = _flushAfter + limits.SlowWrite - clock.GetElapsedTime(first.Offered);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Takes a batch, and one share of it; false when there is no room, and it was dropped and counted.</summary>
    public bool Offer(SharedBatch batch, OutputBatch content)
    {
        var waiting = new WaitingBatch(batch, content, clock.GetTimestamp());
        lock (_gate)
        {
            _accounts = _accounts.Recorded(waiting.Samples, waiting.Observations);
            if (!_isComplete && _inMemory.Count <= 2 * _queuedBatches && !IsMemoryFull(2))
            {
                _inMemory.Enqueue(waiting);
                _pointsInMemory += waiting.Points;
                RaiseChanged();
                return true;
            }

            _accounts = _accounts.Dropped(waiting.Samples, waiting.Observations);
        }

        batch.Release();
        return false;
    }

    /// <summary>Counts what was lost before it reached a batch.</summary>
    public void CountLost(long samples, long observations)
    {
        lock (_gate)
        {
            _accounts = _accounts.Recorded(samples, observations).Dropped(samples, observations);
        }
    }

    /// <summary>Nothing more is offered.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            RaiseChanged();
        }
    }

    /// <summary>Nothing more is delivered: what is left in memory has to go to disk.</summary>
    public void EndDelivery()
    {
        lock (_gate)
        {
            _isDeliveryOver = true;
            RaiseChanged();
        }
    }

    /// <summary>Sets whoever waits for a change going.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            RaiseChanged();
        }
    }

    /// <summary>How long until something has to be delivered: zero when there is something now, <see cref="Timeout.InfiniteTimeSpan"/> when nothing waits.</summary>
    /// <param name="isOver">Whether nothing waits and nothing will come.</param>
    public TimeSpan DeliveryIn(out bool isOver)
    {
        lock (_gate)
        {
            isOver = false;
            if (_onDisk.Count > 0)
            {
                return TimeSpan.Zero;
            }

            if (!_inMemory.TryPeek(out var first))
            {
                isOver = _isComplete;
                return Timeout.InfiniteTimeSpan;
            }

            var left = _isComplete || _isFailing || _pointsInMemory >= pace.FlushPoints ? TimeSpan.Zero : _flushAfter - clock.GetElapsedTime(first.Offered);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The oldest batches, as many as are to be delivered together; none when there is none.</summary>
    public IReadOnlyList<WaitingBatch> StartDelivery()
    {
        var joined = new List<WaitingBatch>(1);
        lock (_gate)
        {
            var points = 0L;
            foreach (var batch in _onDisk.Concat(_inMemory))
            {
                points += batch.Points;
                if (joined.Count > 0 && points > pace.JoinedPoints)
                {
                    break;
                }

                batch.IsBeingDelivered = true;
                joined.Add(batch);
            }
        }

        return joined;
    }

    /// <summary>The output has taken or refused batches for good; returns the files of those that lie on disk, which are to be removed.</summary>
    public IReadOnlyList<SpoolFile> EndDelivery(IReadOnlyList<WaitingBatch> batches, OutputResult result)
    {
        var released = new List<SharedBatch>(1);
        lock (_gate)
        {
            _accounts = _accounts.Settled(batches.Sum(batch => (long)batch.Samples), batches.Sum(batch => (long)batch.Observations), result);
            _isFailing = false;
            foreach (var batch in batches)
            {
                Remove(batch);
                batch.IsBeingDelivered = false;
                Release(batch, released);
            }

            RaiseChanged();
        }

        released.ForEach(batch => batch.Release());
        return [.. batches.Select(batch => batch.File).OfType<SpoolFile>()];
    }

    /// <summary>The output did not take batches: they stay the oldest, and everything goes to disk until the output has taken something.</summary>
    public void FailDelivery(IReadOnlyList<WaitingBatch> batches) => CancelDelivery(batches, isFailing: true);

    /// <summary>Batches are not delivered after all: they stay where they are in the line.</summary>
    public void PostponeDelivery(IEnumerable<WaitingBatch> batches) => CancelDelivery(batches, isFailing: false);

    /// <summary>Passes over the oldest batch, whose file cannot be read: it leaves the line, and stays where it is and in the accounts.</summary>
    public void SetAside(WaitingBatch batch)
    {
        lock (_gate)
        {
            batch.IsBeingDelivered = false;
            _onDisk.Dequeue();
            RaiseChanged();
        }
    }

    /// <summary>The oldest batch that is only in memory, to be written to disk; null when there is none, or none that can be.</summary>
    public WaitingBatch? StartSpooling()
    {
        lock (_gate)
        {
            if (!_inMemory.TryPeek(out var batch) || batch.CannotBeSpooled)
            {
                return null;
            }

            batch.IsBeingSpooled = true;
            return batch;
        }
    }

    /// <summary>A batch is on disk; false when it has been settled meanwhile, and its file is to be removed.</summary>
    public bool EndSpooling(WaitingBatch batch, SpoolFile file)
    {
        SharedBatch? released;
        bool isWanted;
        lock (_gate)
        {
            batch.IsBeingSpooled = false;
            isWanted = !batch.IsSettled;
            if (isWanted)
            {
                batch.File = file;
                _accounts = _accounts.Spooled(batch.Samples, batch.Observations);
                _onDisk.Enqueue(_inMemory.Dequeue());
                _pointsInMemory -= batch.Points;
            }

            released = ReleasableOf(batch);
            RaiseChanged();
        }

        released?.Release();
        return isWanted;
    }

    /// <summary>No disk would take a batch: it stays in memory.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="isForGood">Whether there is no point in trying again.</param>
    public void FailSpooling(WaitingBatch batch, bool isForGood)
    {
        SharedBatch? released;
        lock (_gate)
        {
            batch.IsBeingSpooled = false;
            batch.CannotBeSpooled = isForGood;
            released = ReleasableOf(batch);
            RaiseChanged();
        }

        released?.Release();
    }

    /// <summary>Drops and counts the oldest batch in memory, unless it is being delivered; returns how many points that were, null when there is none to drop.</summary>
    public int? DropOldestInMemory()
    {
        SharedBatch? released;
        int points;
        lock (_gate)
        {
            if (!_inMemory.TryPeek(out var batch) || (batch.IsBeingDelivered && !_isDeliveryOver))
            {
                return null;
            }

            points = batch.Points;
            _accounts = _accounts.Dropped(batch.Samples, batch.Observations);
            Remove(batch);
            released = ReleasableOf(batch);
            RaiseChanged();
        }

        released?.Release();
        return points;
    }

    private void CancelDelivery(IEnumerable<WaitingBatch> batches, bool isFailing)
    {
        var released = new List<SharedBatch>(1);
        lock (_gate)
        {
            _isFailing |= isFailing;
            foreach (var batch in batches)
            {
                batch.IsBeingDelivered = false;
                Release(batch, released);
            }

            RaiseChanged();
        }

        released.ForEach(batch => batch.Release());
    }

    private bool IsMemoryFull(int times) => _pointsInMemory > times * (long)limits.QueuedPoints && _inMemory.Count > times;

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void RaiseChanged()
    {
        var changed = _changed;
        _changed = NewChange();
        changed.SetResult();
    }

    // Delivery and spool work at the heads, so whatever leaves the line is at the head of one of its halves.
    private void Remove(WaitingBatch batch)
    {
        batch.IsSettled = true;
        if (batch.File is null)
        {
            _inMemory.Dequeue();
            _pointsInMemory -= batch.Points;
            return;
        }

        _onDisk.Dequeue();
        _accounts = _accounts.Spooled(-batch.Samples, -batch.Observations);
    }

    private static void Release(WaitingBatch batch, List<SharedBatch> released)
    {
        if (ReleasableOf(batch) is { } releasable)
        {
            released.Add(releasable);
        }
    }

    /// <summary>The memory of a batch once nobody works with it and nobody needs it any more; an output that hangs never lets go of it.</summary>
    private static SharedBatch? ReleasableOf(WaitingBatch batch)
    {
        if (batch.IsBeingDelivered || batch.IsBeingSpooled || (!batch.IsSettled && batch.File is null))
        {
            return null;
        }

        return batch.Forget();
    }
}
