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
    /// <summary>The number of users at a moment.</summary>
    public int UsersAt(TimeSpan elapsed)
    {
        var steps = Math.Abs((long)To - From);
        if (elapsed < Start || steps == 0)
        {
            return From;
        }

        // The smallest part of a tick is forgiven, so that a step is never missed by rounding.
        var due = Math.Floor(((elapsed - Start).TotalSeconds * Rate) + 1e-6) + 1;
        var done = (long)Math.Min(due, steps);
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
        return done >= Math.Abs((long)To - From) ? null : Start + TimeSpan.FromSeconds(done / Rate);
    }
}
