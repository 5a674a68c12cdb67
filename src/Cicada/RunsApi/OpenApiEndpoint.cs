using System.Text;
using System.Text.Json.Nodes;

namespace Cicada.RunsApi;

/// <summary>The description of the API.</summary>
/// <param name="endpoints">All endpoints, this one among them.</param>
internal sealed class OpenApiEndpoint(Func<IReadOnlyList<IApiEndpoint>> endpoints) : IApiEndpoint
{
    private byte[]? _document;

    public ApiDescription Description { get; } = new("GET", "openapi.json", "This description of the API, as OpenAPI 3.1.");

    public Task AnswerAsync(ApiCall call)
    {
        _document ??= Encoding.UTF8.GetBytes(Make().ToJsonString());
        return ApiAnswer.SendAsync(call.Context, Description.Status, _document);
    }

    private JsonObject Make() => OpenApiDocument.Of([.. endpoints().Select(endpoint => endpoint.Description)]);
}
