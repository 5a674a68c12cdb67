using System.Reflection;
using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>What this server is. It is also answered to who has not logged in, without what is only for those who have.</summary>
internal sealed class InfoEndpoint(RunQuestions questions, IRunControl? control, WebAuth auth, TimeProvider clock) : IApiEndpoint
{
    public static readonly string Version = typeof(InfoEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public ApiDescription Description { get; } = new("GET", "info", "What this server is, and what who asks may do.")
    {
        Answer = RunsJson.Default.Info,
        Needs = WebAccess.Nothing,
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var caller = (await auth.CheckAsync(call.Context)).Caller;
        var knows = caller.MayRead;
        var zone = clock.LocalTimeZone.Id;
        await call.AnswerAsync(
            new Info
            {
                Version = knows ? Version : "",
                Mode = control is null ? "serve" : "run",
                Test = knows ? control?.Test : null,
                Store = knows ? questions.StorePath : "",
                LiveRun = knows ? control?.Live?.Run.Id : null,
                CanStart = control is not null && caller.MayChange,
                CanChange = caller.MayChange,
                User = caller.Name,
                NeedsLogin = !knows,
                Now = clock.GetUtcNow(),
                TimeZone = TimeZoneInfo.TryConvertWindowsIdToIanaId(zone, out var name) ? name : zone,
            },
            RunsJson.Default.Info);
    }
}
