using System.Diagnostics;
using System.Reflection;
using System.Xml.Linq;
using Cicada.TestSupport;

namespace Cicada.Tests.Architecture;

/// <summary>What the build has to do to every project below <c>src/</c>.</summary>
public sealed class BuildTests
{
    public static TheoryData<string> Projects => [.. SourceProject.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_is_optimised_in_every_configuration(string name)
    {
        var assembly = SourceProject.All.Single(p => p.Name == name).Assembly;

        var debuggable = assembly.GetCustomAttribute<DebuggableAttribute>();

        Assert.False(debuggable is { IsJITOptimizerDisabled: true }, $"{name} was built without optimisations; a file-based program would run it slowly.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_public_member_must_be_documented(string name)
    {
        var project = SourceProject.All.Single(p => p.Name == name);

        Assert.True(File.Exists(Path.ChangeExtension(project.Assembly.Location, ".xml")), $"{name} was built without its documentation file.");
        Assert.DoesNotContain("1591", File.ReadAllText(project.File), StringComparison.Ordinal);
        Assert.All(project.Files, f => Assert.DoesNotContain("CS1591", f.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("1591", File.ReadAllText(RepositoryRoot.Combine(".editorconfig")), StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_break_the_build_but_advisories_and_a_registry_that_moved_on_do_not()
    {
        var properties = XDocument.Load(RepositoryRoot.Combine("Directory.Build.props"));

        Assert.Equal("true", properties.Descendants("TreatWarningsAsErrors").Single().Value);
        var spared = properties.Descendants("WarningsNotAsErrors").Single().Value.Split(';');
        Assert.Subset(spared.ToHashSet(), new HashSet<string> { "NU1603", "NU1901", "NU1902", "NU1903", "NU1904" });
    }
}
