using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicada.Options;

/// <summary>Sizes as they are typed: <c>1000</c> (bytes), <c>64kB</c>, <c>25MB</c>, <c>1.5GB</c>; a kB has 1024 bytes.</summary>
internal static partial class SizeText
{
    /// <summary>What to say one may write.</summary>
    public const string Expected = "expected bytes like '25000000', or kB, MB and GB like '25MB' or '1GB'";

    /// <summary>Reads a size.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="bytes">The size.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var match = Pattern().Match(text.Trim());
        if (!match.Success || !double.TryParse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var size = number * match.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "K" => 1L << 10,
            "M" => 1L << 20,
            "G" => 1L << 30,
            "T" => 1L << 40,
            _ => 1,
        };
        if (size > 1L << 50)
        {
            return false;
        }

        bytes = (long)size;
        return true;
    }

    [GeneratedRegex(@"^(?<number>\d{1,15}(\.\d{1,6})?)\s*((?<unit>[kmgt])i?b?|b)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
