namespace Cicada.Storage.Writing;

/// <summary>Batches that are in the log and not in the tables yet, in order, and no more of them than memory is meant for. Safe to use from several threads.</summary>
internal sealed class WaitingBatches
{
    /// <summary>So much is merged at once, and not left to wait for more.</summary>
    public const long Plenty = 24 << 20;

    // Beyond that, writers wait.
    private const long Most = 96 << 20;

    private readonly Lock _gate = new();
    private readonly List<LineBatch> _batches = [];
    private long _weight;
    private string? _fault;
    private TaskCompletionSource _room = NewSignal();
    private TaskCompletionSource _arrived = NewSignal();
    private TaskCompletionSource _plenty = NewSignal();

    /// <summary>Completes when something waits.</summary>
    public Task Arrived
    {
        get
        {
            lock (_gate)
            {
                return _arrived.Task;
            }
        }
    }

    /// <summary>Completes when much waits.</summary>
    public Task ArePlenty
    {
        get
        {
            lock (_gate)
            {
                return _plenty.Task;
            }
        }
    }

    /// <summary>What waits, in order; it goes on waiting until it is <see cref="Remove">removed</see>.</summary>
    public IReadOnlyList<LineBatch> Snapshot()
    {
        lock (_gate)
        {
            return [.. _batches];
        }
    }

    public void Add(IReadOnlyList<LineBatch> batches)
    {
        lock (_gate)
        {
            _batches.AddRange(batches);
            _weight += batches.Sum(batch => batch.Weight);
            _arrived.TrySetResult();
            if (_weight >= Plenty)
            {
                _plenty.TrySetResult();
            }
        }
    }

    /// <summary>The first so many were merged.</summary>
    public void Remove(int count)
    {
        lock (_gate)
        {
            _weight -= _batches.Take(count).Sum(batch => batch.Weight);
            _batches.RemoveRange(0, count);
            _fault = null;
            if (_batches.Count == 0)
            {
                _arrived = NewSignal();
            }

            if (_weight < Plenty && _plenty.Task.IsCompleted)
            {
                _plenty = NewSignal();
            }

            MakeRoom();
        }
    }

    /// <summary>They cannot be merged for the moment: where there is no room, nobody waits for it.</summary>
    public void Fail(string fault)
    {
        lock (_gate)
        {
            _fault = fault;
            MakeRoom();
        }
    }

    /// <summary>Completes when there is room for another batch.</summary>
    /// <exception cref="StoreException">There is none, and will not be until somebody does something.</exception>
    public async Task RoomAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_weight < Most)
                {
                    return;
                }

                if (_fault is not null)
                {
                    throw new StoreException(_fault) { FailureKind = OutputFailureKind.Temporary };
                }

                room = _room.Task;
            }

            await room.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private void MakeRoom()
    {
        _room.TrySetResult();
        _room = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
