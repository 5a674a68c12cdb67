using System.Diagnostics;

namespace Cicada.TestSupport;

/// <summary>When a <see cref="CountingServer"/> had read a request and when it had handed over the answer, in ticks of <see cref="Stopwatch"/>.</summary>
/// <param name="Path">The request's path without its query.</param>
/// <param name="ReceivedTicks">When the last byte of the request had been read.</param>
/// <param name="AnsweredTicks">When the last byte of the answer had been handed to the system.</param>
public readonly record struct AnswerTime(string Path, long ReceivedTicks, long AnsweredTicks)
{
    /// <summary>How long the server really took.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(ReceivedTicks, AnsweredTicks);
}
