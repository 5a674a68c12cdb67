namespace Cicada.TestSupport;

/// <summary>One path of a <see cref="CountingServer"/>: what it answers, and how often it has.</summary>
internal sealed class CountedPath(string path)
{
    private long _received;
    private long _answered;

    public string Path { get; } = path;

    /// <summary>What it always answers; null where the server's default answer is given.</summary>
    public ScriptedAnswer? Answer { get; set; }

    /// <summary>What decides for each request; goes before <see cref="Answer"/>.</summary>
    public Func<ReceivedRequest, ScriptedAnswer>? Script { get; set; }

    public long Answered => Interlocked.Read(ref _answered);

    public long CountReceived() => Interlocked.Increment(ref _received);

    public void CountAnswered() => Interlocked.Increment(ref _answered);

    public void TakeBackAnswered() => Interlocked.Decrement(ref _answered);
}
