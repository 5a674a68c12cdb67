using System.Text;

namespace Cicada.Influx;

/// <summary>
/// Reads the points of a file of line protocol, those of <see cref="LineProtocolFileWriter"/> with their texts as they were. What is no
/// point is reported, and the reading goes on.
/// </summary>
/// <remarks>
/// <para>Records are taken and refused as an InfluxDB server does, with two exceptions made for files: lines may end with carriage return and line
/// feed, and a record of several lines that is no point is taken for its first line only, since usually a quote was left open there.</para>
/// <para>For one thread at a time.</para>
/// </remarks>
public sealed class LineProtocolFileReader
{
    /// <summary>The longest record by default: sixteen mebibytes, so that any text of a run's own fits.</summary>
    public const int DefaultMaximumLength = 1 << 24;

    private const int ExcerptLength = 80;

    private readonly LineProtocolReader _reader = new();
    private readonly LineProtocolRecords _records;
    private readonly long _defaultTimeNanoseconds;
    private readonly TimePrecision _precision;
    private readonly int _maximumLength;
    private readonly List<ChangedText> _notes = [];
    private long _notesLength;

    /// <summary>Begins at the stream's position.</summary>
    /// <param name="stream">The stream. It is only read, and not closed.</param>
    /// <param name="defaultTimeNanoseconds">The time of a record without one.</param>
    /// <param name="precision">The unit of the times in the file.</param>
    /// <param name="maximumLength">The most bytes a record may have; a longer one is reported.</param>
    public LineProtocolFileReader(
        Stream stream,
        long defaultTimeNanoseconds,
        TimePrecision precision = TimePrecision.Nanoseconds,
        int maximumLength = DefaultMaximumLength)
    {
        _records = new LineProtocolRecords(stream, maximumLength) { WithComments = true };
        _defaultTimeNanoseconds = defaultTimeNanoseconds;
        _precision = precision;
        _maximumLength = maximumLength;
    }

    /// <summary>Goes to the next point, or the next line that is none.</summary>
    /// <param name="entry">What was found.</param>
    /// <returns>False at the end of the file.</returns>
    public bool TryRead(out LineProtocolEntry entry)
    {
        while (_records.Read())
        {
            if (_records.Record.SequenceEqual("\r"u8))
            {
                continue;
            }

            if (!_records.IsComment)
            {
                entry = ReadRecord();
                _notes.Clear();
                _notesLength = 0;
                return true;
            }

            if (!TryKeepNote(WithoutReturn(_records.Record)))
            {
                entry = Bad("not a text that Cicada has kept");
                return true;
            }
        }

        entry = default;
        return false;
    }

    private static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line.EndsWith("\r"u8) ? line[..^1] : line;

    private LineProtocolEntry ReadRecord()
    {
        if (_records.Reason is { } gaveUp)
        {
            return Bad(gaveUp);
        }

        if (_reader.TryRead(WithoutReturn(_records.Record), _defaultTimeNanoseconds, _precision, out var point, out var reason))
        {
            return new(_records.LineNumber, _notes.Count == 0 ? point : Restored(point), null, "");
        }

        _records.GiveUpAfterFirstLine();
        return Bad(reason);
    }

    /// <summary>False for a comment that wants to be a note and is none. All notes of a point together are held to a few times the length of a record.</summary>
    private bool TryKeepNote(ReadOnlySpan<byte> comment)
    {
        if (!TextNote.Is(comment))
        {
            return true;
        }

        _notesLength += comment.Length;
        if (_notesLength > 8L * _maximumLength || !TextNote.TryRead(comment, out var changed))
        {
            return false;
        }

        _notes.Add(changed);
        return true;
    }

    private Point Restored(Point point)
    {
        var tags = point.Tags.ToArray();
        var fields = point.Fields.ToArray();
        var measurement = point.Measurement;
        var notes = _notes.ToLookup(note => note.Place);

        foreach (var note in notes[TextPlace.Measurement].Where(note => note.Original.Length > 0))
        {
            measurement = note.Original;
        }

        // Values first: their notes name the keys as they are written.
        var values = ByWrittenKey(notes[TextPlace.TagValue]);
        var tagKeys = ByWrittenKey(notes[TextPlace.TagKey]);
        var fieldKeys = ByWrittenKey(notes[TextPlace.FieldKey]);
        var taken = tags.Select(tag => tag.Key).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < tags.Length; i++)
        {
            var (key, value) = tags[i];
            tags[i] = new(Key(key, tagKeys, taken), values.GetValueOrDefault(key, value));
        }

        taken = fields.Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = fields[i] with { Key = Key(fields[i].Key, fieldKeys, taken) };
        }

        return new Point(measurement, tags, fields, point.TimeNanoseconds);
    }

    private static Dictionary<string, string> ByWrittenKey(IEnumerable<ChangedText> notes)
    {
        var originals = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var note in notes)
        {
            originals[note.WrittenKey] = note.Original;
        }

        return originals;
    }

    // A key that another one has already stays as it is written: a point has each key once, whatever a note says.
    private static string Key(string written, Dictionary<string, string> originals, HashSet<string> taken) =>
        originals.TryGetValue(written, out var original) && taken.Add(original) ? original : written;

    private LineProtocolEntry Bad(string reason)
    {
        var line = _records.Record;
        var end = line.IndexOf((byte)'\n');
        line = end < 0 ? line : line[..end];

        // A character has at most four bytes, so this is enough for all that is shown.
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 4 * (ExcerptLength + 1))]).TrimEnd('\r');
        return new(_records.LineNumber, null, reason, text.Length <= ExcerptLength ? text : text[..(ExcerptLength - 1)] + "…");
    }
}
