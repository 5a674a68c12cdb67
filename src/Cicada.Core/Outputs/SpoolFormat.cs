using System.Text;
using System.Text.Json;

namespace Cicada.Outputs;

/// <summary>
/// How one batch lies on disk: the description of its run as JSON, so that each file stands on its own, the output's own note, the run's final document
/// as JSON if it is the last one, then the samples in binary with a table of the strings they share, and the observations as
/// JSON. A file says how much of each follows and ends with a mark and a checksum, so that one that was cut off or changed is
/// recognised.
/// </summary>
/// <remarks>Version 1 had neither description, document nor checksum, version 2 no note, version 3 no time of name resolution; they are still read.</remarks>
internal static class SpoolFormat
{
    private const uint Magic = 0x43435350;
    private const uint EndMark = 0x444E4543;
    private const int VersionWithoutRun = 1;
    private const int VersionWithoutNote = 2;
    private const int VersionWithoutDns = 3;
    private const int Version = 4;

    // What an entry takes at the least, with nothing in its texts.
    private const int SmallestKey = 7;
    private const int SmallestSample = 69;

    /// <summary>A run's description as it stands in each of its files: without the code, which would be there as often as there are files.</summary>
    public static byte[] Describe(RunDescription run) => JsonSerializer.SerializeToUtf8Bytes(run with { Code = null }, ObservationJsonContext.Default.RunDescription);

    /// <param name="stream">Where to.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="run">From <see cref="Describe"/>, or empty where nothing is known of the run.</param>
    /// <param name="note">What the output wants to be reminded of.</param>
    /// <param name="summary">The run's final document, if this is its last file.</param>
    public static void Write(Stream stream, OutputBatch batch, ReadOnlySpan<byte> run, string note = "", RunSummary? summary = null)
    {
        var checksum = new ChecksumStream(stream);
        using var writer = new BinaryWriter(checksum, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        WriteBlock(writer, run);
        WriteBlock(writer, Encoding.UTF8.GetBytes(note));
        WriteBlock(writer, summary is null ? [] : Encoding.UTF8.GetBytes(RunSummaryJson.Serialize(summary)));
        WriteBatch(writer, batch);
        writer.Write(EndMark);
        writer.Write(checksum.Checksum);
    }

    /// <exception cref="InvalidDataException">The file was cut off or changed, or is none of ours.</exception>
    public static SpooledBatch Read(Stream stream)
    {
        try
        {
            var checksum = new ChecksumStream(stream);
            using var reader = new BinaryReader(checksum, Encoding.UTF8, leaveOpen: true);
            if (reader.ReadUInt32() != Magic)
            {
                throw new InvalidDataException("It does not begin like a spool file.");
            }

            var version = reader.ReadInt32();
            if (version is < VersionWithoutRun or > Version)
            {
                throw new InvalidDataException($"It is of version '{version}' of spool files; this program reads versions up to '{Version}'.");
            }

            var run = version == VersionWithoutRun ? null : ReadRun(reader);
            var note = version > VersionWithoutNote ? Encoding.UTF8.GetString(ReadBlock(reader)) : "";
            var summary = version == VersionWithoutRun ? null : ReadSummary(reader);
            var batch = ReadBatch(reader, hasDns: version > VersionWithoutDns);
            if (reader.ReadUInt32() != EndMark)
            {
                throw new InvalidDataException("It does not end like a spool file.");
            }

            var sum = checksum.Checksum;
            return version == VersionWithoutRun || (reader.ReadUInt32() == sum && stream.Position == stream.Length)
                ? new SpooledBatch { Run = run, Note = note, Batch = batch, Summary = summary }
                : throw new InvalidDataException("It was changed: its checksum is another one.");
        }
        catch (Exception exception) when (exception is EndOfStreamException or JsonException or FormatException or ArgumentException or NotSupportedException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("It was cut off or changed.", exception);
        }
    }

    private static void WriteBatch(BinaryWriter writer, OutputBatch batch)
    {
        var samples = batch.Requests.Span;
        var keys = new Dictionary<RequestKey, int>();
        var strings = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ref readonly var sample in samples)
        {
            keys.TryAdd(sample.Key, keys.Count);
            if (sample.Error is { } error)
            {
                strings.TryAdd(error, strings.Count);
            }
        }

        writer.Write(keys.Count);
        foreach (var key in keys.Keys)
        {
            writer.Write(key.Index);
            writer.Write(key.RequestType);
            writer.Write(key.Name);
            writer.Write(key.UserClass);
        }

        writer.Write(strings.Count);
        foreach (var text in strings.Keys)
        {
            writer.Write(text);
        }

        writer.Write(samples.Length);
        foreach (ref readonly var sample in samples)
        {
            writer.Write(keys[sample.Key]);
            writer.Write(sample.CompletedNanoseconds);
            writer.Write(sample.ResponseNanoseconds);
            writer.Write(sample.ServiceNanoseconds);
            writer.Write(sample.DnsNanoseconds);
            writer.Write(sample.ConnectNanoseconds);
            writer.Write(sample.TlsNanoseconds);
            writer.Write(sample.FirstByteNanoseconds);
            writer.Write(sample.ResponseLength);
            writer.Write(sample.StatusCode);
            writer.Write(sample.Error is { } error ? strings[error] : -1);
            writer.Write(sample.Detail is not null);
            if (sample.Detail is { } detail)
            {
                writer.Write(detail);
            }
        }

        var observations = JsonSerializer.SerializeToUtf8Bytes(batch.Observations.ToArray(), ObservationJsonContext.Default.ObservationArray);
        WriteBlock(writer, observations);
    }

    private static OutputBatch ReadBatch(BinaryReader reader, bool hasDns)
    {
        var keys = new RequestKey[ReadCount(reader, SmallestKey)];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = new RequestKey(ReadIndex(reader), ReadText(reader), ReadText(reader), ReadText(reader));
        }

        var strings = new string[ReadCount(reader, 1)];
        for (var i = 0; i < strings.Length; i++)
        {
            strings[i] = ReadText(reader);
        }

        var samples = new RequestSample[ReadCount(reader, SmallestSample)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = new RequestSample
            {
                Key = keys[reader.ReadInt32()],
                CompletedNanoseconds = reader.ReadInt64(),
                ResponseNanoseconds = reader.ReadInt64(),
                ServiceNanoseconds = reader.ReadInt64(),
                DnsNanoseconds = hasDns ? reader.ReadInt64() : RequestSample.Unknown,
                ConnectNanoseconds = reader.ReadInt64(),
                TlsNanoseconds = reader.ReadInt64(),
                FirstByteNanoseconds = reader.ReadInt64(),
                ResponseLength = reader.ReadInt64(),
                StatusCode = reader.ReadInt32(),
                Error = reader.ReadInt32() is var error && error >= 0 ? strings[error] : null,
                Detail = reader.ReadBoolean() ? ReadText(reader) : null,
            };
        }

        var observations = JsonSerializer.Deserialize(ReadBlock(reader), ObservationJsonContext.Default.ObservationArray) ?? [];
        return new OutputBatch { Requests = samples, Observations = observations };
    }

    private static RunDescription? ReadRun(BinaryReader reader)
    {
        if (ReadBlock(reader) is not { Length: > 0 } json)
        {
            return null;
        }

        var run = JsonSerializer.Deserialize(json, ObservationJsonContext.Default.RunDescription);

        // User types are not in files of older versions; what is missing is null to the reader, whatever its default.
        return run is { Id: not null, Test: not null, Worker: not null, Options: not null, Labels: not null, Note: not null }
            ? run with { UserTypes = run.UserTypes ?? [] }
            : throw new InvalidDataException("Its description of the run is not whole.");
    }

    private static RunSummary? ReadSummary(BinaryReader reader) =>
        ReadBlock(reader) is { Length: > 0 } json ? RunSummaryJson.Parse(Encoding.UTF8.GetString(json)) : null;

    private static void WriteBlock(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBlock(BinaryReader reader) => reader.ReadBytes(ReadCount(reader, 1));

    // The reader's own way says of an impossible length what it says of a broken disk.
    private static string ReadText(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return length >= 0 && length <= left
            ? Encoding.UTF8.GetString(reader.ReadBytes(length))
            : throw new InvalidDataException($"It says that a text of {length} bytes follows where {left} bytes are left.");
    }

    private static int ReadIndex(BinaryReader reader) =>
        reader.ReadInt32() is var index && index >= 0 ? index : throw new InvalidDataException($"It numbers a request '{index}'; numbers are 0 or more.");

    /// <summary>How many of something follow: each takes its bytes, so a number beyond what is left is a damaged one.</summary>
    private static int ReadCount(BinaryReader reader, int bytesEach)
    {
        var count = reader.ReadInt32();
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && (long)count * bytesEach <= left ? count : throw new InvalidDataException($"It says that {count} more follow where {left} bytes are left.");
    }
}
