using System.Text.Json.Serialization.Metadata;
using Cicada.Web;
using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>A request to an endpoint: what it says, and the answer to it.</summary>
internal sealed class ApiCall
{
    private readonly ApiArguments _arguments;

    public ApiCall(HttpContext context, ApiDescription description)
    {
        (Context, Description) = (context, description);
        _arguments = new(context.Request, description.Parameters);
    }

    public HttpContext Context { get; }

    public ApiDescription Description { get; }

    /// <summary>Who asks.</summary>
    public WebCaller Caller => WebCaller.Of(Context) ?? WebCaller.Nobody;

    /// <summary>Ends when nobody waits for the answer any more.</summary>
    public CancellationToken Gone => Context.RequestAborted;

    /// <summary>The run the path names: an id, the beginning of one, or <c>latest</c>.</summary>
    public string Run => (string)Context.Request.RouteValues["run"]!;

    /// <summary>The parameters, checked.</summary>
    /// <exception cref="RefusedRequestException">Some make no sense.</exception>
    public ApiArguments Arguments
    {
        get
        {
            _arguments.Require();
            return _arguments;
        }
    }

    /// <summary>What the request brings.</summary>
    /// <exception cref="RefusedRequestException">It is too large, no JSON, or not what the endpoint wants.</exception>
    public Task<T> BodyAsync<T>(JsonTypeInfo<T> type) => ApiBody.ReadAsync(Context, type);

    public Task AnswerAsync<T>(T answer, JsonTypeInfo<T> type) => ApiAnswer.SendAsync(Context, Description.Status, answer, type);
}
