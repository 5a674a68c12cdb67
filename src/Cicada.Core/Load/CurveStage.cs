namespace Cicada.Load;

/// <summary>
/// Users along a curve that repeats itself, approached by straight pieces of equal length, each from the curve to the curve. With 64 to a wave they are within a part in eight hundred of a sine.
/// </summary>
internal abstract record CurveStage(TimeSpan Period, int PiecesInPeriod, TimeSpan Duration) : Stage(Duration)
{
    // Shorter ones would keep the machine busy with the curve rather than with users.
    private static readonly TimeSpan ShortestPiece = TimeSpan.FromMilliseconds(10);

    public sealed override bool IsCurve => true;

    private int Pieces => (int)Math.Clamp(Period.Ticks / ShortestPiece.Ticks, 1, PiecesInPeriod);

    public sealed override int End(int before) => UsersAt(Duration);

    public sealed override ShapePiece PieceAt(TimeSpan elapsed, int before)
    {
        var period = elapsed.Ticks / Period.Ticks * Period.Ticks;
        var index = (elapsed.Ticks - period) * Pieces / Period.Ticks;

        // Pieces begin at whole ticks, so the division may be off by one; what it says is put right by their beginnings.
        while (StartOf(index + 1) <= elapsed.Ticks - period)
        {
            index++;
        }

        var start = TimeSpan.FromTicks(period + StartOf(index));
        var end = TimeSpan.FromTicks(Math.Min(period + StartOf(index + 1), Duration.Ticks));
        return new(start, end - start, UsersAt(start), UsersAt(end));
    }

    /// <summary>Users at a moment of the stage.</summary>
    /// <param name="share">How much of the period is over, 0 to 1.</param>
    protected abstract double UsersAt(double share);

    private long StartOf(long index) => Period.Ticks * index / Pieces;

    private int UsersAt(TimeSpan elapsed) => (int)Math.Round(UsersAt(elapsed.Ticks % Period.Ticks / (double)Period.Ticks));
}
