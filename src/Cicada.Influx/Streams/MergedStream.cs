namespace Cicada.Influx.Streams;

/// <summary>Several streams as one in their order.</summary>
internal sealed class MergedStream : PointStream
{
    private readonly List<PointStream> _inputs;
    private readonly List<PointStream> _waiting = [];
    private readonly bool _isDescending;
    private bool _isStarted;
    private PointStream? _next;

    private MergedStream(List<PointStream> inputs, bool isDescending) => (_inputs, _isDescending) = (inputs, isDescending);

    public static PointStream Of(List<PointStream> inputs, bool isDescending) => inputs.Count switch
    {
        0 => new EmptyStream(),
        1 => inputs[0],
        _ => new MergedStream(inputs, isDescending),
    };

    public override bool Read()
    {
        if (!_isStarted)
        {
            _isStarted = true;
            _waiting.AddRange(_inputs.Where(input => input.Read()));
        }
        else if (_next is not null && !_next.Read())
        {
            _waiting.Remove(_next);
        }

        _next = null;
        foreach (var input in _waiting)
        {
            if (_next is null || IsBefore(input.Current, _next.Current))
            {
                _next = input;
            }
        }

        if (_next is null)
        {
            return false;
        }

        _current = _next.Current;
        return true;
    }

    public override void Dispose() => _inputs.ForEach(input => input.Dispose());

    private bool IsBefore(in StreamPoint left, in StreamPoint right)
    {
        var order = left.Series.Group.CompareTo(right.Series.Group);
        order = order != 0 ? order : left.Time.CompareTo(right.Time);
        return _isDescending ? order > 0 : order < 0;
    }
}
