namespace Cicada.Load;

/// <summary>Another number of users at once.</summary>
internal sealed record StepStage(int Users, TimeSpan Duration) : Stage(Duration)
{
    protected override string Text => $"step {Users} {StageText.Of(Duration)}";

    public override int End(int before) => Users;

    // Who was there before is gone at once, so the peak is its own number.
    public override int Peak(int before) => Users;

    public override ShapePiece PieceAt(TimeSpan elapsed, int before) => new(TimeSpan.Zero, Duration, Users, Users);
}
