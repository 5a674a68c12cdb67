using System.Runtime.InteropServices;

namespace Cicada.Terminal;

/// <summary>Reads single keys from the terminal while a run is on.</summary>
/// <remarks>
/// A thread of its own waits for each key: only while a read is pending does the terminal not echo what is typed. It cannot be
/// called back, so it lives until the program ends and passes its keys to whoever listens.
/// </remarks>
internal sealed partial class KeyReader
{
    private Action<char>? _listener;
    private Thread? _thread;

    /// <summary>Passes keys on until the result is disposed.</summary>
    public IDisposable Start(Action<char> listener)
    {
        Volatile.Write(ref _listener, listener);
        if (_thread is null)
        {
            _thread = new Thread(Read) { IsBackground = true, Name = "Cicada keys" };
            _thread.Start();
        }

        return new Listening(this);
    }

    private void Read()
    {
        try
        {
            // Reading from a terminal in the background would suspend the whole program.
            while (IsInForeground())
            {
                var key = Console.ReadKey(intercept: true).KeyChar;
                Volatile.Read(ref _listener)?.Invoke(key);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            // The terminal is gone; the run goes on without keys.
        }
    }

    private static bool IsInForeground() => OperatingSystem.IsWindows() || ForegroundGroup(0) == OwnGroup();

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ForegroundGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OwnGroup();

    private sealed class Listening(KeyReader reader) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref reader._listener, null);
    }
}
