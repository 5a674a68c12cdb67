using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>Logs a browser out.</summary>
internal sealed class LogoutEndpoint(WebAuth auth) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("POST", "logout", "Logs a browser out: what its cookie says is not believed any more.")
    {
        Answer = RunsJson.Default.Done,
        Needs = WebAccess.Nothing,
    };

    public Task AnswerAsync(ApiCall call)
    {
        auth.LogOut(call.Context);
        return call.AnswerAsync(Done.It, RunsJson.Default.Done);
    }
}
