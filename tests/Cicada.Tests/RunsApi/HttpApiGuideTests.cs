using System.Text.RegularExpressions;
using Cicada.Storage;
using Cicada.TestSupport;
using Cicada.Web;

namespace Cicada.Tests.RunsApi;

/// <summary>docs/reference/http-api.md: its commands do what they say, and it leaves nothing out.</summary>
[Collection(nameof(RecordedRuns))]
public sealed partial class HttpApiGuideTests(RecordedRuns recorded)
{
    private static readonly string Guide = File.ReadAllText(RepositoryRoot.Combine("docs", "reference", "http-api.md"));

    [Fact]
    public async Task Each_command_in_it_is_answered()
    {
        using var folder = new TemporaryFolder();
        recorded.CopyTo(folder.Combine("copy.duckdb"));
        using var store = Store.Open(folder.Combine("copy.duckdb"));
        var control = new ScriptedControl();
        await using var api = await RunsApiFixture.StartAsync(store, control);
        var commands = CommandPattern().Matches(Guide).Select(match => match.Value).Where(command => !command.Contains("a-long-", StringComparison.Ordinal)).ToList();

        foreach (var command in commands)
        {
            // As long as a run is on, it is the latest, and here it is none that was recorded.
            if (command.Contains("stop", StringComparison.Ordinal))
            {
                Assert.NotNull(control.On);
            }

            var answer = await SayAsync(api, command);

            Assert.True(answer[0] == '2', $"{command}: {answer}");
        }

        Assert.True(commands.Count > 10);
        Assert.Equal(["seen enough"], control.On!.Stops);
        Assert.Equal(80, control.On.Changes[0].Users);
    }

    [Theory]
    [InlineData("a-long-token")]
    [InlineData("ada:a-long-password")]
    public async Task Each_way_to_come_in_leads_in(string secret)
    {
        await using var api = await RunsApiFixture.StartAsync(recorded.Store, web: new WebHostOptions { Secret = new WebSecret(secret) });

        foreach (var command in CommandPattern().Matches(Guide).Select(match => match.Value).Where(command => command.Contains("a-long-", StringComparison.Ordinal)))
        {
            Assert.StartsWith(command.Contains(secret, StringComparison.Ordinal) ? "200" : "401", await SayAsync(api, command), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_path_is_named_in_it()
    {
        Assert.Equal([], Endpoints.All.Select(endpoint => endpoint.Path.Split('/')[^1]).Where(word => word is not ("{run}" or "login" or "logout") && !Guide.Contains(word, StringComparison.Ordinal)));
    }

    private static Task<string> SayAsync(RunsApiFixture api, string command)
    {
        string Option(string name) => Regex.Match(command, $"-{name} ('(?<text>[^']*)'|(?<text>\\S+))").Groups["text"].Value;
        var address = new Uri(Regex.Match(command, @"http://127\.0\.0\.1:8089[^\s']*").Value);
        List<(string, string)> headers = [];
        if (Option("H").StartsWith("Authorization: ", StringComparison.Ordinal))
        {
            headers.Add(("Authorization", Option("H")["Authorization: ".Length..]));
        }

        if (Option("u") is { Length: > 0 } user)
        {
            headers.Add(("Authorization", $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(user))}"));
        }

        return api.SayAsync(Option("X") is { Length: > 0 } method ? method : "GET", address.PathAndQuery, Option("d") is { Length: > 0 } body ? body : null, [.. headers]);
    }

    [GeneratedRegex("^curl .*$", RegexOptions.Multiline)]
    private static partial Regex CommandPattern();
}
