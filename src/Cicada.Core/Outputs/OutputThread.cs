using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Cicada.Outputs;

/// <summary>
/// The thread on which an output is written to: it stands behind the load where both want a processor, so that the milliseconds in which a store takes what the last quarter of a second brought
/// are nobody's lateness. Why so is in docs/decisions/output-priority.md.
/// </summary>
internal sealed partial class OutputThread : TaskScheduler, IDisposable
{
    // Linux gives a thread of this niceness a third of what one of the load gets: a store at full speed needs less.
    private const int Niceness = 5;

    private readonly BlockingCollection<Task> _tasks = [];

    /// <param name="name">The output's name.</param>
    public OutputThread(string name)
    {
        // An output that hangs must not keep the program alive.
        new Thread(Run) { IsBackground = true, Name = $"Cicada output {name}", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Calls on the thread; what the call awaits goes on in the pool.</summary>
    public Task<T> Run<T>(Func<ValueTask<T>> call) =>
        Task.Factory.StartNew(() => call().AsTask(), CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler, this).Unwrap();

    /// <summary>Lets the thread end when it has done what it was given.</summary>
    public void Dispose() => _tasks.CompleteAdding();

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Run()
    {
        StandBehind();
        foreach (var task in _tasks.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }

        _tasks.Dispose();
    }

    // .NET's priorities do nothing on Unix. Anybody may make a thread nicer, and on Linux 0 is the calling thread alone.
    private static void StandBehind()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(0, 0, Niceness);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int niceness);
}
