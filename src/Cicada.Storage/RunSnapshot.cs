using DuckDB.NET.Native;

namespace Cicada.Storage;

/// <summary>
/// A store that is open, as it was at one time, for one <see cref="RunHistory"/>. Used by one thread at a time; the store's owner may take it away from another thread, since
/// DuckDB keeps one instance of a file for all connections of a process, and a file that is to be opened anew is closed by all first.
/// </summary>
internal sealed class RunSnapshot : IOpenSnapshot, IDisposable
{
    // Whoever hands rows to somebody slow keeps the connection until that one has taken them; the store cannot wait for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Lock _lifetime = new();
    private readonly OpenSnapshots _all;
    private readonly StoreFile _file;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _interruption;
    private bool _isClosed;
    private volatile bool _isAbandoned;

    private RunSnapshot(StoreFile owner, CancellationToken cancellation)
    {
        _all = owner.Snapshots;
        _file = owner.OpenSnapshot();
        _cancellation = cancellation;
        _all.Add(this);
        _interruption = cancellation.UnsafeRegister(static one => ((RunSnapshot)one!).Interrupt(), this);
    }

    /// <summary>The store as it was; to be asked within <see cref="Ask{T}"/>.</summary>
    public StoreFile File => _file;

    /// <summary>Begins; for whoever may use the file.</summary>
    /// <param name="owner">The open file.</param>
    /// <param name="running">The runs that are on.</param>
    /// <param name="cancellation">Ends what is asked, also while DuckDB is at work.</param>
    public static RunSnapshot Begin(StoreFile owner, IReadOnlySet<string> running, CancellationToken cancellation)
    {
        var snapshot = new RunSnapshot(owner, cancellation);
        snapshot._file.Running = running;
        return snapshot;
    }

    /// <summary>Asks something.</summary>
    /// <exception cref="StoreException">The store was closed, or had to be opened anew.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public T Ask<T>(Func<T> ask)
    {
        lock (_gate)
        {
            if (_isAbandoned)
            {
                Close();
            }

            if (_isClosed)
            {
                throw new StoreException($"The store '{_file.Path}' was closed or opened anew while it was read. Ask again.") { FailureKind = OutputFailureKind.Temporary };
            }

            _cancellation.ThrowIfCancellationRequested();
            try
            {
                return ask();
            }
            catch (Exception) when (_cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(_cancellation);
            }
        }
    }

    /// <summary>Lets go of what an answer still holds, if it has not been taken away.</summary>
    public void Settle(Action settle)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                settle();
            }
        }
    }

    public void Abandon()
    {
        _isAbandoned = true;
        Interrupt();

        // Else whoever asks closes it when he asks the next time.
        if (_gate.TryEnter(Patience))
        {
            try
            {
                Close();
            }
            finally
            {
                _gate.Exit();
            }
        }
    }

    public void Dispose()
    {
        _all.Remove(this);
        _interruption.Dispose();
        lock (_gate)
        {
            Close();
        }
    }

    private void Interrupt()
    {
        lock (_lifetime)
        {
            if (!_isClosed)
            {
                NativeMethods.Startup.DuckDBInterrupt(_file.Connection.NativeConnection);
            }
        }
    }

    // Under the gate.
    private void Close()
    {
        lock (_lifetime)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                _file.Dispose();
            }
        }
    }
}
