using System.Runtime.InteropServices;

namespace Cicada.Load;

/// <summary>Sleeps for parts of a millisecond, which .NET's own waits count in whole ones and take ten times the processor time for.</summary>
internal static partial class Nap
{
    /// <summary>Whether this platform has it.</summary>
    public static bool IsPossible { get; } = !OperatingSystem.IsWindows();

    /// <summary>Sleeps; a signal may end it early.</summary>
    /// <param name="span">How long, less than a second.</param>
    public static void Take(TimeSpan span)
    {
        var wanted = new Timespec { Nanoseconds = (nint)Math.Clamp(span.Ticks * TimeSpan.NanosecondsPerTick, 1, 999_999_999) };
        _ = NanoSleep(in wanted, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NanoSleep(in Timespec span, nint left);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
