using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>Logs a browser in.</summary>
internal sealed class LoginEndpoint(WebAuth auth) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("POST", "login", "Logs a browser in: sets a cookie that only this server reads.")
    {
        Details = "Programs need none: they show the token or password with each request.",
        Body = RunsJson.Default.Login,
        Answer = RunsJson.Default.Done,
        Refusals = [503],
        Needs = WebAccess.Nothing,
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var login = await call.BodyAsync(RunsJson.Default.Login);
        var entry = await auth.LogInAsync(call.Context, login.User ?? "", login.Password);
        if (entry.Status != 0)
        {
            throw new RefusedRequestException(entry.Status, entry.Refusal);
        }

        await call.AnswerAsync(Done.It, RunsJson.Default.Done);
    }
}
