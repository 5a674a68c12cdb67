namespace Cicada.Sockets;

/// <summary>A thread that has, or had, a <see cref="SocketLoop"/>, and what the system says of it.</summary>
internal sealed class LoopThread
{
    // /proc/PID/task/TID/stat, once the thread has said who it is; null where the system does not tell.
    private string? _status;

    public LoopThread(SocketLoop loop, int number)
    {
        var thread = new Thread(() =>
        {
            _status = OwnStatus();
            loop.Run();
        })
        {
            IsBackground = true,
            Name = $"Cicada answers {number}",
        };
        thread.Start();
    }

    /// <summary>Whether it waits for something at the moment (a lock, a timer, a disk) rather than works or waits for a processor; null where nobody knows.</summary>
    public bool? IsBlocked
    {
        get
        {
            try
            {
                // "1234 (the name) S …"; the name may have anything in it.
                var status = _status is null ? null : File.ReadAllText(_status);
                var end = status?.LastIndexOf(')') ?? -1;
                return end < 0 ? null : status![end + 2] is 'S' or 'D';
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
            {
                return null;
            }
        }
    }

    private static string? OwnStatus()
    {
        try
        {
            return File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false) is { } self ? Path.Combine("/proc", self.FullName, "stat") : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
