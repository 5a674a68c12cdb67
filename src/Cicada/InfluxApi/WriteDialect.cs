using Cicada.Influx;
using Cicada.Storage.InfluxQl;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary>Where points go, as a request says it in the words of one of InfluxDB's versions.</summary>
/// <param name="Write">Where to, or null where that cannot be said.</param>
/// <param name="Status">The status of the refusal.</param>
/// <param name="Refusal">Why not.</param>
internal readonly record struct WriteDialect(InfluxWrite? Write, int Status = 0, string Refusal = "")
{
    /// <summary><c>/write</c> of 1.x.</summary>
    public static WriteDialect OfVersion1(IQueryCollection address)
    {
        if (Value(address, "db") is not { Length: > 0 } database)
        {
            return new(null, StatusCodes.Status400BadRequest, "database is required");
        }

        return Value(address, "consistency").ToLowerInvariant() is "" or "any" or "one" or "quorum" or "all"
            ? new(new InfluxWrite(database, Value(address, "rp"), TimePrecision.FromInfluxName(Value(address, "precision"))))
            : new(null, StatusCodes.Status400BadRequest, "invalid consistency level");
    }

    /// <summary><c>/api/v2/write</c>, of 2.x and of 1.8: a bucket is a database, or a database, a slash and a retention policy.</summary>
    public static WriteDialect OfVersion2(IQueryCollection address)
    {
        var bucket = Value(address, "bucket");
        var slash = bucket.IndexOf('/', StringComparison.Ordinal);
        var (database, policy) = slash < 0 ? (bucket, "") : (bucket[..slash], bucket[(slash + 1)..]);
        if (database.Length == 0)
        {
            return new(null, StatusCodes.Status404NotFound, slash < 0
                ? $"bucket name {InfluxText.Quoted(bucket)} is missing a slash; not in \"database/retention-policy\" format"
                : $"bucket name {InfluxText.Quoted(bucket)} is in db/rp form but has an empty database");
        }

        var precision = Value(address, "precision");
        return precision switch
        {
            "" or "ns" => To(database, policy, TimePrecision.Nanoseconds),
            "us" => To(database, policy, TimePrecision.Microseconds),
            "ms" => To(database, policy, TimePrecision.Milliseconds),
            "s" => To(database, policy, TimePrecision.Seconds),
            _ => new(null, StatusCodes.Status400BadRequest, $"invalid precision {InfluxText.Quoted(precision)} (use ns, us, ms or s)"),
        };
    }

    /// <summary><c>/api/v3/write_lp</c>.</summary>
    public static WriteDialect OfVersion3(IQueryCollection address)
    {
        if (Value(address, "db") is not { Length: > 0 } database)
        {
            return new(null, StatusCodes.Status400BadRequest, "the request must name a database with the parameter 'db'");
        }

        var precision = Value(address, "precision");
        return precision switch
        {
            "" or "nanosecond" or "ns" or "n" => To(database, "", TimePrecision.Nanoseconds),
            "microsecond" or "us" or "u" => To(database, "", TimePrecision.Microseconds),
            "millisecond" or "ms" => To(database, "", TimePrecision.Milliseconds),
            "second" or "s" => To(database, "", TimePrecision.Seconds),
            _ => new(null, StatusCodes.Status400BadRequest, $"invalid precision {InfluxText.Quoted(precision)} (use nanosecond, microsecond, millisecond or second)"),
        };
    }

    private static WriteDialect To(string database, string policy, TimePrecision precision) => new(new InfluxWrite(database, policy, precision));

    private static string Value(IQueryCollection address, string name) => address[name] is [{ } value, ..] ? value : "";
}
