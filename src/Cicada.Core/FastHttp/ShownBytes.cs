using System.Globalization;
using System.Text;

namespace Cicada.FastHttp;

/// <summary>Bytes of a target as they can be shown in a sentence.</summary>
internal static class ShownBytes
{
    private const int Most = 40;

    /// <summary>The first of them in quotes; what cannot be printed as <c>\x0d</c>.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var shown = new StringBuilder("'");
        foreach (var one in bytes[..Math.Min(bytes.Length, Most)])
        {
            if (one is >= (byte)' ' and <= (byte)'~')
            {
                shown.Append((char)one);
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
            }
        }

        return shown.Append(bytes.Length > Most ? "…'" : "'").ToString();
    }

    /// <summary>The first line of them, without its end.</summary>
    public static string OfLine(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        return Of((end < 0 ? bytes : bytes[..end]).TrimEnd((byte)'\r'));
    }
}
