namespace Cicada.Thresholds;

/// <summary>Which requests a threshold is about: all, or those whose name, or type and name, is the text; <c>*</c> in it stands for any letters.</summary>
internal sealed class RequestPattern(string? text)
{
    public bool Matches(string requestType, string name) =>
        text is null || Fits(text, name) || Fits(text, $"{requestType} {name}");

    // The classic walk with one way back: to the last star, which then takes a letter more.
    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> said)
    {
        var (p, s, star, resume) = (0, 0, -1, 0);
        while (s < said.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, s);
            }
            else if (p < pattern.Length && pattern[p] == said[s])
            {
                p++;
                s++;
            }
            else if (star >= 0)
            {
                (p, s) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimEnd('*').IsEmpty;
    }
}
