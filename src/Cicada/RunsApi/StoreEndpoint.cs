using System.Text.Json.Serialization.Metadata;

namespace Cicada.RunsApi;

/// <summary>
/// Answers what commands ask of a store that this process has open, so that they print letter by letter what they print of a store nobody has open.
/// </summary>
internal sealed class StoreEndpoint<T>(ApiDescription description, JsonTypeInfo<T> type, Func<ApiCall, Task<T>> answer) : IApiEndpoint
{
    public ApiDescription Description { get; } = description;

    public async Task AnswerAsync(ApiCall call) => await call.AnswerAsync(await answer(call), type);
}
