namespace Cicada.Influx;

/// <summary>The lines of some points.</summary>
/// <param name="points">The points.</param>
internal sealed class PointLines(IReadOnlyList<Point> points) : ILineSource
{
    private readonly LineProtocolWriter _writer = new();
    private readonly List<RefusedPoint> _unsayable = [];
    private int _next;

    /// <inheritdoc />
    public IReadOnlyList<RefusedPoint> Unsayable => _unsayable;

    /// <inheritdoc />
    public void Fill(WriteBody body, int mostLines)
    {
        while (_next < points.Count && body.Lines.Count < mostLines && body.Lines.Length < BatchLines.MostBytes)
        {
            BatchLines.Write(_writer, body.Lines, points[_next++], _unsayable);
        }
    }
}
