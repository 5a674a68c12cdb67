using Cicada.Influx;

namespace Cicada.Storage.Writing;

/// <summary>
/// Reads line protocol into columns. What a line means is decided by <see cref="LineProtocolReader"/>; lines that are like ones it has read before, nearly all, are
/// read without it, the quick way.
/// </summary>
/// <remarks>It is used for one write after the other, and goes on knowing the series of earlier ones. For one thread at a time.</remarks>
internal sealed partial class LineParser
{
    /// <summary>The longest record that is taken.</summary>
    public const int LongestRecord = LineProtocolRecords.DefaultMaximumLength;

    /// <summary>The most fields a measurement may have: each is a column.</summary>
    public const int MostFields = 1_000;

    /// <summary>The most tag keys a measurement may have: each is a column.</summary>
    public const int MostTags = 1_000;

    private const int FirstBuffer = 128 * 1024;
    private const int MostAtRest = 512 * 1024;

    // The bytes of a key that leave room for those of a field.
    private const int LongestKnownKey = 60_000;

    private readonly LineProtocolReader _reader = new();
    private readonly KnownKeys _keys = new();
    private readonly Dictionary<string, PointBlock> _blocks = new(StringComparer.Ordinal);
    private readonly List<KnownKey> _attached = [];
    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _filled;
    private bool _ended;
    private RecordScan _scan;
    private bool _skipsRecord;
    private bool _skipsComment;
    private LineBatch _batch = null!;
    private Func<string, WriteSchema> _schemaOf = null!;
    private WriteRefusals _refusals = null!;
    private TimePrecision _precision;
    private long _now;
    private long _oldest;

    /// <summary>How many bytes of text there is room for.</summary>
    public int Capacity => _buffer.Length;

    /// <summary>Begins with another write.</summary>
    /// <param name="precision">The unit of its times.</param>
    /// <param name="nowNanoseconds">The time of points without one.</param>
    /// <param name="oldestNanoseconds">The earliest time the retention policy keeps points of.</param>
    /// <param name="refusals">Takes what is not taken.</param>
    public void Begin(TimePrecision precision, long nowNanoseconds, long oldestNanoseconds, WriteRefusals refusals)
    {
        (_start, _filled, _ended, _scan, _skipsRecord, _skipsComment) = (0, 0, false, default, false, false);
        (_precision, _now, _oldest, _refusals) = (precision, nowNanoseconds, oldestNanoseconds, refusals);
    }

    /// <summary>From now on points go into another batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="schemaOf">What is known of a measurement's columns.</param>
    public void BeginBatch(LineBatch batch, Func<string, WriteSchema> schemaOf)
    {
        Detach();
        (_batch, _schemaOf) = (batch, schemaOf);
        _keys.Bound(batch.Most);
    }

    /// <summary>The write is over: it holds on to nothing of it but the series it has met.</summary>
    public void Rest()
    {
        Detach();
        (_batch, _schemaOf, _refusals) = (null!, null!, null!);
        if (_buffer.Length > MostAtRest)
        {
            _buffer = new byte[FirstBuffer];
        }
    }

    /// <summary>Where the next bytes of the text belong.</summary>
    public Memory<byte> Room()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._filled).CopyTo(_buffer);
            _filled -= _start;
            _start = 0;
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        return _buffer.AsMemory(_filled);
    }

    /// <summary>So many bytes are there now; none means that the text ends.</summary>
    public void Filled(int bytes)
    {
        _filled += bytes;
        _ended = bytes == 0;
        if (_ended && _filled > _start && _buffer[_filled - 1] != (byte)'\n')
        {
            // The quick way looks for the end of the last line, too.
            Room().Span[0] = (byte)'\n';
            _filled++;
        }
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>True when the batch is full and there may be more; false when more text is needed, or it has ended.</returns>
    public bool Read()
    {
        while (!_batch.IsFull)
        {
            ReadQuickly();
            if (_batch.IsFull)
            {
                break;
            }

            if (!ReadRecord())
            {
                return false;
            }
        }

        return true;
    }

    private void ReadQuickly()
    {
        if (_skipsRecord || _skipsComment)
        {
            return;
        }

        var text = _buffer.AsSpan(_start.._filled);
        text = text[..(text.LastIndexOf((byte)'\n') + 1)];
        var at = 0;
        while (at < text.Length && TryReadLine(text, at) is var next and > 0)
        {
            at = next;
        }

        if (at > 0)
        {
            PassOver(at);
            _scan = default;
        }
    }

    /// <summary>Reads or passes over one record, whatever it is like; false where more of it is needed.</summary>
    private bool ReadRecord()
    {
        var rest = _buffer.AsSpan(_start.._filled);
        if (rest.IsEmpty)
        {
            return false;
        }

        var begins = _skipsRecord || _skipsComment ? 0 : LineProtocolReader.SkipBlanks(rest, 0);
        if (begins == rest.Length)
        {
            PassOver(_ended || rest.Length > LongestRecord ? rest.Length : 0);
            return false;
        }

        if (_skipsComment || (!_skipsRecord && rest[begins] is (byte)'#' or (byte)'\n'))
        {
            return PassOverLine(rest);
        }

        var found = _scan.TryFindEnd(rest, _ended);
        if (!found && !_ended && rest.Length <= LongestRecord)
        {
            return false;
        }

        if (!found && !_ended)
        {
            // What is left of it is looked at only to find its end.
            RefuseLong(rest[begins..]);
            _skipsRecord = true;
            PassOver(_scan.At);
            _scan.At = 0;
            return _start < _filled;
        }

        // Where a quote is open to the end, the last line break is not part of the text, as InfluxDB has it.
        var length = found ? _scan.At : rest.Length - 1;
        if (!_skipsRecord)
        {
            ReadRecord(rest[begins..length]);
        }

        _skipsRecord = false;
        PassOver(length + 1);
        _scan = default;
        return true;
    }

    private void PassOver(int bytes)
    {
        _start += bytes;

        // Texts take about as much in the batch as in the lines.
        _batch.AddWeight(bytes / 2);
    }

    private bool PassOverLine(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        _skipsComment = end < 0;
        PassOver(end < 0 ? rest.Length : end + 1);
        _scan = default;
        return end >= 0;
    }

    private void RefuseLong(ReadOnlySpan<byte> record)
    {
        if (!_skipsRecord)
        {
            _refusals.BadLine(record, $"the record is longer than {LongestRecord} bytes");
        }
    }

    private void ReadRecord(ReadOnlySpan<byte> record)
    {
        if (record.Length > LongestRecord)
        {
            RefuseLong(record);
            return;
        }

        if (!_reader.TryRead(record, _now, _precision, out var point, out var reason))
        {
            _refusals.BadLine(record, reason);
            return;
        }

        _refusals.Understood++;
        var bytes = record[..EndOfKey(record, 0)];
        if (!_keys.TryFind(bytes, out var key))
        {
            key = new KnownKey(new LineSeries(point.Measurement, point.Tags));
            if (bytes.Length <= LongestKnownKey)
            {
                _keys.Add(bytes, key);
            }
        }

        Add(key, point);
    }

    private void Add(KnownKey key, Point point)
    {
        if (point.TimeNanoseconds < _oldest)
        {
            _refusals.TooOld();
        }
        else if (key.Series.Refusal is { } refusal)
        {
            _refusals.BadTag(refusal);
        }
        else if (!TryAttach(key))
        {
            _refusals.BadField($"max-tags-per-measurement limit exceeded: ({MostTags})");
        }
        else if (TryAdmit(key.Block!, point))
        {
            var block = key.Block!;
            var row = block.BeginRow();
            foreach (var (name, value) in point.Fields)
            {
                if (!LineSeries.IsTime(name))
                {
                    (block.PlaceOf(name) is var place and >= 0 ? block.Fields[place] : block.Add(name, value.Type)).Set(row, value);
                }
            }

            block.EndRow(point.TimeNanoseconds, key.Place);
        }
    }

    /// <summary>Whether the block can have the point; all its fields are looked at before one of them is added.</summary>
    private bool TryAdmit(PointBlock block, Point point)
    {
        var added = 0;
        var taken = 0;
        foreach (var (name, value) in point.Fields)
        {
            if (LineSeries.IsTime(name))
            {
                continue;
            }

            taken++;
            var place = block.PlaceOf(name);
            if ((place >= 0 ? block.Fields[place].Type : block.Schema.TypeOf(name)) is { } type)
            {
                if (type != value.Type)
                {
                    _refusals.Conflict(block.Measurement, name, value.Type, type);
                    return false;
                }
            }
            else if (StoreNames.IsBroken(name))
            {
                _refusals.BadField(LineSeries.RefusalOfField(block.Measurement, name));
                return false;
            }

            added += place < 0 && !block.Schema.Fields.ContainsKey(name) ? 1 : 0;
        }

        if (taken == 0)
        {
            _refusals.BadField(LineSeries.RefusalOfField(block.Measurement, point.Fields[0].Key));
            return false;
        }

        if (added > 0 && block.Schema.Fields.Count + block.NewFields + added > MostFields)
        {
            _refusals.BadField($"max-fields-per-measurement limit exceeded: ({MostFields})");
            return false;
        }

        return true;
    }

    /// <summary>Sees to it that the series is among those of its measurement's block; false where the measurement would have too many tags.</summary>
    private bool TryAttach(KnownKey key)
    {
        if (key.Block is { } attached && ReferenceEquals(attached.Batch, _batch))
        {
            return true;
        }

        if (!_blocks.TryGetValue(key.Series.Measurement, out var block))
        {
            block = new PointBlock(key.Series.Measurement, _schemaOf(key.Series.Measurement), _batch);
            _blocks.Add(key.Series.Measurement, block);
            _batch.Blocks.Add(block);
        }

        if (!block.TryAddKey(key.Series, MostTags))
        {
            return false;
        }

        (key.Block, key.Place) = (block, block.Keys.Count - 1);
        _attached.Add(key);
        return true;
    }

    // A key that is met no more must not hold on to the points of the batch it was met in.
    private void Detach()
    {
        _attached.ForEach(key => key.Block = null);
        _attached.Clear();
        _blocks.Clear();
    }

    /// <summary>The first blank that is not escaped, where the fields begin; the end of the text where there is none.</summary>
    private static int EndOfKey(ReadOnlySpan<byte> text, int start)
    {
        var at = start;
        while (true)
        {
            var length = text[at..].IndexOf((byte)' ');
            if (length < 0)
            {
                return text.Length;
            }

            at += length;
            if (at == start || text[at - 1] != (byte)'\\')
            {
                return at;
            }

            at++;
        }
    }
}
