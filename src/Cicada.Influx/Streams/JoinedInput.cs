using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>One of the streams rows are made of. It is one point ahead.</summary>
internal sealed class JoinedInput(PointStream stream) : IDisposable
{
    private bool _hasNext;

    /// <summary>Where the value is put, or less than 0 for a stream whose value does not matter.</summary>
    public int Place { get; init; } = -1;

    public QueryValueKind Kind { get; init; }

    /// <summary>Where the other values are put.</summary>
    public int[] OtherPlaces { get; init; } = [];

    public QueryValueKind[] OtherKinds { get; init; } = [];

    /// <summary>Looks whether there is a next point; where there was none, it looks again.</summary>
    public bool HasNext => _hasNext = _hasNext || stream.Read();

    /// <summary>The next point; looked for by <see cref="HasNext"/>.</summary>
    public ref readonly StreamPoint Next => ref stream.Current;

    /// <summary>The next point has been used.</summary>
    public void Take() => _hasNext = false;

    public void Dispose() => stream.Dispose();
}
