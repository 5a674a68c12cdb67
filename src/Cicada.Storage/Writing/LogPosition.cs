using System.Globalization;
using System.Security.Cryptography;

namespace Cicada.Storage.Writing;

/// <summary>
/// Places in the log: numbers that grow. The upper bits are of one store alone, so that a log that was left beside a store which was deleted is not taken for that of
/// the next one. The tables say in the same transaction what they have and up to where that is.
/// </summary>
internal static class LogPosition
{
    private const int BitsOfNumber = 40;

    /// <summary>Up to where the log is in the tables; null for a store that never had one.</summary>
    public static long? Merged(StoreFile file) => file.Scalar("SELECT max(position) FROM catalogue.write_log") is { } position
        ? Convert.ToInt64(position, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The position before the first of a new log.</summary>
    public static long Begin() => (long)RandomNumberGenerator.GetInt32(1, 1 << 22) << BitsOfNumber;

    /// <summary>Notes up to where the log is in the tables, within the caller's transaction.</summary>
    public static void Note(StoreFile file, long position)
    {
        if (file.Execute("UPDATE catalogue.write_log SET position = $1", position) == 0)
        {
            file.Execute("INSERT INTO catalogue.write_log VALUES ($1)", position);
        }
    }

    /// <summary>Whether a position comes behind another one of the same store.</summary>
    public static bool IsBehind(long position, long merged) => position > merged && IsOfSame(position, merged);

    /// <summary>Whether two positions are of one store.</summary>
    public static bool IsOfSame(long position, long other) => position >> BitsOfNumber == other >> BitsOfNumber;
}
