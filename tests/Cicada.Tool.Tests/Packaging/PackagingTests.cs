using System.IO.Compression;
using System.Xml.Linq;
using Cicada.TestSupport;

namespace Cicada.Tool.Tests.Packaging;

/// <summary>What a user gets: packages, made here and used as if they came from anywhere.</summary>
[Trait("Category", "EndToEnd")]
public sealed class PackagingTests(LocalPackages packages) : IClassFixture<LocalPackages>
{
    // A file-based program implies PublishAot, which switches JSON by reflection off: a user's own types must work all the same.
    private const string Program = """
        using Cicada;

        return await LoadTest.RunAsync(args, test => test.DefaultTarget = DemoShop.StartAsync);

        public sealed class Shopper : HttpUser
        {
            [Task]
            public async Task Buy()
            {
                using var response = await Client.PostJsonAsync("/login", new { user = "ann" }, Cancellation);
                if (response.Json<Dictionary<string, object>>().Count == 0)
                {
                    response.Fail("nobody is logged in");
                }
            }
        }
        """;

    [Fact]
    public void The_package_brings_what_it_needs_as_packages() =>
        Assert.Superset(new HashSet<string> { "Cicada", "Cicada.Core", "Cicada.Influx", "Cicada.Storage" }, Closure("Cicada"));

    [Fact]
    public async Task A_program_outside_the_repository_runs_with_nothing_but_the_package()
    {
        packages.WriteInWorkplace("program.cs", $"#:package Cicada@{packages.Version}\n{Program}");

        var result = await ProgramRunner.RunAsync(
            "dotnet",
            ["run", "--artifacts-path", packages.InWorkplace("artifacts"), "program.cs", "--", "--headless", "--iterations", "25", "--json"],
            packages.Workplace);

        Assert.True(result.ExitCode == 0, result.ToString());
        var summary = RunSummaryJson.Parse(result.Output);
        Assert.Equal(("program", RunState.Finished, 25L, 25L), (summary.Test, summary.State, summary.Total.Count, summary.Recording.Stored));

        var settings = Assert.Single(Directory.GetFiles(packages.InWorkplace("artifacts"), "program.runtimeconfig.json", SearchOption.AllDirectories));
        var said = await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken);
        Assert.Contains("\"System.Runtime.TieredPGO\": false", said, StringComparison.Ordinal);
        Assert.Contains("\"System.Runtime.TieredCompilation.CallCountThreshold\": 1024", said, StringComparison.Ordinal);
        Assert.Contains("\"System.Runtime.TieredCompilation.CallCountingDelayMs\": 0", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_is_installed_and_runs()
    {
        var folder = packages.InWorkplace("tool");

        var installed = await ProgramRunner.RunAsync(
            "dotnet", ["tool", "install", "Cicada.Tool", "--tool-path", folder, "--version", packages.Version], packages.Workplace);
        Assert.True(installed.ExitCode == 0, installed.ToString());

        var version = await ProgramRunner.RunAsync(Path.Combine(folder, "cicada"), ["--version"], packages.Workplace);
        Assert.True(version.ExitCode == 0, version.ToString());
        Assert.Contains(packages.Version, version.Output, StringComparison.Ordinal);
    }

    /// <summary>A package and those of ours it depends on, read from the packages themselves: fails where one of them was not made.</summary>
    private HashSet<string> Closure(string package)
    {
        var reached = new HashSet<string>();
        var ahead = new Stack<string>([package]);
        while (ahead.TryPop(out var next))
        {
            if (!reached.Add(next))
            {
                continue;
            }

            using var archive = ZipFile.OpenRead(Path.Combine(packages.Feed, $"{next}.{packages.Version}.nupkg"));
            using var description = archive.GetEntry($"{next}.nuspec")!.Open();
            var ours = XDocument.Load(description).Descendants()
                .Where(e => e.Name.LocalName == "dependency")
                .Select(e => e.Attribute("id")!.Value)
                .Where(id => id.StartsWith("Cicada", StringComparison.Ordinal));
            foreach (var id in ours)
            {
                ahead.Push(id);
            }
        }

        return reached;
    }
}
