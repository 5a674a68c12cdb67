using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary>
/// Gives a run its end where an exception that nobody caught, in a thread of the test's own or behind an <c>async void</c>, is about to end the process. The thread that threw waits here while the
/// others close everything in order; then the program ends with exit code 2. What leaves no time at all (<c>Environment.FailFast</c>, a stack that overflows, kill -9) is none of this.
/// </summary>
internal sealed class Crashes : IDisposable
{
    /// <summary>How long everything may take: longer than an output waits for a server by itself would keep a dead program alive for nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualResetEventSlim _closed = new();
    private readonly Surroundings _surroundings;
    private readonly Func<Exception, bool> _crash;
    private readonly Action _giveUp;
    private int _seen;

    /// <param name="surroundings">Where the program runs.</param>
    /// <param name="crash">Begins to end what is on; false where nothing is, so that the program may die as any other.</param>
    /// <param name="giveUp">Writes what there is, where the end does not come in time.</param>
    public Crashes(Surroundings surroundings, Func<Exception, bool> crash, Action giveUp)
    {
        (_surroundings, _crash, _giveUp) = (surroundings, crash, giveUp);
        AppDomain.CurrentDomain.UnhandledException += Take;
    }

    /// <summary>Whether there was one.</summary>
    public bool Seen => Volatile.Read(ref _seen) != 0;

    /// <summary>Says that everything has been closed and written.</summary>
    public void Dispose()
    {
        _closed.Set();

        // Who waits for it reads it once more, so it is left to the garbage collector where there was a crash.
        if (!Seen)
        {
            AppDomain.CurrentDomain.UnhandledException -= Take;
            _closed.Dispose();
        }
    }

    private void Take(object sender, UnhandledExceptionEventArgs args)
    {
        var exception = args.ExceptionObject as Exception ?? new InvalidOperationException($"'{args.ExceptionObject}' was thrown.");
        Interlocked.Exchange(ref _seen, 1);
        if (!_crash(exception))
        {
            return;
        }

        _surroundings.Error.WriteLine(PlainText.Of($"The test's own code crashed, so the run is ended: {exception.GetType().Name}: {exception.Message}", int.MaxValue));
        _surroundings.Error.WriteLine(exception);
        _surroundings.Error.Flush();
        if (!_closed.Wait(Patience))
        {
            _giveUp();
        }

        Environment.Exit(ExitCode.BadOptions);
    }
}
