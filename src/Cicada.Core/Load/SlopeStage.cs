namespace Cicada.Load;

/// <summary>Evenly to another number of users.</summary>
internal sealed record SlopeStage(int Users, TimeSpan Duration) : Stage(Duration)
{
    protected override string Text => $"ramp {Users} {StageText.Of(Duration)}";

    public override int End(int before) => Users;

    public override ShapePiece PieceAt(TimeSpan elapsed, int before) => new(TimeSpan.Zero, Duration, before, Users);
}
