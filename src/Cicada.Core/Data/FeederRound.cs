namespace Cicada.Data;

/// <summary>How far a feeder has come in one run: which element is whose, each handed out once. Safe for all users at once.</summary>
internal abstract class FeederRound
{
    private int _isDry;

    /// <summary>The index of the element for a user, or −1 where none is left.</summary>
    public abstract int Take(TaskOwner user);

    /// <summary>True for the one caller that is to say that the feeder is dry.</summary>
    public bool TryReportDry() => Interlocked.Exchange(ref _isDry, 1) == 0;
}
