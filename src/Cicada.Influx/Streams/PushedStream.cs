namespace Cicada.Influx.Streams;

/// <summary>The results of one call of a <see cref="PushedRequest"/>, or those of another stream where the source does not know how to compute them.</summary>
internal sealed class PushedStream(PushedRequest request, int call, Func<PointStream> otherwise) : PointStream
{
    private PointStream? _other;
    private bool _isOpen;

    public override bool Read()
    {
        if (!_isOpen)
        {
            _isOpen = true;
            _other = request.Knows(call) ? null : otherwise();
        }

        if (_other is null)
        {
            return request.TryRead(call, out _current);
        }

        var hasPoint = _other.Read();
        _current = _other.Current;
        return hasPoint;
    }

    public override void Dispose()
    {
        _other?.Dispose();
        request.Dispose();
    }
}
