using System.Globalization;
using System.Text;

namespace Cicada.Load;

/// <summary>Spans of time as the options take them: <c>1h30m</c>, <c>500ms</c>.</summary>
internal static class StageText
{
    public static string Of(TimeSpan duration)
    {
        var text = new StringBuilder();
        Add((long)duration.TotalHours, "h");
        Add(duration.Minutes, "m");
        Add(duration.Seconds, "s");
        Add(duration.Ticks % TimeSpan.TicksPerSecond / (decimal)TimeSpan.TicksPerMillisecond, "ms");
        return text.Length == 0 ? "0s" : text.ToString();

        void Add(decimal amount, string unit)
        {
            if (amount > 0)
            {
                text.Append(amount.ToString("0.####", CultureInfo.InvariantCulture)).Append(unit);
            }
        }
    }
}
