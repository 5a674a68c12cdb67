using System.Text.Json.Serialization.Metadata;
using Cicada.Storage;

namespace Cicada.RunsApi;

/// <summary>Answers a question about one run.</summary>
/// <param name="questions">Puts it to the store.</param>
/// <param name="description">What it is.</param>
/// <param name="type">The answer as JSON.</param>
/// <param name="read">The question, narrowed to the window and the request that were asked for.</param>
internal sealed class RunReading<T>(RunQuestions questions, ApiDescription description, JsonTypeInfo<T> type, Func<RunQuery, ApiArguments, T> read) : IApiEndpoint
{
    public ApiDescription Description { get; } = description with { Answer = type, Refusals = [404, 422, 503] };

    public async Task AnswerAsync(ApiCall call)
    {
        var arguments = call.Arguments;
        var answer = await questions.AskAsync(call.Run, (history, run) => read(RunParameters.Narrow(history.Query(run), arguments), arguments), call.Gone);
        await call.AnswerAsync(answer, type);
    }
}
