using System.Text.RegularExpressions;
using Cicada.TestSupport;

namespace Cicada.Tests.Architecture;

/// <summary>Files, folders and words: what CONTRIBUTING.md and docs/vocabulary.md ask, as far as a program can see it.</summary>
public sealed partial class NamingTests
{
    /// <summary>A name that needs one of these has not been understood yet.</summary>
    private static readonly string[] EmptyWords =
        ["Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Common", "Manager", "Managers", "Base"];

    /// <summary>Words for which the vocabulary has a better one, and which mean nothing else in this code.</summary>
    private static readonly Dictionary<string, string> OtherWords = new()
    {
        ["Vu"] = "User",
        ["Vus"] = "User",
        ["Actor"] = "User",
        ["Scenario"] = "TaskSet",
        ["Hatch"] = "Spawn",
        ["Ramp"] = "SpawnRate",
        ["Think"] = "WaitTime",
        ["Master"] = "Coordinator",
        ["Slave"] = "Worker",
        ["Shard"] = "Segment",
        ["Sink"] = "Output",
        ["Exporter"] = "Output",
        ["Reporter"] = "Output",
        ["Tsdb"] = "Store",
        ["Backend"] = "Store",
        ["Slo"] = "Threshold",
        ["Sut"] = "Target",
    };

    /// <summary>Speaks Locust's wire protocol, so it has to say Locust's words.</summary>
    private const string LocustProject = "Cicada.Locust";

    /// <summary>Holds the statements of InfluxQL, each under the name InfluxDB gives it.</summary>
    private const string StatementsOfInfluxQL = "src/Cicada.Influx/Queries/Statement.cs";

    private static IEnumerable<SourceFile> Source => SourceProject.All.SelectMany(p => p.Files);

    private static IEnumerable<SourceFile> Tests => SourceFile.Below(RepositoryRoot.Combine("tests"));

    [Fact]
    public void Folders_are_one_level_deep()
    {
        var tooDeep = SourceProject.All.SelectMany(p => p.Files.Select(f => Path.GetRelativePath(p.Folder, f.Path)))
            .Where(path => path.Split(Path.DirectorySeparatorChar).Length > 2);

        Rule.HasNoBreach("Folders in a source project are one level deep:", tooDeep);
    }

    [Fact]
    public void Storage_is_flat_but_for_the_figures_of_runs_and_what_InfluxDBs_interface_asks_and_writes()
    {
        var storage = SourceProject.All.Single(p => p.Name == "Cicada.Storage");

        var folders = storage.Files.Select(f => Path.GetDirectoryName(Path.GetRelativePath(storage.Folder, f.Path))!).Distinct();

        Rule.HasNoBreach("Storage has no folder but InfluxQl, Queries and Writing:", folders.Except(["", "InfluxQl", "Queries", "Writing"]));
    }

    [Fact]
    public void A_file_holds_at_most_one_public_type_and_bears_its_name()
    {
        var crowded =
            from file in Source
            let types = file.TopLevelTypes.Where(t => t.IsPublic).Select(t => t.Name).Distinct().ToArray()
            where types.Length > 1 || (types.Length == 1 && types[0] != file.Noun)
            select $"{file.Relative}: {string.Join(", ", types)}";

        Rule.HasNoBreach("A file holds one public type, and bears its name:", crowded);
    }

    [Fact]
    public void A_file_is_named_after_a_type_in_it()
    {
        var misnamed =
            from file in Source.Concat(Tests)
            let types = file.TopLevelTypes
            where types.Count > 0 && types.All(t => t.Name != file.Noun)
            select $"{file.Relative}: {string.Join(", ", types.Select(t => t.Name))}";

        Rule.HasNoBreach("A file is named after a type in it:", misnamed);
    }

    [Fact]
    public void No_file_folder_or_type_hides_behind_an_empty_word()
    {
        var named =
            from file in Source.Concat(Tests)
            from name in file.AllTypes.Select(t => t.Name).Concat(file.Relative.Split('/', '.')).Distinct()
            from word in Words(name).Intersect(EmptyWords)
            select $"{file.Relative}: '{name}' says '{word}'";

        Rule.HasNoBreach("If a name needs one of these words, the thing has not been understood yet:", named);
    }

    [Fact]
    public void Types_are_named_from_the_vocabulary()
    {
        var named =
            from project in SourceProject.All
            where project.Name != LocustProject
            from file in project.Files
            where file.Relative != StatementsOfInfluxQL
            from type in file.AllTypes
            from word in Words(type.Name).Intersect(OtherWords.Keys)
            select $"{file.Relative}: '{type.Name}' says '{word}', the vocabulary says '{OtherWords[word]}'";

        Rule.HasNoBreach("The vocabulary has a better word (docs/vocabulary.md):", named);
    }

    [Fact]
    public void A_test_is_named_with_a_sentence()
    {
        var terse =
            from file in Tests
            from Match test in TestMethod().Matches(file.Text)
            let name = test.Groups["name"].Value
            where !name.Contains('_', StringComparison.Ordinal)
            select $"{file.Relative}: {name}";

        Rule.HasNoBreach("A test is named with a sentence, its words joined by underscores:", terse);
    }

    [Fact]
    public void No_test_waits_for_a_while_instead_of_for_the_thing_itself()
    {
        var sleeps =
            from file in Tests
            from Match sleep in Sleep().Matches(file.Code)
            select $"{file.Relative}: {sleep.Value}";

        Rule.HasNoBreach("A test waits for the thing itself, or moves a fake clock:", sleeps);
    }

    [Fact]
    public void Work_left_over_is_in_an_issue()
    {
        var left =
            from file in Source.Concat(Tests)
            from Match note in LeftOver().Matches(file.Text)
            select $"{file.Relative}: {note.Value.Trim()}";

        Rule.HasNoBreach("Work left over is in an issue, whose number follows in brackets as (#12):", left);
    }

    [Fact]
    public void A_type_nobody_derives_from_and_nobody_outside_sees_is_sealed()
    {
        var types = SourceProject.All.SelectMany(p => p.Assembly.GetTypes()).ToArray();
        var parents = types.Select(t => t.BaseType).OfType<Type>().Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t).ToHashSet();

        var open = types.Where(t => t.IsClass && !t.IsAbstract && !t.IsSealed && !t.IsVisible && !parents.Contains(t))
            .Where(t => t.Name != "Program" && !t.FullName!.Contains('<', StringComparison.Ordinal) && t.Namespace?.StartsWith("Cicada", StringComparison.Ordinal) == true);

        Rule.HasNoBreach("Internal types that nobody derives from are sealed:", open.Select(t => t.FullName!));
    }

    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(m => m.Value);

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\[(?:Fact|Theory|RequiresProgramFact)\b[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:static )?(?:async )?[\w<>]+ (?<name>\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"Thread\.Sleep\b|Task\.Delay\((?:\d|TimeSpan\.From\w+\(\d)[^)]*\)")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E|HA[C]K)\b(?!\s*\(#\d+\))[^\n]*")]
    private static partial Regex LeftOver();
}
