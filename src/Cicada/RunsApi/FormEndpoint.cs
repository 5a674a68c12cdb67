using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>What a run can be started with.</summary>
internal sealed class FormEndpoint(IRunControl? control) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("GET", "form", "What a run can be started with, and what it was last started with.")
    {
        Answer = RunsJson.Default.StartForm,
        Refusals = [409],
        Needs = WebAccess.Read,
    };

    public Task AnswerAsync(ApiCall call) => call.AnswerAsync(StartEndpoint.Require(control).Form(), RunsJson.Default.StartForm);
}
