namespace Cicada.Influx.Selection;

/// <summary>Rows, one after the other, sorted by the tags they are grouped by and then by time; both the other way round where the request says so.</summary>
internal interface IPointCursor : IDisposable
{
    /// <summary>Goes to the next row.</summary>
    /// <returns>False where there is none.</returns>
    bool Read();

    /// <summary>The number of the row's group: it grows with each, beginning at 0.</summary>
    int Group { get; }

    /// <summary>The values of the tags the request groups by, in its order; empty where a series has no such tag. The same list for all rows of a group.</summary>
    IReadOnlyList<string> GroupTags { get; }

    /// <summary>The row's time in nanoseconds since the Unix epoch.</summary>
    long Time { get; }

    /// <summary>The value of a column, null where the point does not have it. A tag a series does not have is null.</summary>
    QueryValue this[int column] { get; }
}
