namespace Cicada.Load;

/// <summary>
/// How many users there are to be at each moment of a ramp from one number to another: the first at once, each further one an
/// equal time after the one before. Pure arithmetic.
/// </summary>
/// <param name="From">Users at the beginning.</param>
/// <param name="To">Users at the end.</param>
/// <param name="Rate">Users started, or stopped, per second; above 0.</param>
/// <param name="Start">When the ramp begins, since the run began.</param>
internal readonly record struct SpawnPlan(int From, int To, double Rate, TimeSpan Start)
{
    // Later than any run lasts, and far from overflowing.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>The number of users at a moment.</summary>
    public int UsersAt(TimeSpan elapsed)
    {
        var steps = Math.Abs((long)To - From);
        if (elapsed < Start || steps == 0)
        {
            return From;
        }

        // What the division of floating-point numbers says, put right by the moments themselves, so that this and NextChange never disagree.
        var ticks = (elapsed - Start).Ticks;
        var due = (long)Math.Min((elapsed - Start).TotalSeconds * Rate, steps);
        while (due < steps && TicksOf(due + 1) <= ticks)
        {
            due++;
        }

        while (due > 0 && TicksOf(due) > ticks)
        {
            due--;
        }

        var done = Math.Min(due + 1, steps);
        return (int)(To >= From ? From + done : From - done);
    }

    /// <summary>When the number changes next after a moment; null when the ramp is over.</summary>
    public TimeSpan? NextChange(TimeSpan elapsed)
    {
        if (elapsed < Start)
        {
            return Start;
        }

        var done = Math.Abs((long)UsersAt(elapsed) - From);
        return done >= Math.Abs((long)To - From) ? null : Start + TimeSpan.FromTicks(TicksOf(done));
    }

    /// <summary>When a step is due, since the start of the ramp: the first tick that is not too early.</summary>
    private long TicksOf(long step) => (long)Math.Min(Math.Ceiling((step / Rate * TimeSpan.TicksPerSecond) - 1e-3), Longest.Ticks);
}
