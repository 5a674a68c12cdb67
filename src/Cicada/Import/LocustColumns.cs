using System.Globalization;

namespace Cicada.Import;

/// <summary>The columns of Locust's <c>_stats_history.csv</c>, which differ between its versions, and the numbers in them.</summary>
internal sealed class LocustColumns
{
    private static readonly string[] Percentiles = ["50%", "66%", "75%", "80%", "90%", "95%", "98%", "99%", "99.9%", "99.99%", "100%"];
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    public LocustColumns(string[] header, string name)
    {
        Count = header.Length;
        for (var i = 0; i < header.Length; i++)
        {
            _columns.TryAdd(header[i], i);
        }

        foreach (var needed in (string[])["Timestamp", "User Count", "Name", "Total Request Count", "Total Failure Count"])
        {
            if (!_columns.ContainsKey(needed))
            {
                throw new PlanException(
                    [$"The first line of '{name}' has no column '{needed}', so it is no history of Locust's. Name the file that ends in '_stats_history.csv'."]);
            }
        }
    }

    public int Count { get; }

    /// <summary>A text; empty where there is no such column.</summary>
    public string Text(CsvRecordReader record, string column) => _columns.TryGetValue(column, out var cell) ? record.Text(cell) : "";

    /// <summary>A whole number that is not negative.</summary>
    public bool TryCount(CsvRecordReader record, string column, out long count)
    {
        count = 0;
        return _columns.TryGetValue(column, out var cell)
            && (long.TryParse(record[cell], NumberStyles.None, CultureInfo.InvariantCulture, out count)
                || (TryNumber(record[cell], out var number) && number is >= 0 and < 9e15 && (count = (long)number) >= 0));
    }

    /// <summary>A number; 0 where there is none, which Locust writes as <c>N/A</c>.</summary>
    public double Number(CsvRecordReader record, string column) =>
        _columns.TryGetValue(column, out var cell) && TryNumber(record[cell], out var number) ? number : 0;

    /// <summary>A percentile; where the version has no such column the next higher one, so that it is never too good.</summary>
    public double Percentile(CsvRecordReader record, string percentile)
    {
        for (var i = Array.IndexOf(Percentiles, percentile); i < Percentiles.Length; i++)
        {
            if (_columns.TryGetValue(Percentiles[i], out var cell) && TryNumber(record[cell], out var number))
            {
                return number;
            }
        }

        return Number(record, "Total Max Response Time");
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && number >= 0;
}
