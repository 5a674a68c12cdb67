using System.Text.Json.Nodes;
using Cicada.Grafana;
using Cicada.TestSupport;
using NJsonSchema;

namespace Cicada.Tests.Grafana;

public sealed class BoardTests
{
    private const string Approve = "CICADA_APPROVE_BOARDS";

    public static TheoryData<string> Names => [.. Boards.All().Select(board => board.Uid)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_board_keeps_the_rules(string name) => Assert.Empty(BoardRules.Broken(Find(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_board_has_the_form_grafana_reads(string name)
    {
        var schema = await JsonSchema.FromFileAsync(RepositoryRoot.Combine("tests", "Cicada.Tests", "Grafana", "board.schema.json"), TestContext.Current.CancellationToken);
        var text = Boards.All().Single(board => board.Uid == name).ToText();

        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace("\"fillOpacity\"", "\"fillOpacty\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_files_in_the_repository_are_those_the_generator_makes()
    {
        var root = RepositoryRoot.Combine("grafana");
        var files = Boards.FilesForContainers();
        if (Environment.GetEnvironmentVariable(Approve) is not null)
        {
            foreach (var file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, file.Path))!);
                File.WriteAllText(Path.Combine(root, file.Path), file.Text);
            }
        }

        var different = files.Where(file => !File.Exists(Path.Combine(root, file.Path)) || File.ReadAllText(Path.Combine(root, file.Path)).ReplaceLineEndings("\n") != file.Text).Select(file => file.Path);
        var there = Directory.EnumerateFiles(Path.Combine(root, "dashboards")).Select(path => $"dashboards/{Path.GetFileName(path)}");

        Assert.True(!different.Any(), $"Not what the generator makes: {string.Join(", ", different)}. Run './test.sh --approve-boards' and commit the files with the change.");
        Assert.Empty(there.Except(files.Select(file => file.Path)));
    }

    [Fact]
    public void The_five_questions_have_a_board_each_and_no_two_share_a_title()
    {
        Assert.Equal(["cicada-run", "cicada-request", "cicada-compare", "cicada-trend", "cicada-generator"], Boards.All().Select(board => board.Uid));
        Assert.Equal(5, Boards.All().Select(board => board.Title).Distinct().Count());
    }

    [Fact]
    public void Links_lead_to_boards_there_are_and_set_variables_they_have()
    {
        foreach (var link in BoardFile.All.SelectMany(board => Links(board.Json)).Where(link => link.StartsWith("/d/", StringComparison.Ordinal)))
        {
            var board = BoardFile.All.Single(board => board.Name == link[3..link.IndexOf('?', StringComparison.Ordinal)]);
            var variables = board.Variables.Select(variable => BoardFile.Text(variable["name"])).ToHashSet();
            var set = link.Split("var-").Skip(1).Select(part => part[..part.IndexOf('=', StringComparison.Ordinal)]);

            Assert.Contains("${DS:queryparam}", link);
            Assert.All(set, name => Assert.Contains(name, variables));
        }
    }

    // Each row is a defect seen in a public board, put into one of ours.
    [Theory]
    [InlineData("cicada-run", " / ($__interval_ms / 1000)", "", "a count is drawn as a rate")]
    [InlineData("cicada-run", "max(\\\"p95\\\")", "mean(\\\"p95\\\")", "percentiles are averaged")]
    [InlineData("cicada-run", " AND \\\"run\\\" !~ /^${stats:regex}$/", "", "counted twice")]
    [InlineData("cicada-run", " AND \\\"name\\\" = '(all)'", "", "adds the total to its parts")]
    [InlineData("cicada-run", "=~ /^${run:regex}$/", "= '$run'", "compared as a plain text")]
    [InlineData("cicada-request", "$tag_name", "requests", "its alias does not name")]
    [InlineData("cicada-run", " fill(0)", "", "leaves the fill to chance")]
    [InlineData("cicada-run", "\"unit\": \"reqps\"", "\"unit\": \"\"", "has no unit")]
    [InlineData("cicada-run", "\"uid\": \"${DS}\"", "\"uid\": \"P951FEA4DE68E13C5\"", "expected the variable DS")]
    [InlineData("cicada-run", "\"type\": \"stat\"", "\"type\": \"grafana-piechart-panel\"", "is not in every Grafana")]
    [InlineData("cicada-run", "\"name\": \"stats\"", "\"name\": \"statistics\"", "'$stats' is used and is no variable")]
    [InlineData("cicada-generator", "\"x\": 8,", "\"x\": 9,", "it lies on")]
    public void A_board_with_a_defect_breaks_a_rule(string name, string text, string replacement, string sentence)
    {
        var whole = Boards.All().Single(board => board.Uid == name).ToText();
        var broken = whole.Replace(text, replacement, StringComparison.Ordinal);
        Assert.NotEqual(whole, broken);

        var problems = BoardRules.Broken(new BoardFile(name, JsonNode.Parse(broken)!.AsObject()));

        Assert.Contains(problems, problem => problem.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Fields_and_tags_that_are_asked_for_are_recorded()
    {
        foreach (var board in BoardFile.All)
        {
            foreach (var (panel, target) in board.Targets)
            {
                Assert.True(
                    AskedColumns.Unknown(BoardFile.Text(target["query"])).ToArray() is [],
                    $"{board.Name}, '{panel["title"]}' asks for {string.Join(", ", AskedColumns.Unknown(BoardFile.Text(target["query"])))}, which nobody records: {target["query"]}");
            }
        }
    }

    private static BoardFile Find(string name) => BoardFile.All.Single(board => board.Name == name);

    private static IEnumerable<string> Links(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(pair => pair.Key == "url" && pair.Value is JsonValue ? [BoardFile.Text(pair.Value)] : Links(pair.Value)),
        JsonArray array => array.SelectMany(Links),
        _ => [],
    };
}
