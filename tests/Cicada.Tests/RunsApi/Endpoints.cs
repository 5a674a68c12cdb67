using Cicada.RunsApi;
using Cicada.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada.Tests.RunsApi;

/// <summary>What there is of endpoints, without a server.</summary>
internal static class Endpoints
{
    public static IReadOnlyList<ApiDescription> All { get; } = Describe();

    private static List<ApiDescription> Describe()
    {
        var questions = new RunQuestions("", (_, _) => throw new NotSupportedException(), new(), TimeProvider.System);
        using var routes = new RunsRoutes(questions, null, new WebAuth(null, TimeProvider.System), TimeProvider.System, NullLogger.Instance);
        return [.. routes.Endpoints.Select(endpoint => endpoint.Description)];
    }
}
