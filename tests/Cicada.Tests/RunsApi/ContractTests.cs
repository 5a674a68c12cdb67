using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Cicada.RunsApi;
using Cicada.TestSupport;

namespace Cicada.Tests.RunsApi;

/// <summary>The records of the server against what the pages say they are, in ui/src/api.ts: field by field, so that neither changes without the other.</summary>
public sealed partial class ContractTests
{
    private static readonly string Contract = File.ReadAllText(RepositoryRoot.Combine("src", "Cicada.WebUi", "ui", "src", "api.ts"));

    // The document has more than the pages read.
    private static readonly string[] MayHaveMore = ["Summary"];

    public static TheoryData<string> Records => [.. Interfaces().Keys.Where(name => Find(name) is not null)];

    [Fact]
    public void Each_record_of_the_pages_is_one_of_the_server()
    {
        Assert.Equal([], Interfaces().Keys.Where(name => Find(name) is null));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_has_the_same_fields_on_both_sides(string name)
    {
        var expected = Fields(name).Order(StringComparer.Ordinal).ToList();
        var fields = Find(name)!.Properties.Select(property => property.Name).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, MayHaveMore.Contains(name) ? fields.Intersect(expected) : fields);
    }

    [Fact]
    public void Each_endpoint_of_the_pages_is_one_of_the_server()
    {
        var known = Endpoints.All.Select(endpoint => $"{endpoint.Method} {endpoint.Path.Replace("{run}", "RUN", StringComparison.Ordinal)}").ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], EndpointPattern().Matches(Contract).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Except(known));
    }

    private static List<string> Fields(string name)
    {
        var (from, body) = Interfaces()[name];
        return [.. from.Length == 0 ? [] : Fields(from), .. FieldPattern().Matches(body).Select(match => match.Groups[1].Value)];
    }

    private static Dictionary<string, (string From, string Body)> Interfaces() => InterfacePattern().Matches(Contract)
        .ToDictionary(match => match.Groups["name"].Value, match => (match.Groups["from"].Value, match.Groups["body"].Value));

    // The records of the stream are serialized by a context of their own.
    private static JsonTypeInfo? Find(string name) => new[] { (JsonTypeInfo)LiveJson.Default.Tick }
        .Concat(Endpoints.All.SelectMany(endpoint => new[] { endpoint.Body, endpoint.Answer }).OfType<JsonTypeInfo>())
        .Append(RunsJson.Default.Problem)
        .SelectMany(type => Below(type, []))
        .FirstOrDefault(type => ApiNames.Of(type.Type) == name);

    private static IEnumerable<JsonTypeInfo> Below(JsonTypeInfo type, HashSet<Type> seen)
    {
        if (!seen.Add(type.Type))
        {
            return [];
        }

        var inner = type.ElementType is { } element ? [element] : type.Properties.Select(property => property.PropertyType);
        return [type, .. inner.SelectMany(one => Below(Info(type, one), seen))];
    }

    private static JsonTypeInfo Info(JsonTypeInfo owner, Type type) =>
        type == typeof(RunSummary) ? RunSummaryJsonContext.Default.RunSummary : owner.Options.GetTypeInfo(type);

    [GeneratedRegex(@"^export interface (?<name>\w+)(?: extends (?<from>\w+))? \{\n(?<body>.*?)^\}", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex InterfacePattern();

    [GeneratedRegex(@"^  (\w+)\??:", RegexOptions.Multiline)]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"\b(GET|POST|PATCH|DELETE) ([a-zA-Z][\w/.-]*)")]
    private static partial Regex EndpointPattern();
}
