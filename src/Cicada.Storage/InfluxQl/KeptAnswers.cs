namespace Cicada.Storage.InfluxQl;

/// <summary>What was read about series, kept until something changes: pages ask the same again and again while they are looked at. Used by one thread at a time.</summary>
/// <param name="changes">After which change it was read.</param>
internal sealed class KeptAnswers(long changes)
{
    private const int Most = 1000;

    private const int MostTexts = 10_000;

    private readonly Dictionary<(int Table, string Key), List<string>> _tagValues = [];
    private readonly Dictionary<string, IReadOnlyList<NamedMeasurement>> _measurements = new(StringComparer.Ordinal);

    public long Changes => changes;

    /// <summary>The values of a tag.</summary>
    public List<string> TagValues(MeasurementTable table, string key, Func<List<string>> read)
    {
        if (!_tagValues.TryGetValue((table.Id, key), out var values))
        {
            values = read();
            if (_tagValues.Count < Most && values.Count <= MostTexts)
            {
                _tagValues.Add((table.Id, key), values);
            }
        }

        return values;
    }

    /// <summary>The measurements of a database that have series.</summary>
    public IReadOnlyList<NamedMeasurement> Measurements(string database, Func<IReadOnlyList<NamedMeasurement>> read)
    {
        if (!_measurements.TryGetValue(database, out var measurements))
        {
            measurements = read();
            if (_measurements.Count < Most)
            {
                _measurements.Add(database, measurements);
            }
        }

        return measurements;
    }
}
