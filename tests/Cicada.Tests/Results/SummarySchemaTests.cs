using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Cicada.Storage;
using Cicada.Tests.Commands;
using Cicada.Tests.RunsApi;
using Cicada.TestSupport;
using NJsonSchema;

namespace Cicada.Tests.Results;

/// <summary>The published schema says what documents of runs are, neither more nor less.</summary>
[Collection(nameof(RecordedRuns))]
public sealed partial class SummarySchemaTests(RecordedRuns recorded) : IDisposable
{
    private static readonly string Text = File.ReadAllText(RepositoryRoot.Combine("docs", "reference", "summary.schema.json"));
    private static readonly JsonObject Published = JsonNode.Parse(Text)!.AsObject();

    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Fact]
    public void It_has_every_property_that_can_be_written_with_its_type_and_no_other()
    {
        var problems = new List<string>();
        var seen = new HashSet<string>();

        Compare(typeof(RunSummary), Published, "", problems, seen);

        Assert.Empty(problems);
        Assert.Equal(Published["definitions"]!.AsObject().Select(one => one.Key).Order(), seen.Order());
    }

    [Fact]
    public void Each_property_is_described_each_number_has_a_unit_and_the_guide_names_it()
    {
        var guide = File.ReadAllText(RepositoryRoot.Combine("docs", "reference", "summary.md"));
        var owners = Published["definitions"]!.AsObject().Select(one => one.Value!.AsObject()).Prepend(Published).ToList();

        foreach (var (name, property) in owners.SelectMany(owner => owner["properties"]!.AsObject()).Select(pair => (pair.Key, Resolve(pair.Value!))))
        {
            var description = property["description"]?.GetValue<string>() ?? "";
            Assert.True(description.EndsWith('.'), $"'{name}' is not described: '{description}'");
            Assert.True(Types(property).Overlaps(["integer", "number"]) == Unit().IsMatch(description), $"'{name}' has no unit, or is no number: '{description}'");
            Assert.True(guide.Contains($"`{name}`", StringComparison.Ordinal) || Percentile().IsMatch(name), $"summary.md says nothing about '{name}'");
        }
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task A_run_that_has_everything_validates_and_with_any_property_broken_does_not()
    {
        await using var server = new CountingServer();
        await RunAsync<EverythingUser>(
            $"-H {server.Address} -i 4 --run-label team=shop --note 'with all there is' --threshold 'p95 < 1us' --threshold 'checks > 1%' --threshold 'rps(nothing) over 1s > 1' --threshold 'max < 1h abort'");
        var text = _door.Read("S.json");
        var document = JsonNode.Parse(text)!;
        foreach (var name in new[] { "labels", "requests", "transactions", "checks", "failures", "user_errors", "metrics", "thresholds", "exit_reasons" })
        {
            Assert.True(document[name] is JsonArray { Count: > 0 } or JsonObject { Count: > 0 }, $"The document has no '{name}': {text}");
        }

        Assert.Empty(await ProblemsAsync(text));

        var schema = await SchemaAsync();
        foreach (var place in Places(document).ToList())
        {
            var broken = JsonNode.Parse(text)!;
            place.Set(broken, JsonNode.Parse("[[]]"));
            Assert.True(schema.Validate(broken.ToJsonString()).Count > 0, $"{place.Path} may be a list of lists");
        }
    }

    [Theory]
    [InlineData("\"state\": \"finished\"", "\"state\": \"done\"")]
    [InlineData("\"users\": 1", "\"users\": \"1\"")]
    [InlineData("\"users\": 1", "\"users\": 1.5")]
    [InlineData("\"users\": 1", "\"user\": 1")]
    [InlineData("\"started\": \"20", "\"started\": \"at 20")]
    [InlineData("\"verdict\": \"no_thresholds\"", "\"verdict\": \"good\"")]
    [InlineData("\"p999\"", "\"p99.9\"")]
    public async Task A_document_that_is_wrong_in_one_place_does_not_validate(string right, string wrong)
    {
        var text = await PlainAsync();
        Assert.Empty(await ProblemsAsync(text));

        var schema = await SchemaAsync();

        Assert.NotEmpty(schema.Validate(text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_that_is_added_later_is_no_mistake()
    {
        var text = await PlainAsync();

        var schema = await SchemaAsync();

        Assert.Empty(schema.Validate(text.Replace("\"p999\"", "\"p9999\": 1, \"p999\"", StringComparison.Ordinal)));
    }

    [Theory]
    [Trait("Category", "EndToEnd")]
    [InlineData("arrivals", "--arrival-rate 50/s -t 1s")]
    [InlineData("limit", "--find-limit '1..2 by 1 every 1s while p95 < 1h'")]
    [InlineData("limit", "--find-limit '1..2 by 1 every 1s while failures < 1%'")]
    public async Task A_run_of_another_kind_validates_too(string part, string options)
    {
        await RunAsync<FailingUser>(options);

        Assert.NotNull(JsonNode.Parse(_door.Read("S.json"))![part]);
        Assert.Empty(await ProblemsAsync(_door.Read("S.json")));
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task So_does_a_run_that_was_compared_with_another()
    {
        await RunAsync<FailingUser>("-i 100");
        await RunAsync<FailingUser>("-i 100 --baseline latest --regression 'p50 +900%' --regression 'p95(nothing) +10%'");

        Assert.Equal(2, JsonNode.Parse(_door.Read("S.json"))!["comparison"]!["regressions"]!.AsArray().Count);
        Assert.Empty(await ProblemsAsync(_door.Read("S.json")));
    }

    [Fact]
    public async Task So_do_an_interrupted_run_and_a_part_of_one()
    {
        await using (var store = new StoreOutput(_door.Store))
        {
            var run = new RunDescription { Id = "r20261124-120000-abc", Test = "shop", State = RunState.Running, Started = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero) };
            await store.OpenAsync(new OutputContext { Run = run }, TestContext.Current.CancellationToken);
            await store.WriteAsync(
                new OutputBatch { Requests = new[] { new RequestSample { Key = new(0, "GET", "/", "Shopper"), CompletedNanoseconds = 1_795_521_601_000_000_000, ResponseNanoseconds = 5, ServiceNanoseconds = 5, Error = "HTTP 500" } } },
                TestContext.Current.CancellationToken);
        }

        await _door.RunToolAsync("show latest --json");
        Assert.Contains("\"state\": \"interrupted\"", _door.Output, StringComparison.Ordinal);
        Assert.Empty(await ProblemsAsync(_door.Output));

        await _door.RunToolAsync("show latest --json --to 1h");
        Assert.Contains("\"window\": {", _door.Output, StringComparison.Ordinal);
        Assert.Empty(await ProblemsAsync(_door.Output));
    }

    [Fact]
    public async Task So_does_what_the_api_answers()
    {
        var answer = await recorded.Api.ReadAsync($"runs/{RecordedRuns.First}");

        Assert.Empty(await ProblemsAsync(answer.GetProperty("summary").GetRawText()));
    }

    private static async Task<JsonSchema> SchemaAsync() => await JsonSchema.FromJsonAsync(Text, TestContext.Current.CancellationToken);

    /// <summary>What is wrong with a document of this version, which has no name that is not in the schema.</summary>
    private static async Task<IEnumerable<string>> ProblemsAsync(string document)
    {
        var schema = await SchemaAsync();
        foreach (var one in schema.Definitions.Values.Prepend(schema))
        {
            one.AllowAdditionalProperties = false;
        }

        return schema.Validate(document).Select(problem => problem.ToString());
    }

    private static async Task<string> PlainAsync() => RunSummaryJson.Serialize(await LoadTest.RunAsync(
        new Plan { Test = "shop", UserTypes = [typeof(DoorUsers.GoodUser)], Users = 1, SpawnRate = 100, Iterations = 3, GeneratorCheck = false }, cancellationToken: TestContext.Current.CancellationToken));

    private async Task RunAsync<T>(string options)
        where T : User =>
        await _door.RunAsync($"--headless --only-summary --no-generator-check --summary-json S.json {options}", test => test.Users.Add<T>());

    private static void Compare(Type type, JsonObject schema, string path, List<string> problems, HashSet<string> seen)
    {
        var written = RunSummaryJsonContext.Default.GetTypeInfo(type)!.Properties.Where(property => property.Get is not null).ToDictionary(property => property.Name);
        var published = schema["properties"]!.AsObject();
        problems.AddRange(written.Keys.Where(name => !published.ContainsKey(name)).Select(name => $"{path}/{name} is not in the schema"));
        problems.AddRange(published.Where(one => !written.ContainsKey(one.Key)).Select(one => $"{path}/{one.Key} is in the schema alone"));
        foreach (var (name, property) in written.Where(one => published.ContainsKey(one.Key)))
        {
            var member = type.GetProperties().Single(one => JsonNamingPolicy.SnakeCaseLower.ConvertName(one.Name) == name);
            var isRequired = schema["required"]!.AsArray().Any(one => one!.GetValue<string>() == name);
            if (isRequired != (property.IsRequired || type.GetConstructors().Any(one => one.GetParameters().Any(parameter => parameter.Name == member.Name))))
            {
                problems.Add($"{path}/{name} is {(isRequired ? "" : "not ")}required in the schema alone");
            }

            var isLeftOut = member.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.WhenWritingNull;
            Compare(property.PropertyType, !isLeftOut && IsNullable(member), published[name]!, $"{path}/{name}", problems, seen);
        }
    }

    private static void Compare(Type type, bool isNullable, JsonNode schema, string path, List<string> problems, HashSet<string> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (schema["$ref"] is { } reference)
        {
            seen.Add(reference.GetValue<string>().Split('/')[^1]);
            schema = Resolve(schema);
        }

        var word = type == typeof(string) || type == typeof(DateTimeOffset) || type.IsEnum ? "string"
            : type == typeof(int) || type == typeof(long) ? "integer"
            : type == typeof(double) ? "number"
            : type == typeof(bool) ? "boolean"
            : ItemOf(type) is not null ? "array"
            : "object";
        if (!Types(schema).SetEquals(isNullable ? [word, "null"] : [word]))
        {
            problems.Add($"{path} is {schema["type"]?.ToJsonString()}, expected {word}{(isNullable ? " or null" : "")}");
        }

        if ((type == typeof(DateTimeOffset)) != (schema["format"]?.GetValue<string>() == "date-time"))
        {
            problems.Add($"{path} has another format");
        }

        var words = type.IsEnum ? Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => (string?)JsonSerializer.SerializeToNode(Enum.ToObject(type, value), RunSummaryJsonContext.Default.GetTypeInfo(type)!)!).ToList() : [];
        if (!words.Concat(type.IsEnum && isNullable ? [null] : []).ToHashSet().SetEquals(schema["enum"]?.AsArray().Select(one => one?.GetValue<string>()) ?? []))
        {
            problems.Add($"{path} is one of {schema["enum"]?.ToJsonString()}, expected {string.Join(", ", words)}");
        }

        if (ItemOf(type) is { } item)
        {
            Compare(item, false, schema["items"]!, $"{path}[]", problems, seen);
        }
        else if (type.IsGenericType && word == "object")
        {
            Compare(type.GetGenericArguments()[1], false, schema["additionalProperties"]!, $"{path}{{}}", problems, seen);
        }
        else if (word == "object")
        {
            Compare(type, schema.AsObject(), path, problems, seen);
        }
    }

    private static Type? ItemOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static bool IsNullable(PropertyInfo member) => new NullabilityInfoContext().Create(member).ReadState == NullabilityState.Nullable;

    private static JsonNode Resolve(JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference ? Published["definitions"]![reference["#/definitions/".Length..]]! : schema;

    private static HashSet<string> Types(JsonNode schema) =>
        schema["type"] switch { JsonArray several => [.. several.Select(one => one!.GetValue<string>())], { } one => [one.GetValue<string>()], _ => [] };

    // Everything that has a name, and the way to it.
    private static IEnumerable<(string Path, Action<JsonNode, JsonNode?> Set)> Places(JsonNode document) => document switch
    {
        JsonObject some => some.SelectMany(pair => (pair.Value is null ? [] : Places(pair.Value).Select(below => ($"{pair.Key}/{below.Path}", (Action<JsonNode, JsonNode?>)((root, value) => below.Set(root[pair.Key]!, value)))))
            .Prepend((pair.Key, (root, value) => root[pair.Key] = value))),
        JsonArray list => list.SelectMany((one, i) => Places(one!).Select(below => ($"{i}/{below.Path}", (Action<JsonNode, JsonNode?>)((root, value) => below.Set(root[i]!, value))))),
        _ => [],
    };

    [GeneratedRegex(@"Unit: (s|ms|%|bytes|none|users|requests|requests/s|checks|exceptions|values|arrivals|samples|observations|that of the (metric|threshold|figure))\.$")]
    private static partial Regex Unit();

    // Those between stand in the guide as p50 … p999.
    [GeneratedRegex("^p[0-9]+$")]
    private static partial Regex Percentile();

    internal sealed class FailingUser : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.05);

        [Task]
        public void Look()
        {
            using var call = Measure("demo", "look");
            call.Fail("It is closed.");
        }
    }

    /// <summary>Leaves something in every part of the document.</summary>
    internal sealed class EverythingUser : HttpUser
    {
        [Task]
        public async Task Everything()
        {
            await Transaction("all", async () =>
            {
                using var response = await Client.GetAsync("/", Cancellation);
                response.Check("is there", true);
                response.Fail("It is <red>.");
            });
            Metrics.Counter("orders").Add();
            Metrics.Gauge("depth", "items").Set(3);
            Metrics.Trend("payment", "ms").Add(1.5);
            throw new InvalidOperationException("the user stumbled");
        }
    }
}
