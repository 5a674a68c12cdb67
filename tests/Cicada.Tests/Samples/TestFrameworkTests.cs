using Cicada.TestSupport;

namespace Cicada.Tests.Samples;

public sealed class TestFrameworkTests
{
    private static readonly string Folder = RepositoryRoot.Combine("samples", "test-frameworks");

    [Theory]
    [Trait("Category", "EndToEnd")]
    [InlineData("Shop.XunitTests", 1)]
    [InlineData("Shop.NUnitTests", 1)]
    [InlineData("Shop.MSTestTests", 2)]
    public async Task The_sample_of_each_test_framework_passes(string project, int tests)
    {
        // Built with the solution.
        using var folder = new TemporaryFolder();
        var result = await ProgramRunner.RunAsync("dotnet", ["exec", Path.Combine(Folder, project, "bin", "Debug", "net10.0", $"{project}.dll")], folder.Path);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches($@"succeeded: {tests}\b", result.Output);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path, "*cicada*"));
    }

    [Fact]
    public void The_code_of_the_guide_is_that_of_the_samples()
    {
        var code = string.Join("\n", Directory.EnumerateFiles(Folder, "*Tests.cs", SearchOption.AllDirectories)
            .Concat([Path.Combine(Folder, "Shop.XunitTests", "Visitor.cs"), Path.Combine("tests", "Cicada.Tests", "Samples", "TestFrameworkGuide.cs")]).Select(file => GuideCode.Read(file)));

        var blocks = GuideCode.BlocksOf("test-frameworks.md");

        Assert.Equal(4, blocks.Count);
        Assert.All(blocks, block => Assert.Contains(block, code, StringComparison.Ordinal));
    }
}
