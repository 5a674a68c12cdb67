using System.Globalization;

namespace Cicada.Csv;

/// <summary>What stands in the cells of the files of <c>--csv</c>.</summary>
internal static class CsvText
{
    /// <summary>
    /// A text that came from elsewhere. These files are made to be opened in a spreadsheet, which executes what starts with one of
    /// <c>= + - @</c> or a tab as a formula; an apostrophe in front makes it a text. (The <c>export</c> command writes data for programs and
    /// changes nothing.)
    /// </summary>
    public static string Safe(string text) => text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;

    /// <summary>Milliseconds, and other numbers, to the microsecond.</summary>
    public static string Number(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A count.</summary>
    public static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>A moment, as Locust has it: seconds since the Unix epoch.</summary>
    public static string Seconds(DateTimeOffset moment) => Number(moment.ToUnixTimeMilliseconds() / 1000.0);
}
