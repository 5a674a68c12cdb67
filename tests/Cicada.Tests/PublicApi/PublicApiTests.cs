using Cicada.Tests.Architecture;
using Cicada.TestSupport;
using PublicApiGenerator;

namespace Cicada.Tests.PublicApi;

/// <summary>
/// The public API of each package is a text in this folder. A change of the API is a change of that text, which a reviewer sees.
/// </summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => [.. SourceProject.All.Select(p => p.Name).Where(n => n != "Cicada.Tool")];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_api_is_the_approved_one(string name)
    {
        var assembly = SourceProject.All.Single(p => p.Name == name).Assembly;
        var approvedPath = RepositoryRoot.Combine("tests", "Cicada.Tests", "PublicApi", $"{name}.txt");
        var receivedPath = Path.ChangeExtension(approvedPath, ".received.txt");

        var received = Lines(assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }));

        var approved = File.Exists(approvedPath) ? Lines(File.ReadAllText(approvedPath)) : [];
        if (received.SequenceEqual(approved))
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, string.Join('\n', received) + "\n");
        Assert.Fail(
            $"The public API of {name} is not the approved one:\n\n{LineDifference.Between(approved, received)}\n"
            + "If this is what you want, approve it with './test.sh --approve-api' and commit the text with the change.");
    }

    [Fact]
    public void Every_approved_text_belongs_to_a_package()
    {
        var texts = Directory.EnumerateFiles(RepositoryRoot.Combine("tests", "Cicada.Tests", "PublicApi"), "*.txt")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => !name.EndsWith(".received", StringComparison.Ordinal));

        Assert.Empty(texts.Except(Libraries.Select(row => row.Data)));
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
