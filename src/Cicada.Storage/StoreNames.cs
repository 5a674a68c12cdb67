using System.Buffers;
using System.Text;

namespace Cicada.Storage;

/// <summary>What names in a store may be.</summary>
internal static class StoreNames
{
    /// <summary>Refuses a name of a database or policy that InfluxDB would refuse too: it uses them as folders.</summary>
    public static void RequireOfDatabase(string name, string what)
    {
        RefuseBroken(name);
        if (name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal))
        {
            throw new StoreException($"The name of the {what} is '{name}'; expected one that is not empty, '.' or '..' and has no '/' in it. Choose another.")
            {
                FailureKind = OutputFailureKind.Permanent,
            };
        }
    }

    /// <summary>
    /// Two names must not become one: DuckDB's C interface ends names and parameters at a NUL, and half a surrogate pair becomes the same
    /// character as any other half.
    /// </summary>
    public static void RefuseBroken(string name)
    {
        if (IsBroken(name))
        {
            throw new StoreException(SentenceOfBroken(name)) { FailureKind = OutputFailureKind.Permanent };
        }
    }

    public static bool IsBroken(string name) => name.Contains('\0', StringComparison.Ordinal) || !IsText(name);

    public static string SentenceOfBroken(string name) => !IsText(name)
        ? $"The name '{string.Concat(name.EnumerateRunes())}' contains half of a surrogate pair; names of measurements, tags and fields are Unicode texts. Rename it."
        : $"The name '{name.Replace("\0", "\\0", StringComparison.Ordinal)}' contains a NUL character; "
        + "names of measurements, tags and fields are texts without one. Rename it.";

    private static bool IsText(string name)
    {
        for (var rest = name.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }
}
