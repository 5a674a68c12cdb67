using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <content>What the pages about many runs ask.</content>
public sealed partial class RunHistory
{
    /// <summary>The runs a page shows.</summary>
    internal RunList ListHeads(RunListing listing) => Guard(() => Heads().List(listing));

    /// <summary>One run as it stands in that list.</summary>
    internal Queries.RunHead ReadHead(string run) => Guard(() => Heads().Read(Choose(run).Run));

    /// <summary>A figure over the runs of a test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="requestType">The protocol or method of a request; null, as the name, for all requests.</param>
    /// <param name="name">The name of a request.</param>
    /// <param name="limit">The newest so many runs.</param>
    internal RunTrend Trend(string test, ComparedFigure figure, string? requestType = null, string? name = null, int limit = 100) =>
        Guard(() => Heads().Trend(test, figure, requestType, name, limit));

    /// <summary>Puts a mark on the time axis of a run; nothing that was recorded is rewritten.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <param name="elapsed">Where, in seconds after its start.</param>
    /// <param name="title">A few words.</param>
    /// <param name="text">The whole story; may be empty.</param>
    /// <exception cref="StoreException">There is no such run, it was not that long, or the title cannot be.</exception>
    internal RecordedEvent AddAnnotation(string run, double elapsed, string title, string text = "")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(text);
        return Change(() => RunAnnotation.Write(_file, RecordedRun.Read(_file, Choose(run)), elapsed, title, text));
    }

    private RunHeads Heads() => new(this, _file, SummaryOf);
}
