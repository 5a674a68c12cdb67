using System.Text.Json.Nodes;
using Cicada.RunsApi;

namespace Cicada.Tests.RunsApi;

/// <summary>The description of the API: whether it is one, and complete.</summary>
[Collection(nameof(RecordedRuns))]
public sealed class OpenApiTests(RecordedRuns recorded)
{
    private static readonly JsonObject Document = OpenApiDocument.Of(Endpoints.All);

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value!.AsObject());

    [Fact]
    public void Each_endpoint_is_in_it_and_nothing_else()
    {
        Assert.Equal(
            Endpoints.All.Select(endpoint => $"{endpoint.Method} /{endpoint.Path}").Order(StringComparer.Ordinal),
            Operations.Select(one => $"{one.Method.ToUpperInvariant()} {one.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_reference_leads_to_something()
    {
        foreach (var reference in References(Document))
        {
            JsonNode? at = Document;
            foreach (var step in reference.Split('/').Skip(1))
            {
                at = at?[step];
            }

            Assert.True(at is not null, $"'{reference}' leads nowhere.");
        }
    }

    [Fact]
    public void Each_operation_has_an_id_of_its_own_a_summary_parameters_for_its_path_answers_and_refusals()
    {
        Assert.Equal(Operations.Count(), Operations.Select(one => one.Operation["operationId"]!.GetValue<string>()).Distinct().Count());
        Assert.All(Operations, one =>
        {
            var parameters = one.Operation["parameters"]?.AsArray() ?? [];
            var inPath = parameters.Where(parameter => parameter!["in"]!.GetValue<string>() == "path").Select(parameter => $"{{{parameter!["name"]}}}");
            Assert.Equal(one.Path.Split('/').Where(segment => segment.StartsWith('{')), inPath);
            Assert.EndsWith(".", one.Operation["summary"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains(one.Operation["responses"]!.AsObject(), answer => answer.Key.StartsWith('2'));
            Assert.Contains(one.Operation["responses"]!.AsObject(), answer => answer.Key.StartsWith('4'));
            Assert.Equal(one.Method is "post" or "patch" && !one.Path.EndsWith("logout", StringComparison.Ordinal), one.Operation["requestBody"] is not null);
        });
    }

    [Fact]
    public void Each_schema_describes_an_object_whose_required_fields_it_has()
    {
        Assert.All(Document["components"]!["schemas"]!.AsObject(), schema =>
        {
            Assert.Equal("object", schema.Value!["type"]!.GetValue<string>());
            var names = schema.Value["properties"]!.AsObject().Select(property => property.Key).ToList();
            Assert.Subset(names.ToHashSet(), (schema.Value["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).ToHashSet());
        });
        Assert.Equal(["title"], Required("Annotation"));
        Assert.Equal(["users"], Required("LoadChange"));
        Assert.Contains("p999", Required("RequestFigures"));
    }

    [Theory]
    [InlineData("info")]
    [InlineData("runs")]
    [InlineData("runs/latest")]
    [InlineData("runs/latest/series")]
    [InlineData("runs/latest/latency-map")]
    [InlineData("runs/latest/requests")]
    [InlineData("runs/latest/distribution")]
    [InlineData("runs/latest/samples")]
    [InlineData("runs/latest/failures")]
    [InlineData("runs/latest/timings")]
    [InlineData("runs/latest/events")]
    [InlineData("runs/latest/log")]
    [InlineData("compare?runs=r20261124,r20261125")]
    [InlineData("trend?test=shop")]
    public async Task An_answer_is_as_it_says(string path)
    {
        var api = recorded.Api;
        var known = "/" + path.Split('?')[0].Replace("latest", "{run}", StringComparison.Ordinal);
        var schema = Document["paths"]![known]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;

        var answer = await api.ReadAsync(path);

        Assert.Equal([], SchemaCheck.Problems(answer, schema, Document, "$"));
    }

    private static IEnumerable<string> Required(string schema) =>
        Document["components"]!["schemas"]![schema]!["required"]!.AsArray().Select(name => name!.GetValue<string>());

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(field => field.Key == "$ref" ? [field.Value!.GetValue<string>()] : References(field.Value)),
        JsonArray many => many.SelectMany(References),
        _ => [],
    };
}
