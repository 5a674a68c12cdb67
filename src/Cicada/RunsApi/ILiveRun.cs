namespace Cicada.RunsApi;

/// <summary>A run that is on in this process.</summary>
internal interface ILiveRun
{
    Run Run { get; }

    /// <summary>What happens in it, for those who watch.</summary>
    LiveFeed Feed { get; }

    /// <summary>Ends it in order; returns at once.</summary>
    void Stop(string reason);

    /// <summary>Changes its load.</summary>
    /// <exception cref="RefusedRequestException">The change makes no sense.</exception>
    void Change(LoadChange change);

    /// <summary>Puts a mark on its time axis.</summary>
    /// <param name="annotation">What it says, and where; now unless it says so.</param>
    /// <exception cref="RefusedRequestException">It has no title, or lies outside the run.</exception>
    void Annotate(Annotation annotation);
}
