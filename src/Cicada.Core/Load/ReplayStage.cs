namespace Cicada.Load;

/// <summary>The users of a recording, on straight lines between its points.</summary>
/// <param name="File">Where it is from.</param>
/// <param name="Points">At least two, from zero on, in order of time, no two at one time.</param>
internal sealed record ReplayStage(string File, IReadOnlyList<(TimeSpan At, int Users)> Points) : Stage(Points[^1].At)
{
    // As the option takes it: in quotes where it would be several words.
    protected override string Text => File.AsSpan().IndexOfAny(" ,\t") < 0 ? $"replay {File}" : $"replay \"{File}\"";

    public override bool IsCurve => true;

    public override int End(int before) => Points[^1].Users;

    public override int Peak(int before) => Points.Max(point => point.Users);

    public override ShapePiece PieceAt(TimeSpan elapsed, int before)
    {
        var (low, high) = (0, Points.Count - 2);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Points[middle].At <= elapsed ? (middle, high) : (low, middle - 1);
        }

        var (from, to) = (Points[low], Points[low + 1]);
        return new(from.At, to.At - from.At, from.Users, to.Users);
    }
}
