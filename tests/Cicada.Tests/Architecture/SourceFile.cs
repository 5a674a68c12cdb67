using System.Text.RegularExpressions;
using Cicada.TestSupport;

namespace Cicada.Tests.Architecture;

/// <summary>One C# file of ours, and the types it declares, read from its text.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The path from the repository's root, with forward slashes.</summary>
    public string Relative => RepositoryRoot.Relative(Path);

    /// <summary>The file's name up to its first dot: <c>Noun</c> for <c>Noun.cs</c> and for <c>Noun.Part.cs</c>.</summary>
    public string Noun => System.IO.Path.GetFileName(Path).Split('.')[0];

    /// <summary>Types that stand at the left margin, which is where everything in a file-scoped namespace stands.</summary>
    public IReadOnlyList<DeclaredType> TopLevelTypes => [.. Types(TopLevel())];

    /// <summary>Every type, nested ones too.</summary>
    public IReadOnlyList<DeclaredType> AllTypes => [.. Types(Anywhere())];

    /// <summary>The text without lines that are only comments.</summary>
    public string Code => CommentLine().Replace(Text, "");

    public static IEnumerable<SourceFile> Below(string folder) =>
        from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let parts = System.IO.Path.GetRelativePath(folder, path).Split(System.IO.Path.DirectorySeparatorChar)
        where !parts.Contains("bin") && !parts.Contains("obj")
        select new SourceFile(path, File.ReadAllText(path));

    private IEnumerable<DeclaredType> Types(Regex declaration) =>
        declaration.Matches(Code).Select(m => new DeclaredType(m.Groups["name"].Value, m.Groups["modifiers"].Value.Contains("public ", StringComparison.Ordinal)));

    [GeneratedRegex(@"^[ \t]*//.*$", RegexOptions.Multiline)]
    private static partial Regex CommentLine();

    private const string Modifiers = @"(?<modifiers>(?:(?:public|internal|private|protected|file|sealed|static|abstract|partial|readonly|ref|unsafe|new) )*)";
    private const string Kind = @"(?:class|struct|record(?: class| struct)?|interface|enum|delegate [\w<>?.,\[\] ]+?) (?<name>\w+)(?=[\s<(:;{]|$)";

    [GeneratedRegex("^" + Modifiers + Kind, RegexOptions.Multiline)]
    private static partial Regex TopLevel();

    [GeneratedRegex(@"^[ \t]*" + Modifiers + Kind, RegexOptions.Multiline)]
    private static partial Regex Anywhere();
}
