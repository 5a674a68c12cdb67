using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>One of the streams rows are made of. It is one point ahead.</summary>
internal sealed class JoinedInput(PointStream stream) : IDisposable
{
    private bool _isStarted;
    private bool _hasNext;
    private bool _isTaken = true;

    /// <summary>Where the value is put, or less than 0 for a stream whose value does not matter.</summary>
    public int Place { get; init; } = -1;

    public QueryValueKind Kind { get; init; }

    /// <summary>Where the other values are put.</summary>
    public int[] OtherPlaces { get; init; } = [];

    public QueryValueKind[] OtherKinds { get; init; } = [];

    /// <summary>Whether there is a next point.</summary>
    public bool HasNext
    {
        get
        {
            if (_isTaken)
            {
                _hasNext = (!_isStarted || _hasNext) && stream.Read();
                (_isStarted, _isTaken) = (true, false);
            }

            return _hasNext;
        }
    }

    /// <summary>The next point; looked for by <see cref="HasNext"/>.</summary>
    public ref readonly StreamPoint Next => ref stream.Current;

    /// <summary>The next point has been used.</summary>
    public void Take() => _isTaken = true;

    public void Dispose() => stream.Dispose();
}
