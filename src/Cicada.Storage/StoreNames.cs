namespace Cicada.Storage;

/// <summary>What names in a store may be.</summary>
internal static class StoreNames
{
    /// <summary>Refuses a name of a database or policy that InfluxDB would refuse too: it uses them as folders.</summary>
    public static void RequireOfDatabase(string name, string what)
    {
        RefuseNul(name);
        if (name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal))
        {
            throw new StoreException($"The name of the {what} is '{name}'; expected one that is not empty, '.' or '..' and has no '/' in it. Choose another.")
            {
                FailureKind = OutputFailureKind.Permanent,
            };
        }
    }

    /// <summary>DuckDB's C interface ends names and parameters at a NUL, and two names must not become one.</summary>
    public static void RefuseNul(string name)
    {
        if (HasNul(name))
        {
            throw new StoreException(SentenceOfNul(name)) { FailureKind = OutputFailureKind.Permanent };
        }
    }

    public static bool HasNul(string name) => name.Contains('\0', StringComparison.Ordinal);

    public static string SentenceOfNul(string name) =>
        $"The name '{name.Replace("\0", "\\0", StringComparison.Ordinal)}' contains a NUL character; "
        + "names of measurements, tags and fields are texts without one. Rename it.";
}
