namespace Cicada.Influx.Streams;

/// <summary>Leaves those tags of series that are wanted.</summary>
/// <param name="keys">The wanted ones, sorted.</param>
/// <param name="order">Those of them that streams are ordered by.</param>
internal sealed class SeriesProjection(IReadOnlyList<string> keys, IReadOnlyList<string> order)
{
    private readonly Dictionary<StreamSeries, StreamSeries> _known = new(ReferenceEqualityComparer.Instance);
    private StreamSeries? _last;
    private StreamSeries? _lastOut;

    /// <summary>The series with the wanted tags only; a wanted tag it does not have is empty.</summary>
    public StreamSeries Of(StreamSeries series)
    {
        if (ReferenceEquals(series, _last))
        {
            return _lastOut!;
        }

        if (ReferenceEquals(series.Keys, keys) || series.Keys.SequenceEqual(keys))
        {
            (_last, _lastOut) = (series, series);
            return series;
        }

        if (!_known.TryGetValue(series, out var found))
        {
            if (_known.Count > 10_000)
            {
                _known.Clear();
            }

            var group = new StreamSeries(series.Name, order, ValuesOf(series, order));
            found = order.Count == keys.Count ? group : new StreamSeries(series.Name, keys, ValuesOf(series, keys), group);
            _known.Add(series, found);
        }

        (_last, _lastOut) = (series, found);
        return found;
    }

    private static string[] ValuesOf(StreamSeries series, IReadOnlyList<string> keys) => [.. keys.Select(key => series[key])];
}
