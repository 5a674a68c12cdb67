using System.Runtime.InteropServices;

namespace Cicada.Sockets;

/// <summary>Linux's epoll: which of many sockets something has happened to since it was last told (edge-triggered).</summary>
internal static partial class Epoll
{
    public const uint Readable = 0x001;
    public const uint Writable = 0x004;
    public const uint Error = 0x008;
    public const uint HungUp = 0x010;
    public const uint PeerClosed = 0x2000;

    private const int Add = 1;
    private const int CloseOnExec = 0x80000;
    private const uint EdgeTriggered = 1u << 31;
    private const int Interrupted = 4;
    private const int InProgress = 115;

    // The kernel's struct is packed on x86-64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>The size of one event.</summary>
    public static int EventSize { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>A new one.</summary>
    /// <exception cref="IOException">The system gives none.</exception>
    public static EpollHandle Create()
    {
        var handle = Create(CloseOnExec);
        if (handle.IsInvalid)
        {
            throw new IOException($"The system gives no epoll: {Marshal.GetLastPInvokeErrorMessage()}. Raise the limit of open files (ulimit -n).");
        }

        return handle;
    }

    /// <summary>Watches a socket for everything from now on; what has happened to it already is told too.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static unsafe void Watch(EpollHandle epoll, SafeHandle socket, ulong data)
    {
        var entry = stackalloc byte[EventSize];
        *(uint*)entry = Readable | Writable | PeerClosed | EdgeTriggered;
        *(ulong*)(entry + DataOffset) = data;
        if (Control(epoll, Add, socket, entry) != 0)
        {
            throw new IOException($"A connection cannot be watched: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Something that can be watched like a socket and is ready from the start: whoever waits is told, once.</summary>
    /// <exception cref="IOException">The system gives none.</exception>
    public static EpollHandle CreateReady()
    {
        var handle = CreateEvent(1, CloseOnExec);
        return !handle.IsInvalid ? handle : throw new IOException($"The system gives no event: {Marshal.GetLastPInvokeErrorMessage()}. Raise the limit of open files (ulimit -n).");
    }

    /// <summary>Waits for events, without end; how many there are.</summary>
    /// <param name="epoll">Where.</param>
    /// <param name="events">Where they are put: <see cref="EventSize"/> bytes each.</param>
    /// <param name="most">How many there is room for.</param>
    /// <exception cref="IOException">The system fails.</exception>
    public static unsafe int Wait(EpollHandle epoll, byte* events, int most)
    {
        while (true)
        {
            var count = Wait(epoll, events, most, -1);
            if (count >= 0)
            {
                return count;
            }

            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new IOException($"Waiting for answers failed: {Marshal.GetLastPInvokeErrorMessage()}.");
            }
        }
    }

    /// <summary>One of the events that were put down.</summary>
    public static unsafe (uint What, ulong Data) Read(byte* events, int index)
    {
        var entry = events + (index * EventSize);
        return (*(uint*)entry, *(ulong*)(entry + DataOffset));
    }

    /// <summary>Begins to connect a socket that does not block. False where the system refuses at once; <see cref="System.Net.Sockets.Socket"/> knows the names of its reasons.</summary>
    public static unsafe bool TryConnect(SafeHandle socket, ReadOnlySpan<byte> address)
    {
        fixed (byte* bytes = address)
        {
            return Connect(socket, bytes, (uint)address.Length) == 0 || Marshal.GetLastPInvokeError() == InProgress;
        }
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial EpollHandle Create(int flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial EpollHandle CreateEvent(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Control(EpollHandle epoll, int operation, SafeHandle socket, byte* entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Wait(EpollHandle epoll, byte* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Connect(SafeHandle socket, byte* address, uint length);
}
