using System.Globalization;
using System.Text.Json.Nodes;
using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>Describes the API in the words of OpenAPI 3.1, from what its endpoints say of themselves.</summary>
internal sealed class OpenApiDocument
{
    private readonly ApiSchemas _schemas = new();

    /// <summary>Makes the description.</summary>
    public static JsonObject Of(IReadOnlyList<ApiDescription> endpoints) => new OpenApiDocument().Make(endpoints);

    private static string IdOf(ApiDescription endpoint) => endpoint.Method.ToLowerInvariant()
        + string.Concat(endpoint.Path.Split('/', '-', '.').Where(word => !word.StartsWith('{')).Select(word => char.ToUpperInvariant(word[0]) + word[1..]))
        + (endpoint.Path.EndsWith("{run}", StringComparison.Ordinal) ? "Run" : "");

    private static JsonObject Parameter(ApiParameter parameter)
    {
        var schema = new JsonObject
        {
            ["type"] = parameter.Kind switch
            {
                ApiParameterKind.Whole => "integer",
                ApiParameterKind.Seconds => "number",
                _ => "string",
            },
        };
        if (parameter.Choices is { } choices)
        {
            schema["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]);
        }

        if (parameter.Kind != ApiParameterKind.Text)
        {
            schema["minimum"] = parameter.Least;
            if (parameter.Most < double.MaxValue)
            {
                schema["maximum"] = parameter.Most;
            }
        }

        if (parameter.IsList || parameter.IsRepeated)
        {
            schema = new JsonObject { ["type"] = "array", ["items"] = schema };
        }

        if (parameter.Default is { } text)
        {
            schema["default"] = parameter.IsList ? new JsonArray([.. text.Split(',').Select(word => (JsonNode)word)])
                : parameter.Kind == ApiParameterKind.Text ? text
                : double.Parse(text, CultureInfo.InvariantCulture);
        }

        var described = new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.IsInPath ? "path" : "query",
            ["required"] = parameter.IsRequired,
            ["description"] = parameter.Description,
            ["schema"] = schema,
        };
        if (parameter.IsList || parameter.IsRepeated)
        {
            described["style"] = "form";
            described["explode"] = parameter.IsRepeated;
        }

        if (parameter.Example is { } example)
        {
            described["example"] = parameter.IsList ? new JsonArray([.. example.Split(',').Select(word => (JsonNode)word)])
                : parameter.IsRepeated ? new JsonArray(example)
                : example;
        }

        return described;
    }

    private JsonObject Make(IReadOnlyList<ApiDescription> endpoints)
    {
        // First, so that it is known of each record whether requests bring it.
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Body is not null))
        {
            _schemas.OfBody(endpoint.Body!);
        }

        JsonObject paths = [];
        foreach (var path in endpoints.GroupBy(endpoint => endpoint.Path))
        {
            JsonObject methods = [];
            foreach (var endpoint in path)
            {
                methods.Add(endpoint.Method.ToLowerInvariant(), Operation(endpoint));
            }

            paths.Add($"/{path.Key}", methods);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Cicada",
                ["version"] = InfoEndpoint.Version,
                ["summary"] = "Runs of load tests: to start, watch, change, read and compare.",
                ["description"] = "Times of day are ISO 8601 in UTC, durations and elapsed times are seconds, response times milliseconds.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "." }),
            ["security"] = new JsonArray(
                new JsonObject(), new JsonObject { ["token"] = new JsonArray() }, new JsonObject { ["password"] = new JsonArray() }, new JsonObject { ["session"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = _schemas.Components,
                ["responses"] = new JsonObject { ["Refusal"] = Answer("A refusal, with a sentence that says why and what to do.", "application/json", _schemas.Of(RunsJson.Default.Problem)) },
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "The token of --web-auth." },
                    ["password"] = new JsonObject { ["type"] = "http", ["scheme"] = "basic", ["description"] = "The user and password of --web-auth or, with --auth, of InfluxDB's interface." },
                    ["session"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "cookie",
                        ["name"] = "cicada-PORT",
                        ["description"] = "What POST login has set; PORT is the one the server listens on.",
                    },
                },
            },
        };
    }

    private static JsonObject Answer(string description, string contentType, JsonNode? schema) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { [contentType] = schema is null ? new JsonObject() : new JsonObject { ["schema"] = schema } },
    };

    private JsonObject Operation(ApiDescription endpoint)
    {
        var operation = new JsonObject { ["operationId"] = IdOf(endpoint), ["summary"] = endpoint.Summary };
        if (endpoint.Details.Length > 0)
        {
            operation["description"] = endpoint.Details;
        }

        if (endpoint.Parameters.Count > 0)
        {
            operation["parameters"] = new JsonArray([.. endpoint.Parameters.Select(Parameter)]);
        }

        if (endpoint.Body is { } body)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = _schemas.OfBody(body) } },
            };
        }

        JsonObject content = [];
        foreach (var type in endpoint.ContentTypes)
        {
            content.Add(type, endpoint.Answer is { } answer ? new JsonObject { ["schema"] = _schemas.Of(answer) } : new JsonObject());
        }

        var answers = new JsonObject
        {
            [endpoint.Status.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["description"] = endpoint.Summary, ["content"] = content },
        };
        foreach (var status in Refusals(endpoint))
        {
            answers.Add(status.ToString(CultureInfo.InvariantCulture), new JsonObject { ["$ref"] = "#/components/responses/Refusal" });
        }

        operation["responses"] = answers;
        if (endpoint.Needs == WebAccess.Nothing)
        {
            operation["security"] = new JsonArray(new JsonObject());
        }

        return operation;
    }

    private static IEnumerable<int> Refusals(ApiDescription endpoint)
    {
        IEnumerable<int> bodies = endpoint.Body is null ? [] : [413, 415];
        IEnumerable<int> who = endpoint.Needs == WebAccess.Nothing && endpoint.Body is null ? [403] : [401, 403];
        return endpoint.Refusals.Concat([400]).Concat(bodies).Concat(who).Distinct().Order();
    }
}
