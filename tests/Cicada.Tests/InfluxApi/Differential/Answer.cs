namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>What a server said.</summary>
/// <param name="Status">The status code.</param>
/// <param name="MediaType">The body's type, without its parameters.</param>
/// <param name="Body">The body.</param>
public sealed record Answer(int Status, string MediaType, string Body)
{
    public static async Task<Answer> OfAsync(HttpClient server, Question question)
    {
        using var request = question.ToRequest();
        using var answer = await server.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", body);
    }
}
