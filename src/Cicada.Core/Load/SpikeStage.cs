namespace Cicada.Load;

/// <summary>Another number of users at once, and then as many as before.</summary>
internal sealed record SpikeStage(int Users, TimeSpan Duration) : Stage(Duration)
{
    protected override string Text => $"spike {Users} {StageText.Of(Duration)}";

    public override int End(int before) => before;

    public override int Peak(int before) => Math.Max(Users, before);

    public override ShapePiece PieceAt(TimeSpan elapsed, int before) => new(TimeSpan.Zero, Duration, Users, Users);
}
