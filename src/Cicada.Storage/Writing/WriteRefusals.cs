using System.Globalization;
using System.Text;

namespace Cicada.Storage.Writing;

/// <summary>What was not taken of one write, and what InfluxDB says of it.</summary>
internal sealed class WriteRefusals
{
    // InfluxDB says each line whole. Nobody reads so much, and memory is bounded here.
    private const int LongestLine = 2_000;
    private const int LongestText = 100_000;

    private readonly StringBuilder _badLines = new();
    private string? _tagReason;
    private string? _seriesReason;
    private string? _fieldReason;
    private long _dropped;
    private long _tooOld;

    /// <summary>Points that were understood, taken or not.</summary>
    public long Understood { get; set; }

    /// <summary>Lines that are no points.</summary>
    public long BadLines { get; private set; }

    /// <summary>Points that were not taken though they are some.</summary>
    public long Dropped => _dropped + _tooOld;

    public void BadLine(ReadOnlySpan<byte> line, string reason)
    {
        BadLines++;
        if (_badLines.Length > LongestText)
        {
            return;
        }

        if (BadLines > 1)
        {
            _badLines.Append('\n');
        }

        var shown = Encoding.UTF8.GetString(line.Length > LongestLine ? line[..LongestLine] : line);
        _badLines.Append("unable to parse '").Append(shown).Append(line.Length > LongestLine ? "…" : "").Append("': ").Append(reason);
        if (_badLines.Length > LongestText)
        {
            _badLines.Append("\n…");
        }
    }

    public void TooOld() => _tooOld++;

    /// <summary>Points whose tags InfluxDB refuses before it looks at anything else.</summary>
    public void BadTag(string reason) => (_tagReason, _dropped) = (_tagReason ?? reason, _dropped + 1);

    /// <summary>Points that would make one series too many.</summary>
    public void TooManySeries(string reason, long points) => (_seriesReason, _dropped) = (_seriesReason ?? reason, _dropped + points);

    public void BadField(string reason) => (_fieldReason, _dropped) = (_fieldReason ?? reason, _dropped + 1);

    public void Conflict(string measurement, string field, FieldType given, FieldType stored) => BadField(new FieldConflict(measurement, field, given, stored).InfluxMessage);

    /// <summary>What InfluxDB says; empty where there is nothing to say.</summary>
    public string Error
    {
        get
        {
            // Of several reasons it says one, in this order.
            if (BadLines > 0 && Understood == 0)
            {
                return _badLines.ToString();
            }

            if (_dropped > 0)
            {
                return Partial(_seriesReason ?? _tagReason ?? _fieldReason!, _dropped);
            }

            return _tooOld > 0 ? Partial(RejectedPoint.BeyondPolicy, _tooOld)
                : BadLines > 0 ? Partial(_badLines.ToString(), 0)
                : "";
        }
    }

    private static string Partial(string reason, long dropped) => string.Create(CultureInfo.InvariantCulture, $"partial write: {reason} dropped={dropped}");
}
