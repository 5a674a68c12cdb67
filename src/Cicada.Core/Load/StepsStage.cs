using System.Globalization;

namespace Cicada.Load;

/// <summary>A staircase to another number of users, up or down.</summary>
internal sealed record StepsStage(int Users, int By, TimeSpan Every, TimeSpan Duration) : Stage(Duration)
{
    protected override string Text => $"steps {Users} by {By} every {StageText.Of(Every)}";

    /// <summary>How many steps there are.</summary>
    public static int Count(int from, int to, int by) => (int)((Math.Abs((long)to - from) + by - 1) / by);

    public override int End(int before) => Users;

    public override ShapePiece PieceAt(TimeSpan elapsed, int before)
    {
        var index = elapsed.Ticks / Every.Ticks;
        var way = Math.Min((index + 1) * By, Math.Abs((long)Users - before));
        var users = (int)(Users > before ? before + way : before - way);
        return new(Every * index, Every, users, users);
    }

    public override string NameOf(ShapePiece piece) => string.Create(CultureInfo.InvariantCulture, $"{Text}: {piece.To}");
}
