using System.Text;
using System.Text.Json;

namespace Cicada.Outputs;

/// <summary>
/// How one batch lies on disk: its samples in binary with a table of the strings they share, its observations as JSON. A file
/// says how long it is and ends with a mark, so that one that was cut off is recognised.
/// </summary>
internal static class SpoolFormat
{
    private const uint Magic = 0x43435350;
    private const uint EndMark = 0x444E4543;
    private const int Version = 1;

    public static void Write(Stream stream, OutputBatch batch)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
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
        writer.Write(observations.Length);
        writer.Write(observations);
        writer.Write(EndMark);
    }

    /// <exception cref="InvalidDataException">The file was cut off or is none of ours.</exception>
    public static OutputBatch Read(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            if (reader.ReadUInt32() != Magic || reader.ReadInt32() != Version)
            {
                throw new InvalidDataException("It does not begin like a spool file of this version.");
            }

            var keys = new RequestKey[ReadCount(reader)];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = new RequestKey(reader.ReadInt32(), reader.ReadString(), reader.ReadString(), reader.ReadString());
            }

            var strings = new string[ReadCount(reader)];
            for (var i = 0; i < strings.Length; i++)
            {
                strings[i] = reader.ReadString();
            }

            var samples = new RequestSample[ReadCount(reader)];
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = new RequestSample
                {
                    Key = keys[reader.ReadInt32()],
                    CompletedNanoseconds = reader.ReadInt64(),
                    ResponseNanoseconds = reader.ReadInt64(),
                    ServiceNanoseconds = reader.ReadInt64(),
                    ConnectNanoseconds = reader.ReadInt64(),
                    TlsNanoseconds = reader.ReadInt64(),
                    FirstByteNanoseconds = reader.ReadInt64(),
                    ResponseLength = reader.ReadInt64(),
                    StatusCode = reader.ReadInt32(),
                    Error = reader.ReadInt32() is var error && error >= 0 ? strings[error] : null,
                    Detail = reader.ReadBoolean() ? reader.ReadString() : null,
                };
            }

            var observations = JsonSerializer.Deserialize(reader.ReadBytes(ReadCount(reader)), ObservationJsonContext.Default.ObservationArray) ?? [];
            return reader.ReadUInt32() == EndMark
                ? new OutputBatch { Requests = samples, Observations = observations }
                : throw new InvalidDataException("It does not end like a spool file.");
        }
        catch (Exception exception) when (exception is EndOfStreamException or JsonException or FormatException or ArgumentException or NotSupportedException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("It was cut off or changed.", exception);
        }
    }

    /// <summary>How many of something follow: each takes at least a byte, so a number beyond what is left is a damaged one.</summary>
    private static int ReadCount(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && count <= left ? count : throw new InvalidDataException($"It says that {count} more follow where {left} bytes are left.");
    }
}
