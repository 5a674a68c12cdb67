namespace Cicada.RunsApi;

/// <summary>Answers one method of one path of the HTTP API.</summary>
internal interface IApiEndpoint
{
    ApiDescription Description { get; }

    /// <summary>Answers a request, or throws a <see cref="RefusedRequestException"/>.</summary>
    Task AnswerAsync(ApiCall call);
}
