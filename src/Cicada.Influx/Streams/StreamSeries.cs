namespace Cicada.Influx.Streams;

/// <summary>Which series a value of a stream is of: a measurement and the tags it is grouped by.</summary>
internal sealed class StreamSeries
{
    private readonly StreamSeries? _group;

    /// <param name="name">The measurement.</param>
    /// <param name="keys">The tags' keys, sorted.</param>
    /// <param name="values">The tags' values in the order of the keys; empty for a tag that is not there.</param>
    /// <param name="group">The series with only those tags the whole query is grouped by, or null where those are all.</param>
    public StreamSeries(string name, IReadOnlyList<string> keys, string[] values, StreamSeries? group = null) => (Name, Keys, Values, _group) = (name, keys, values, group);

    public string Name { get; }

    public IReadOnlyList<string> Keys { get; }

    public string[] Values { get; }

    /// <summary>The series of the whole query's grouping: streams are sorted by it, then by time. Within a subquery there may be more tags than those.</summary>
    public StreamSeries Group => _group ?? this;

    /// <summary>A tag's value; empty for one that is not there.</summary>
    public string this[string key]
    {
        get
        {
            for (var i = 0; i < Keys.Count; i++)
            {
                if (Keys[i] == key)
                {
                    return Values[i];
                }
            }

            return "";
        }
    }

    /// <summary>Whether two series are the same one.</summary>
    public bool IsSame(StreamSeries other) =>
        ReferenceEquals(this, other) || (Name == other.Name && Values.AsSpan().SequenceEqual(other.Values) && (ReferenceEquals(Keys, other.Keys) || Keys.SequenceEqual(other.Keys)));

    /// <summary>By name, then by the values of the tags, in the order of their bytes.</summary>
    public int CompareTo(StreamSeries other)
    {
        if (ReferenceEquals(this, other))
        {
            return 0;
        }

        var order = ByteOrder.Instance.Compare(Name, other.Name);
        for (var i = 0; order == 0 && i < Values.Length && i < other.Values.Length; i++)
        {
            order = ByteOrder.Instance.Compare(Values[i], other.Values[i]);
        }

        return order != 0 ? order : Values.Length.CompareTo(other.Values.Length);
    }
}
