namespace Cicada.Data;

/// <summary>One element after the other.</summary>
internal sealed class SequentialRound(int count, bool again) : FeederRound
{
    private long _next = -1;

    public override int Take(TaskOwner user)
    {
        var next = Interlocked.Increment(ref _next);
        return again ? (int)(next % count) : next < count ? (int)next : -1;
    }
}
