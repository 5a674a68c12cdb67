namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A table with the figures of a whole run, a row for each request and perhaps one for all: it has to say what the summary of the run says.</summary>
/// <param name="Board">The board.</param>
/// <param name="Panel">The title of the panel.</param>
/// <param name="NameColumn">The column with the request's name.</param>
/// <param name="Columns">What stands in columns.</param>
internal sealed record PanelRows(string Board, string Panel, string NameColumn, IReadOnlyDictionary<string, Func<RequestSummary, double>> Columns)
{
    private const double Tolerance = 1e-6;

    /// <summary>The run it is about; null for the one that is chosen.</summary>
    public RunSummary? Run { get; init; }

    /// <summary>Whether it has a row for all requests together.</summary>
    public bool HasTotal { get; init; }

    /// <summary>Whether it has only the requests that are chosen.</summary>
    public bool IsOfChosen { get; init; }

    /// <summary>What is wrong with it.</summary>
    public IEnumerable<string> Defects(PanelView view, RequestSelection selection)
    {
        var run = Run ?? selection.Run.Summary;
        var chosen = IsOfChosen ? selection.Situation.Names : null;
        RequestSummary[] requests = [.. run.Requests.Where(request => chosen is null || chosen.Contains(request.Name)), .. HasTotal ? [run.Total] : Array.Empty<RequestSummary>()];
        var frame = view.Frames[0];
        var names = frame[NameColumn];
        if (frame.Rows != requests.Length)
        {
            yield return $"has {frame.Rows} rows where there were {requests.Length} requests";
        }

        foreach (var request in requests)
        {
            if (names.Values.Index().Where(one => Equals(one.Item, request.Name)).Select(one => (int?)one.Index).FirstOrDefault() is not { } row)
            {
                yield return $"has no row '{request.Name}'";
                continue;
            }

            foreach (var (column, figure) in Columns)
            {
                var expected = figure(request);
                if (frame[column].Values[row] is not double said || Math.Abs(said - expected) > Tolerance * Math.Max(1, Math.Abs(expected)))
                {
                    yield return FormattableString.Invariant($"says '{frame[column].Values[row]}' in column '{column}' of '{request.Name}' where {expected} is known");
                }
            }
        }
    }
}
