namespace Cicada.Load;

/// <summary>A part of a shape: how many users there are to be at each moment of it, given how many there were before. Pure arithmetic; its text is that of <c>--shape</c>.</summary>
/// <param name="Duration">How long it lasts, more than zero.</param>
internal abstract record Stage(TimeSpan Duration)
{
    /// <summary>Whether its pieces only approach a curve, so that it is one step, not many.</summary>
    public virtual bool IsCurve => false;

    /// <summary>Users at its end.</summary>
    public abstract int End(int before);

    /// <summary>The most users there are at one time.</summary>
    public virtual int Peak(int before) => Math.Max(before, End(before));

    /// <summary>The piece that is on at a moment of the stage, from zero on and before its end.</summary>
    public abstract ShapePiece PieceAt(TimeSpan elapsed, int before);

    /// <summary>What the piece is called in events.</summary>
    public virtual string NameOf(ShapePiece piece) => ToString();

    // Records write their own text unless it is sealed here.
    public sealed override string ToString() => Text;

    protected abstract string Text { get; }
}
