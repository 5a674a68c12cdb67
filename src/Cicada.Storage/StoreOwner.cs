using System.ComponentModel;
using System.Diagnostics;

namespace Cicada.Storage;

/// <summary>The process that has a store open: what it leaves beside the file, for others to know and to reach it.</summary>
public sealed record StoreOwner
{
    // Two processes work out the same start from clocks they read at different times.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    /// <summary>Its process id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When it was started; a process id is used again after a time.</summary>
    public required DateTimeOffset ProcessStarted { get; init; }

    /// <summary>The machine it runs on.</summary>
    public required string Machine { get; init; }

    /// <summary>The program's name.</summary>
    public required string Program { get; init; }

    /// <summary>Where it answers HTTP, for instance <c>http://127.0.0.1:8089</c>; null where it does not.</summary>
    public string? Address { get; init; }

    /// <summary>What to show there for access; null without an address.</summary>
    public string? Token { get; init; }

    /// <summary>Whether it is this process.</summary>
    internal bool IsThisProcess => ProcessId == Environment.ProcessId && Machine == Environment.MachineName;

    /// <summary>Whether it still runs, as far as this machine can tell: of another machine it cannot, and says no.</summary>
    internal bool IsAlive
    {
        get
        {
            if (Machine != Environment.MachineName)
            {
                return false;
            }

            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return (process.StartTime.ToUniversalTime() - ProcessStarted.UtcDateTime).Duration() < Tolerance;
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
            {
                return false;
            }
        }
    }

    /// <summary>This process.</summary>
    internal static StoreOwner OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return new StoreOwner
        {
            ProcessId = process.Id,
            ProcessStarted = new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero),
            Machine = Environment.MachineName,
            Program = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? process.ProcessName,
        };
    }
}
