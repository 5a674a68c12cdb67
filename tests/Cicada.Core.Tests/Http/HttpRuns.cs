namespace Cicada.Tests.Http;

/// <summary>Runs with one of the clients: what holds for one holds for the other.</summary>
public sealed class HttpRuns
{
    private readonly Type _userType;

    private HttpRuns(Type userType) => _userType = userType;

    /// <summary>With the default client, the platform's.</summary>
    public static HttpRuns Platform { get; } = new(typeof(ScriptedUser));

    /// <summary>With our own.</summary>
    public static HttpRuns Fast { get; } = new(typeof(ScriptedFastUser));

    internal Task<HttpRun> Of(
        string? host, Func<HttpUser, Task> task, HttpOptions? http = null, int users = 1, long iterations = 1, TimeProvider? clock = null, Func<HttpUser, Task>? end = null) =>
        HttpRun.Of(host, task, http, users, iterations, clock, end, _userType);

    internal HttpRun Prepare(
        string? host,
        Func<HttpUser, Task> task,
        HttpOptions? http = null,
        int users = 1,
        long? iterations = null,
        TimeSpan? stopTimeout = null,
        TimeSpan? runTime = null,
        TimeProvider? clock = null,
        Func<HttpUser, Task>? end = null) =>
        HttpRun.Prepare(host, task, http, users, iterations, stopTimeout, runTime, clock, end, _userType);
}
