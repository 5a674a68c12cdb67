namespace Cicada.Load;

/// <summary>As many users as there are.</summary>
internal sealed record HoldStage(TimeSpan Duration) : Stage(Duration)
{
    protected override string Text => $"hold {StageText.Of(Duration)}";

    public override int End(int before) => before;

    public override ShapePiece PieceAt(TimeSpan elapsed, int before) => new(TimeSpan.Zero, Duration, before, before);
}
