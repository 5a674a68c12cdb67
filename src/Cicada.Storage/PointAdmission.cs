using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Decides of each point whether the store takes it, and makes the columns it needs, within the caller's transaction: the first point decides a field's type, a point
/// that differs is left out. For the points of one write.
/// </summary>
/// <param name="file">The store.</param>
/// <param name="database">The database the points go to.</param>
/// <param name="policy">The policy, or null for the default.</param>
/// <param name="oldest">The earliest time the policy keeps points of.</param>
internal sealed class PointAdmission(StoreFile file, string database, string? policy, long oldest = long.MinValue)
{
    // So few are compared with each other faster than they are remembered.
    private const int FewFields = 16;

    private MeasurementTable? _table;

    /// <summary>The measurement a point belongs to, with all its columns; null where it is left out, for a reason.</summary>
    /// <param name="point">The point.</param>
    /// <param name="index">Its place among those of the write.</param>
    /// <param name="rejected">Why it is left out.</param>
    public MeasurementTable? Admit(Point point, int index, out RejectedPoint? rejected)
    {
        rejected = Refusal(point) is { } reason ? new(index, reason) { IsTooOld = point.TimeNanoseconds >= UnixTime.Earliest && point.TimeNanoseconds < oldest }
            : ConflictWithin(point) is { } within ? new(index, within.Sentence) { Conflict = within }
            : null;
        if (rejected is not null)
        {
            return null;
        }

        // Points of one measurement come one after the other, mostly.
        if (_table is null || _table.Name != point.Measurement)
        {
            _table = file.Catalogue.EnsureTable(database, policy, point.Measurement);
        }

        if (Conflict(_table, point) is { } conflict)
        {
            rejected = new(index, conflict.Sentence) { Conflict = conflict };
            return null;
        }

        foreach (var tag in point.Tags)
        {
            file.Catalogue.EnsureTag(_table, tag.Key);
        }

        return _table;
    }

    private string? Refusal(Point point)
    {
        if (point.TimeNanoseconds is < UnixTime.Earliest or > UnixTime.Latest)
        {
            return $"The point of '{point.Measurement}' is at {point.TimeNanoseconds.ToString(CultureInfo.InvariantCulture)} ns; expected a time from 1677-09-21 to 2262-04-11. Send it with another time.";
        }

        if (point.TimeNanoseconds < oldest)
        {
            return $"The point of '{point.Measurement}' is older than its retention policy keeps points. Send newer points, or alter the policy.";
        }

        if (StoreNames.IsBroken(point.Measurement))
        {
            return StoreNames.SentenceOfBroken(point.Measurement);
        }

        foreach (var tag in point.Tags)
        {
            if (StoreNames.IsBroken(tag.Key))
            {
                return StoreNames.SentenceOfBroken(tag.Key);
            }
        }

        var hasValue = false;
        foreach (var field in point.Fields)
        {
            if (StoreNames.IsBroken(field.Key))
            {
                return StoreNames.SentenceOfBroken(field.Key);
            }

            hasValue |= field.Value.Type != FieldType.Float || double.IsFinite(field.Value.AsFloat());
        }

        return hasValue ? null : $"The point of '{point.Measurement}' has no field with a value but infinity or NaN; expected one at least. Leave the point out.";
    }

    // All fields are looked at before a column is made, so that a refused point leaves nothing behind.
    private FieldConflict? Conflict(MeasurementTable table, Point point)
    {
        foreach (var field in point.Fields)
        {
            if (table.TypeOf(field.Key) is { } wanted && wanted != field.Value.Type)
            {
                return new FieldConflict(table.Name, field.Key, field.Value.Type, wanted);
            }
        }

        foreach (var field in point.Fields)
        {
            file.Catalogue.TryEnsureField(table, field.Key, field.Value.Type, out _);
        }

        return null;
    }

    // A point may say a field twice, as line protocol allows: the first decides also within it.
    private static FieldConflict? ConflictWithin(Point point)
    {
        Dictionary<string, FieldType>? types = null;
        for (var i = 1; i < point.Fields.Count; i++)
        {
            var (key, value) = point.Fields[i];
            if (i <= FewFields)
            {
                for (var j = 0; j < i; j++)
                {
                    if (point.Fields[j].Key == key && point.Fields[j].Value.Type != value.Type)
                    {
                        return new FieldConflict(point.Measurement, key, value.Type, point.Fields[j].Value.Type);
                    }
                }

                continue;
            }

            if (types is null)
            {
                types = new(point.Fields.Count, StringComparer.Ordinal);
                foreach (var field in point.Fields.Take(i))
                {
                    types.TryAdd(field.Key, field.Value.Type);
                }
            }

            if (!types.TryAdd(key, value.Type) && types[key] != value.Type)
            {
                return new FieldConflict(point.Measurement, key, value.Type, types[key]);
            }
        }

        return null;
    }
}
