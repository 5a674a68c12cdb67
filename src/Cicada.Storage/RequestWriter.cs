using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Appends request samples without building points: what <see cref="RunPoints.OfRequest"/> says, by another way. The series
/// of a sample is found by the reference of its key and its error class, so nothing is allocated for a sample.
/// </summary>
internal sealed class RequestWriter
{
    private static readonly MeasurementSchema Schema = MeasurementSchema.Find(MeasurementNames.Default.Requests)!;

    public static readonly string[] Tags = [.. Schema.Tags];

    public static readonly (string Name, FieldType Type)[] Fields = [.. Schema.Fields.Select(one => (one.Name, one.Type))];

    // More than any run has. A spool file says a number itself, and must not be given memory for it.
    private const int MostByIndex = 1 << 16;

    private readonly RunDescription _run;
    private readonly MeasurementWriter _writer;
    // In the order in which a sample's values are written below.
    private readonly int[] _columns;
    private readonly Dictionary<RequestKey, SeriesOfKey> _others = new(ReferenceEqualityComparer.Instance);
    private SeriesOfKey?[] _series = [];

    public RequestWriter(RunDescription run, MeasurementWriter writer)
    {
        _run = run;
        _writer = writer;
        string[] inOrder =
        [
            PointNames.ResponseTime, PointNames.ResponseLength, PointNames.ServiceTime, PointNames.DnsTime, PointNames.ConnectTime,
            PointNames.TlsTime, PointNames.FirstByteTime, PointNames.StatusCode, PointNames.Detail,
        ];
        _columns = [.. inOrder.Select(writer.ColumnOf)];
    }

    public MeasurementTable Table => _writer.Table;

    /// <summary>Writes samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="mayBeThere">Whether some may be in the file already; then only the others are added.</param>
    public void Write(ReadOnlySpan<RequestSample> samples, bool mayBeThere)
    {
        if (mayBeThere)
        {
            var copy = samples.ToArray();
            _writer.Merge(chunk => Write(chunk, copy));
            return;
        }

        using var chunk = _writer.Append();
        Write(chunk, samples);
    }

    private void Write(ChunkWriter chunk, ReadOnlySpan<RequestSample> samples)
    {
        int response = _columns[0], length = _columns[1], service = _columns[2], dns = _columns[3], connect = _columns[4];
        int tls = _columns[5], firstByte = _columns[6], status = _columns[7], detail = _columns[8];

        foreach (ref readonly var sample in samples)
        {
            chunk.Set(0, sample.CompletedNanoseconds);
            chunk.Set(1, SeriesOf(in sample));
            chunk.SetTime(response, sample.ResponseNanoseconds);
            chunk.Set(length, sample.ResponseLength);
            SetIfKnown(chunk, service, sample.ServiceNanoseconds);
            SetIfKnown(chunk, dns, sample.DnsNanoseconds);
            SetIfKnown(chunk, connect, sample.ConnectNanoseconds);
            SetIfKnown(chunk, tls, sample.TlsNanoseconds);
            SetIfKnown(chunk, firstByte, sample.FirstByteNanoseconds);
            if (sample.StatusCode != 0)
            {
                chunk.Set(status, (long)sample.StatusCode);
            }

            if (sample.Detail is { } text)
            {
                chunk.Set(detail, text);
            }

            chunk.EndRow();
        }

        chunk.Complete();
    }

    private static void SetIfKnown(ChunkWriter chunk, int column, long nanoseconds)
    {
        if (nanoseconds >= 0)
        {
            chunk.SetTime(column, nanoseconds);
        }
    }

    private int SeriesOf(in RequestSample sample)
    {
        var key = sample.Key;
        var series = SeriesOf(key);
        if (sample.Error is not { } error)
        {
            return series.Success != 0 ? series.Success : series.Success = Find(key, PointNames.Succeeded, PointNames.NoException);
        }

        if (!series.Errors.TryGetValue(error, out var id))
        {
            id = Find(key, PointNames.Failed, error);
            series.Errors.Add(error, id);
        }

        return id;
    }

    private SeriesOfKey SeriesOf(RequestKey key)
    {
        if (key.Index >= MostByIndex)
        {
            return _others.TryGetValue(key, out var other) ? other : _others[key] = new SeriesOfKey(key);
        }

        if (key.Index >= _series.Length)
        {
            Array.Resize(ref _series, Math.Max(16, (key.Index + 1) * 2));
        }

        var series = _series[key.Index];
        if (series is null || !ReferenceEquals(series.Key, key))
        {
            _series[key.Index] = series = new SeriesOfKey(key);
        }

        return series;
    }

    private int Find(RequestKey key, string success, string exception) => _writer.Series.Find(
    [
        new(PointNames.Run, _run.Id),
        new(PointNames.RequestType, key.RequestType),
        new(PointNames.Name, key.Name),
        new(PointNames.Success, success),
        new(PointNames.Exception, exception),
        new(PointNames.UserClass, key.UserClass),
        new(PointNames.Worker, _run.Worker),
    ]);

    private sealed class SeriesOfKey(RequestKey key)
    {
        public RequestKey Key => key;

        public int Success { get; set; }

        public Dictionary<string, int> Errors { get; } = new(StringComparer.Ordinal);
    }
}
