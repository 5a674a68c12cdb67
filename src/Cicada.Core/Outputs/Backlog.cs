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
internal sealed class Backlog(OutputLimits limits, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Queue<WaitingBatch> _onDisk = new();
    private readonly Queue<WaitingBatch> _inMemory = new();
    private TaskCompletionSource _changed = NewChange();
    private RecordingCounts _counts;
    private bool _isFailing;
    private bool _isComplete;
    private bool _isDeliveryOver;

    public RecordingCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return _counts;
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
                if (_isFailing || _isDeliveryOver || _onDisk.Count > 0 || _inMemory.Count > limits.QueuedBatches + 1)
                {
                    return TimeSpan.Zero;
                }

                var left = limits.SlowWrite - clock.GetElapsedTime(first.Offered);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Takes a batch, and one share of it; false when there is no room, and it was dropped and counted.</summary>
    public bool Offer(SharedBatch batch)
    {
        lock (_gate)
        {
            var hasRoom = !_isComplete && _inMemory.Count <= 2 * limits.QueuedBatches;
            _counts = _counts with { Recorded = _counts.Recorded + batch.Count, Dropped = _counts.Dropped + (hasRoom ? 0 : batch.Count) };
            if (hasRoom)
            {
                _inMemory.Enqueue(new WaitingBatch(batch, clock.GetTimestamp()));
                RaiseChanged();
                return true;
            }
        }

        batch.Release();
        return false;
    }

    /// <summary>Counts samples that were lost before they reached a batch.</summary>
    public void CountLost(long samples)
    {
        lock (_gate)
        {
            _counts = _counts with { Recorded = _counts.Recorded + samples, Dropped = _counts.Dropped + samples };
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

    /// <summary>The oldest batch, to be delivered; null when there is none, and with <paramref name="isOver"/> none will come.</summary>
    public WaitingBatch? StartDelivery(out bool isOver)
    {
        lock (_gate)
        {
            if (!_onDisk.TryPeek(out var batch) && !_inMemory.TryPeek(out batch))
            {
                isOver = _isComplete;
                return null;
            }

            isOver = false;
            batch.IsBeingDelivered = true;
            return batch;
        }
    }

    /// <summary>The output has taken or refused a batch for good; returns its file if it lies on disk, which is to be removed.</summary>
    public SpoolFile? EndDelivery(WaitingBatch batch, OutputResult result)
    {
        SharedBatch? released;
        lock (_gate)
        {
            // An output that does not account for every sample has not said of the rest that it is safe.
            var stored = Math.Clamp(result.Stored, 0, batch.Samples);
            _counts = _counts with { Stored = _counts.Stored + stored, Rejected = _counts.Rejected + batch.Samples - stored };
            _isFailing = false;
            Remove(batch);
            batch.IsBeingDelivered = false;
            released = ReleasableOf(batch);
            RaiseChanged();
        }

        released?.Release();
        return batch.File;
    }

    /// <summary>The output did not take a batch: it stays the oldest, and everything goes to disk until the output has taken something.</summary>
    public void FailDelivery(WaitingBatch batch)
    {
        SharedBatch? released;
        lock (_gate)
        {
            _isFailing = true;
            batch.IsBeingDelivered = false;
            released = ReleasableOf(batch);
            RaiseChanged();
        }

        released?.Release();
    }

    /// <summary>Passes over a batch whose file cannot be read: it leaves the line, and stays where it is and in the accounts.</summary>
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
                _counts = _counts with { Spooled = _counts.Spooled + batch.Samples };
                _onDisk.Enqueue(_inMemory.Dequeue());
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

    /// <summary>Drops and counts the oldest batch in memory, unless it is being delivered; returns how many samples that were, null when there is none to drop.</summary>
    public int? DropOldestInMemory()
    {
        SharedBatch? released;
        int samples;
        lock (_gate)
        {
            if (!_inMemory.TryPeek(out var batch) || (batch.IsBeingDelivered && !_isDeliveryOver))
            {
                return null;
            }

            samples = batch.Samples;
            _counts = _counts with { Dropped = _counts.Dropped + samples };
            Remove(batch);
            released = ReleasableOf(batch);
            RaiseChanged();
        }

        released?.Release();
        return samples;
    }

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
            return;
        }

        _onDisk.Dequeue();
        _counts = _counts with { Spooled = _counts.Spooled - batch.Samples };
    }

    /// <summary>The memory of a batch once nobody works with it and nobody needs it any more; an output that hangs never lets go of it.</summary>
    private static SharedBatch? ReleasableOf(WaitingBatch batch)
    {
        if (batch.IsBeingDelivered || batch.IsBeingSpooled || (!batch.IsSettled && batch.File is null))
        {
            return null;
        }

        var released = batch.InMemory;
        batch.InMemory = null;
        return released;
    }
}
