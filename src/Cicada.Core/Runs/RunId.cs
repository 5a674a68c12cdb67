namespace Cicada.Runs;

/// <summary>
/// Names for runs: they sort by time, begin with a letter, are easy to read out, and two started in the same second still
/// differ. A letter first, because some readers leave what looks like a number unquoted.
/// </summary>
internal static class RunId
{
    // Without vowels and look-alikes: no words, no 0/o, no 1/l.
    private const string Alphabet = "23456789bcdfghjkmnpqrstvwxz";

    public static string Create(DateTimeOffset started, Random random)
    {
        Span<char> suffix = stackalloc char[3];
        foreach (ref var letter in suffix)
        {
            letter = Alphabet[random.Next(Alphabet.Length)];
        }

        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r{started.UtcDateTime:yyyyMMdd-HHmmss}-{suffix}");
    }
}
