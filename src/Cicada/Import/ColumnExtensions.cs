namespace Cicada.Import;

/// <summary>What is asked of the names of columns.</summary>
internal static class ColumnExtensions
{
    /// <summary>The first column of a name, or −1.</summary>
    public static int IndexOfText(this IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The cells of a record as names of columns, without the blanks around them.</summary>
    public static string[] Names(this CsvRecordReader record) => [.. Enumerable.Range(0, record.Count).Select(cell => record[cell].Trim().ToString())];
}
