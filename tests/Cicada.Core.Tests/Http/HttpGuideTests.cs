using System.Text.RegularExpressions;
using Cicada.TestSupport;

namespace Cicada.Tests.Http;

public sealed partial class HttpGuideTests
{
    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var guide = File.ReadAllText(RepositoryRoot.Combine("docs", "guides", "http.md"));
        var code = Normal(File.ReadAllText(RepositoryRoot.Combine("tests", "Cicada.Core.Tests", "Http", "HttpGuide.cs")));

        var blocks = CodeBlock().Matches(guide).Select(match => Normal(match.Groups[1].Value)).ToArray();

        Assert.True(blocks.Length > 4);
        Assert.All(blocks, block => Assert.Contains(block, code, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_class_has_a_line_in_the_reference()
    {
        var reference = File.ReadAllText(RepositoryRoot.Combine("docs", "reference", "errors.md"));
        var classes = typeof(Cicada.Http.HttpErrorClass).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.All(classes, error => Assert.Contains($"| `{error}` |", reference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_code_of_the_guide_runs()
    {
        await using var server = new CountingServer { DefaultAnswer = new ScriptedAnswer { Text = "{\"item\": \"salt\", \"count\": 2, \"total\": 5}" } };
        var run = new Run(
            new Plan { Test = "guide", UserTypes = [typeof(HttpGuide)], Host = server.Address.ToString(), Iterations = 40 },
            new RunServices());
        var errors = new List<Exception>();
        run.Events.UserError.Add(error => errors.Add(error.Exception));

        var summary = await run.ExecuteAsync();

        Assert.Empty(errors);
        Assert.Equal(0, summary.Total.Failures);
        Assert.Equal(server.Answered, summary.Total.Count);
        Assert.Contains(summary.Requests, request => request.Name == "/item/{id}/parts?size={Count}");
    }

    /// <summary>Without indentation, comments at the end of lines, and empty lines.</summary>
    private static string Normal(string code) =>
        string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => Comment().Replace(line, "").Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\s+// .*$")]
    private static partial Regex Comment();
}
