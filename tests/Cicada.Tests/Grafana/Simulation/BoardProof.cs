namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Everything a board has to stand: opened in every situation over every back end, looked at panel by panel, and held against what took place.</summary>
internal sealed class BoardProof(GrafanaScene scene)
{
    private readonly Dictionary<string, RecordedRun> _runs = [];

    /// <summary>The figures panels have to come to.</summary>
    public IReadOnlyList<PanelTotal> Totals { get; init; } = [];

    /// <summary>The tables that have to say what the summary says.</summary>
    public IReadOnlyList<PanelRows> Tables { get; init; } = [];

    /// <summary>Whether a panel shows nothing because there is nothing to show: board, panel, what is looked at. Then it must be empty, too.</summary>
    public Func<string, string, RequestSelection, bool> IsLegitimatelyEmpty { get; init; } = (_, _, _) => false;

    /// <summary>What is wrong with a board, a sentence each.</summary>
    /// <param name="board">The board.</param>
    /// <param name="backEnds">Who is asked.</param>
    public async Task<IReadOnlyList<string>> DefectsAsync(Board board, params IEnumerable<BackEnd> backEnds)
    {
        var defects = new List<string>();
        foreach (var backEnd in backEnds)
        {
            // Half of the questions are asked with GET; which half changes from one back end to the next.
            using var post = new InfluxDataSource(backEnd.Settings);
            using var get = new InfluxDataSource(backEnd.Settings with { HttpMode = "GET" }, isReversed: true);
            foreach (var (number, situation) in Situation.Of(scene).Index())
            {
                var source = (number + backEnd.Name.Length) % 2 == 0 ? post : get;
                defects.AddRange((await DefectsAsync(board, backEnd, source, situation)).Select(defect => $"{board}, {backEnd}, {situation}: {defect}"));
            }
        }

        return defects;
    }

    /// <summary>A board as a back end shows it in a situation.</summary>
    public async Task<BoardView> OpenAsync(Board board, BackEnd backEnd, Situation situation)
    {
        using var source = new InfluxDataSource(backEnd.Settings);
        return await new BoardViewer(source).OpenAsync(board, situation.Request(board, backEnd, scene));
    }

    private async Task<IReadOnlyList<string>> DefectsAsync(Board board, BackEnd backEnd, InfluxDataSource source, Situation situation)
    {
        var selection = new RequestSelection(await RunAsync(situation.Run), situation, backEnd.HasStatistics);
        try
        {
            var view = await new BoardViewer(source).OpenAsync(board, situation.Request(board, backEnd, scene));
            return
            [
                .. view.Panels.SelectMany(panel => Defects(board, panel, selection, situation.Window).Select(defect => $"'{panel.Title}': {defect}")),
                .. view.Annotations.SelectMany(annotation => Defects(annotation, situation)),
                .. UnknownPanels(board, view),
            ];
        }
        catch (BoardException exception)
        {
            return [exception.Message];
        }
    }

    private List<string> Defects(Board board, PanelView panel, RequestSelection selection, int window)
    {
        if (panel.IsEmpty && panel.Problem is null && panel.Answers.All(answer => answer.Error is null) && IsLegitimatelyEmpty(board.Uid, panel.Panel.Title, selection))
        {
            return [];
        }

        var defects = PanelDefects.Of(panel, window).ToList();
        if (defects.Count == 0)
        {
            defects.AddRange(Totals.Where(total => IsOf(total.Board, total.Panel)).Select(total => total.Defect(panel, selection)).OfType<string>());
            defects.AddRange(Tables.Where(table => IsOf(table.Board, table.Panel)).SelectMany(table => table.Defects(panel, selection)));
        }

        return defects;

        bool IsOf(string uid, string title) => uid == board.Uid && title == panel.Panel.Title;
    }

    // An expectation about a panel that is not there any more proves nothing.
    private IEnumerable<string> UnknownPanels(Board board, BoardView view) =>
        Totals.Where(total => total.Board == board.Uid).Select(total => total.Panel).Concat(Tables.Where(table => table.Board == board.Uid).Select(table => table.Panel)).Distinct()
            .Where(title => view.Panels.All(panel => panel.Panel.Title != title)).Select(title => $"something is expected of a panel '{title}', which there is not");

    // The run begins and ends in every range but the part of one.
    private static IEnumerable<string> Defects(AnnotationView annotation, Situation situation)
    {
        if (annotation.Answer.Error is { } error)
        {
            yield return $"annotation '{annotation.Annotation.Name}': {error}: {annotation.Answer.Sent}";
        }
        else if (annotation.Annotation.Query.Contains("events\"", StringComparison.Ordinal) && situation.Range.FromMilliseconds <= situation.Run.Started.ToUnixTimeMilliseconds() && !annotation.Events.Any(one => one.Tags.Contains("test_start") && one.Text is { Length: > 0 }))
        {
            yield return $"annotation '{annotation.Annotation.Name}': nothing is marked where the run began: {annotation.Answer.Sent}";
        }
    }

    private async Task<RecordedRun> RunAsync(RunSummary run)
    {
        if (!_runs.TryGetValue(run.Run, out var recorded))
        {
            _runs.Add(run.Run, recorded = await RecordedRun.ReadAsync(scene, run));
        }

        return recorded;
    }
}
