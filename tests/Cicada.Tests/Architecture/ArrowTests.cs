using System.Runtime.InteropServices;

namespace Cicada.Tests.Architecture;

/// <summary>Who may reference whom: the arrows of the house (docs/decisions/house-and-arrows.md).</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Cicada.Tool"] = ["Cicada"],
        ["Cicada"] = ["Cicada.WebUi", "Cicada.Storage", "Cicada.Cluster", "Cicada.Locust"],
        ["Cicada.WebUi"] = [],
        ["Cicada.Storage"] = ["Cicada.Influx"],
        ["Cicada.Locust"] = ["Cicada.Influx"],
        ["Cicada.Influx"] = ["Cicada.Core"],
        ["Cicada.Cluster"] = ["Cicada.Core"],
        ["Cicada.Core"] = [],
    };

    private static readonly string[] WebProjects = ["Cicada.Tool", "Cicada", "Cicada.WebUi"];

    public static TheoryData<string> Projects => [.. SourceProject.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_where_its_arrows_point(string name)
    {
        var project = Project(name);

        var unexpected = project.ProjectReferences.Except(Arrows[name]);

        Rule.HasNoBreach($"{name} references only {Listed(Arrows[name])}, not:", unexpected);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_uses_only_what_lies_along_its_arrows(string name)
    {
        var project = Project(name);

        var used = References(project).Where(Arrows.ContainsKey);

        Rule.HasNoBreach($"{name} uses only {Listed(Along(name))}, not:", used.Except(Along(name)));
    }

    [Fact]
    public void Every_project_has_its_arrows() => Assert.All(SourceProject.All, p => Assert.Contains(p.Name, Arrows.Keys));

    [Fact]
    public void Core_knows_only_the_framework_and_logging_abstractions()
    {
        var core = Project("Cicada.Core");
        string[] guests = ["Microsoft.Extensions.Logging.Abstractions"];

        Rule.HasNoBreach("Core uses a stranger:", References(core).Where(r => !IsOfTheFramework(r)).Except(guests));
        Rule.HasNoBreach("Core references a stranger:", core.PackageReferences.Except(guests));
    }

    [Fact]
    public void Core_has_never_heard_of_what_it_must_not_know()
    {
        string[] strangers = ["Influx", "DuckDb", "Orleans", "AspNet", "Grafana"];
        var types = Project("Cicada.Core").Assembly.GetTypes();

        var names = types.Select(t => t.FullName!).Concat(types.SelectMany(t => t.GetMembers().Select(m => $"{t.FullName}.{m.Name}")));

        Rule.HasNoBreach("Core names a stranger:", names.Where(n => strangers.Any(s => n.Contains(s, StringComparison.OrdinalIgnoreCase))));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_the_door_and_what_stands_around_it_use_the_web_framework(string name)
    {
        var web = References(Project(name)).Where(r => r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

        Rule.HasNoBreach($"{name} has nothing to do with the web:", web.Where(_ => !WebProjects.Contains(name)));
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("nothing of ours"));

    private static SourceProject Project(string name) => SourceProject.All.Single(p => p.Name == name);

    private static IEnumerable<string> References(SourceProject project) =>
        project.Assembly.GetReferencedAssemblies().Select(r => r.Name!);

    private static HashSet<string> Along(string name)
    {
        var reached = new HashSet<string>();
        var ahead = new Stack<string>(Arrows[name]);
        while (ahead.TryPop(out var next))
        {
            if (reached.Add(next))
            {
                foreach (var further in Arrows[next])
                {
                    ahead.Push(further);
                }
            }
        }

        return reached;
    }

    /// <summary>The plain runtime, without what only ASP.NET's shared framework has.</summary>
    private static bool IsOfTheFramework(string assembly) =>
        File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), assembly + ".dll"));
}
