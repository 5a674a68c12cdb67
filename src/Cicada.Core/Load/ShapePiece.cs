namespace Cicada.Load;

/// <summary>A straight piece of a stage: so many users at its beginning, at once, so many at its end.</summary>
/// <param name="Start">When it begins, since the stage began.</param>
/// <param name="Duration">How long it lasts, more than zero.</param>
/// <param name="From">Users at its beginning.</param>
/// <param name="To">Users at its end.</param>
internal readonly record struct ShapePiece(TimeSpan Start, TimeSpan Duration, int From, int To)
{
    /// <summary>Users started or stopped per second. Where there are none to start or stop it is of no account.</summary>
    public double Rate => From == To ? 1 : Math.Abs((double)To - From) / Duration.TotalSeconds;
}
