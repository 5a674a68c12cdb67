namespace Cicada.Influx;

/// <summary>
/// What points of one measurement with the same keys have in common, in the bytes of line protocol: a writer works it out once,
/// and for each point only adds the values.
/// </summary>
internal sealed class PointShape
{
    private readonly string _measurement;
    private readonly string[] _tagKeys;
    private readonly string[] _fieldKeys;

    public PointShape(string measurement, ReadOnlySpan<PointTag> tags, ReadOnlySpan<PointField> fields)
    {
        _measurement = measurement;
        _tagKeys = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            _tagKeys[i] = tags[i].Key;
        }

        _fieldKeys = new string[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            _fieldKeys[i] = fields[i].Key;
        }

        var changes = new List<ChangedText>();
        Measurement = Said(measurement, TextPlace.Measurement, out var changed);
        if (changed)
        {
            changes.Add(new(TextPlace.Measurement, "", LineProtocolText.Valid(measurement)));
        }

        var sayableTags = new SayableKeys(_tagKeys, TextPlace.TagKey, changes);
        WrittenTagKeys = sayableTags.Keys;
        TagOrder = [.. Enumerable.Range(0, tags.Length)];
        var escaped = Array.ConvertAll(WrittenTagKeys, key => Said(key, TextPlace.TagKey, out _));
        Array.Sort(TagOrder, (left, right) => escaped[left].AsSpan().SequenceCompareTo(escaped[right]));
        TagBeginnings = Array.ConvertAll(escaped, Beginning);
        FieldBeginnings = Array.ConvertAll(
            new SayableKeys(_fieldKeys, TextPlace.FieldKey, changes).Keys, key => Beginning(Said(key, TextPlace.FieldKey, out _)));
        Changes = [.. changes];
        Length = Measurement.Length + TagBeginnings.Sum(key => key.Length) + FieldBeginnings.Sum(key => key.Length);
        LongestFieldKey = FieldBeginnings.Max(key => key.Length) - 2;
    }

    /// <summary>The measurement.</summary>
    public byte[] Measurement { get; }

    /// <summary>The order in which the tags are written: by the bytes of their keys, as InfluxDB keeps them.</summary>
    public int[] TagOrder { get; }

    /// <summary>The keys a reader of the line will see.</summary>
    public string[] WrittenTagKeys { get; }

    /// <summary>Comma, key and equals sign of each tag.</summary>
    public byte[][] TagBeginnings { get; }

    /// <summary>Comma, key and equals sign of each field.</summary>
    public byte[][] FieldBeginnings { get; }

    /// <summary>The measurement and the keys that could not be said.</summary>
    public ChangedText[] Changes { get; }

    /// <summary>How many bytes all these take.</summary>
    public int Length { get; }

    /// <summary>Bytes of the longest key of a field.</summary>
    public int LongestFieldKey { get; }

    /// <summary>A number that is the same for points of the same shape, and seldom for others.</summary>
    public static uint Hash(string measurement, ReadOnlySpan<PointTag> tags, ReadOnlySpan<PointField> fields)
    {
        var hash = (uint)measurement.Length;
        foreach (ref readonly var tag in tags)
        {
            hash = (hash * 31) + Hash(tag.Key);
        }

        foreach (ref readonly var field in fields)
        {
            hash = (hash * 31) + Hash(field.Key);
        }

        return hash ^ (hash >> 15);
    }

    /// <summary>Whether a point has this shape.</summary>
    public bool Fits(string measurement, ReadOnlySpan<PointTag> tags, ReadOnlySpan<PointField> fields)
    {
        if (tags.Length != _tagKeys.Length || fields.Length != _fieldKeys.Length || measurement != _measurement)
        {
            return false;
        }

        for (var i = 0; i < tags.Length; i++)
        {
            if (tags[i].Key != _tagKeys[i])
            {
                return false;
            }
        }

        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Key != _fieldKeys[i])
            {
                return false;
            }
        }

        return true;
    }

    private static uint Hash(string key) => key.Length == 0 ? 0 : (uint)(key.Length + (key[0] << 8) + (key[^1] << 16));

    private static byte[] Said(string text, TextPlace place, out bool changed)
    {
        var bytes = new byte[text.Length * LineProtocolText.BytesPerChar];
        return bytes[..LineProtocolText.Write(text, place, bytes, out changed)];
    }

    private static byte[] Beginning(byte[] key) => [(byte)',', .. key, (byte)'='];

    /// <summary>
    /// The keys of a point as texts that line protocol can say, each once: InfluxDB refuses a point with two equal tags, and of two
    /// equal fields it keeps one.
    /// </summary>
    private readonly struct SayableKeys
    {
        /// <summary>Stands for an empty key, and makes a key another one.</summary>
        private const string Mark = "_";

        /// <summary>InfluxDB refuses a tag of this name and forgets a field of it.</summary>
        private const string Time = "time";

        public SayableKeys(string[] keys, TextPlace place, List<ChangedText> changes)
        {
            Keys = Array.ConvertAll(keys, key => Sayable(key, place));
            var taken = new HashSet<string>(keys.Length, StringComparer.Ordinal);
            foreach (var wanted in (bool[])[true, false])
            {
                // What can be said keeps its name; what had to be changed goes out of its way.
                for (var i = 0; i < keys.Length; i++)
                {
                    if (keys[i] == Keys[i] != wanted)
                    {
                        continue;
                    }

                    while (!taken.Add(Keys[i]))
                    {
                        Keys[i] += Mark;
                    }
                }
            }

            for (var i = 0; i < keys.Length; i++)
            {
                var original = LineProtocolText.Valid(keys[i]);
                if (original != Keys[i])
                {
                    changes.Add(new(place, Keys[i], original));
                }
            }
        }

        public string[] Keys { get; }

        private static string Sayable(string key, TextPlace place)
        {
            if (key.Length == 0)
            {
                return Mark;
            }

            if (key == Time)
            {
                return Time + Mark;
            }

            return LineProtocolText.Sayable(key, place);
        }
    }
}
