using System.Text.RegularExpressions;

namespace Cicada.TestSupport;

/// <summary>The code in a guide beside the code that compiles, whatever the white space between their words.</summary>
public static partial class GuideCode
{
    /// <summary>The blocks of C# in a guide, in order.</summary>
    /// <param name="guide">Its file in <c>docs/guides</c>.</param>
    public static IReadOnlyList<string> BlocksOf(string guide) =>
        [.. Block().Matches(File.ReadAllText(RepositoryRoot.Combine("docs", "guides", guide))).Select(match => Normal(match.Groups[1].Value))];

    /// <summary>A file of code, to look for blocks in.</summary>
    /// <param name="path">Its path from the repository's root, part by part.</param>
    public static string Read(params string[] path) => Normal(File.ReadAllText(RepositoryRoot.Combine(path)));

    private static string Normal(string code) => Space().Replace(code, " ").Trim();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
