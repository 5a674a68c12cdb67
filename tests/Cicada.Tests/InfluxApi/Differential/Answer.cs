namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>What a server said.</summary>
/// <param name="Status">The status code.</param>
/// <param name="MediaType">The body's type, without its parameters.</param>
/// <param name="Body">The body.</param>
public sealed record Answer(int Status, string MediaType, string Body)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static async Task<Answer> OfAsync(HttpClient server, Question question)
    {
        using var request = question.ToRequest();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Longest);
        try
        {
            using var answer = await server.SendAsync(request, patience.Token);
            var body = await answer.Content.ReadAsStringAsync(patience.Token);
            return new((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", body);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return new(0, "", $"no answer: {exception.Message}");
        }
    }
}
