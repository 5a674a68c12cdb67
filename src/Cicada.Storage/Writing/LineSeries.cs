using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cicada.Storage.Writing;

/// <summary>The series a line names: its measurement and tags, and why no point of it can be taken, if that is so.</summary>
/// <param name="Measurement">The measurement.</param>
/// <param name="Tags">The tags, sorted by key.</param>
internal sealed record LineSeries(string Measurement, IReadOnlyList<PointTag> Tags)
{
    // InfluxDB keeps this name for the time of a point.
    private const string Time = "time";

    private (string Policy, UInt128 Number)? _identity;

    /// <summary>Null for a series that can have points; otherwise what InfluxDB says of them.</summary>
    public string? Refusal { get; } = RefusalOf(Measurement, Tags);

    /// <summary>A number for the series within a retention policy, as good as unique.</summary>
    public UInt128 Identity(string policy)
    {
        if (_identity is not { } identity || identity.Policy != policy)
        {
            var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{policy}\0{Measurement}\0{string.Join('\0', Tags.Select(tag => $"{tag.Key}\0{tag.Value}"))}"));
            _identity = identity = (policy, BinaryPrimitives.ReadUInt128LittleEndian(bytes));
        }

        return identity.Number;
    }

    /// <summary>What InfluxDB says of a point all of whose fields have names it keeps for itself.</summary>
    public static string RefusalOfField(string measurement, string field) =>
        $"invalid field name: input field \"{field}\" on measurement \"{measurement}\" is invalid";

    /// <summary>Whether a field's name is one that is passed over.</summary>
    public static bool IsTime(string field) => field == Time;

    private static string? RefusalOf(string measurement, IReadOnlyList<PointTag> tags)
    {
        if (StoreNames.IsBroken(measurement))
        {
            return $"invalid measurement: \"{measurement}\" has a NUL character in it";
        }

        foreach (var tag in tags)
        {
            if (tag.Key == Time || StoreNames.IsBroken(tag.Key))
            {
                return $"invalid tag key: input tag \"{tag.Key}\" on measurement \"{measurement}\" is invalid";
            }
        }

        return null;
    }
}
