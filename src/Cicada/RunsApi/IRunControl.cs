namespace Cicada.RunsApi;

/// <summary>The load test of this process, as the HTTP API sees it: what can be started, and the run that is on.</summary>
internal interface IRunControl
{
    /// <summary>The test's name.</summary>
    string Test { get; }

    /// <summary>The run that is on, or null; also null from the moment its end is in the store.</summary>
    ILiveRun? Live { get; }

    /// <summary>What a run can be started with, and what it was last started with.</summary>
    StartForm Form();

    /// <summary>Starts a run; returns once it is on and in the store.</summary>
    /// <returns>The run's id.</returns>
    /// <exception cref="RefusedRequestException">What was asked for makes no sense, or a run is on already.</exception>
    Task<string> StartAsync(StartRequest request, CancellationToken cancellation);
}
