using System.Text;
using Cicada.Storage;

namespace Cicada.RunsApi;

/// <summary>A run as one HTML file.</summary>
internal sealed class ReportEndpoint(RunQuestions questions, Func<RunHistory, string, string> report) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("GET", "runs/{run}/report", "A run as one HTML file that opens without a server.")
    {
        Parameters = [RunParameters.Run],
        ContentTypes = ["text/html"],
        Refusals = [404, 503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var (run, html) = await questions.AskAsync(call.Run, (history, run) => (run, report(history, run)), call.Gone);
        var stream = ApiDownload.Begin(call.Context, "text/html; charset=utf-8", $"{run}.html");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(html), call.Gone);
    }
}
