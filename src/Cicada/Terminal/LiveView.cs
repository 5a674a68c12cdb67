using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>The screen while a run is on, from one snapshot; never higher than the terminal.</summary>
internal sealed class LiveView(Plan plan, string runId, LiveSnapshot snapshot, bool withKeys)
{
    // The lines that are always there: title, bar, two lines of figures, blank, head and rule of the table, blank, total, blank, keys.
    private const int FixedLines = 11;
    private const int MostFailures = 5;

    private static readonly FigureColumn<LiveRequest>[] Columns =
    [
        new("requests", request => Figures.Count(request.Figures.Count)),
        new("failed", request => Figures.Count(request.Figures.Failures), request => Colours.OfFailures(request.Figures.Failures)),
        new("", request => request.Figures.Failures > 0 ? Figures.Percent(request.Figures.Failures, request.Figures.Count) : "", _ => Colours.Bad, Order: 3),
        new("req/s", request => Figures.Rate(request.CurrentRps)),
        new("p50 ms", request => Figures.Milliseconds(request.Figures.P50)),
        new("p95", request => Figures.Milliseconds(request.Figures.P95), Order: 2),
        new("p99", request => Figures.Milliseconds(request.Figures.P99), Order: 1),
        new("avg", request => Figures.Milliseconds(request.Figures.Mean), Order: 5),
        new("max", request => Figures.Milliseconds(request.Figures.Max), Order: 4),
    ];

    /// <summary>All of it.</summary>
    public IRenderable Render(int width, int height)
    {
        var room = Math.Max(1, height - FixedLines);
        var warnings = Warnings().Take(Math.Clamp(height - FixedLines - 2, 0, 3)).ToList();
        room = Math.Max(1, room - warnings.Count);
        var broken = snapshot.Thresholds.Where(threshold => threshold.State == ThresholdState.Broken).Take(Math.Clamp(height - FixedLines - 2, 0, 3)).ToList();
        room = Math.Max(1, room - broken.Count);
        var failures = Math.Min(Math.Min(snapshot.Failures.Count, MostFailures), room / 3);
        room = Math.Max(1, room - (failures == 0 ? 0 : failures + 4));

        var parts = new List<IRenderable> { Title(width), Progress(width), Requests(room, width) };
        if (failures > 0)
        {
            parts.Add(FailureTable.Of([.. snapshot.Failures.Take(failures)], failures, width));
        }

        parts.AddRange(broken.Select(threshold => Line(ThresholdTable.Sentence(threshold), width, Colours.Bad)));
        parts.AddRange(warnings.Select(warning => Line(warning, width, Colours.Warning)));
        if (withKeys)
        {
            parts.Add(Line("w/W 1/10 users more · s/S 1/10 fewer · q stops the run", width, Colours.Quiet));
        }

        return new Rows(parts);
    }

    private IEnumerable<string> Warnings() =>
        snapshot.Recording.Outputs.Where(RecordingLine.IsAmiss).Select(RecordingLine.Of).Concat(snapshot.Warnings);

    private Text Title(int width)
    {
        var host = plan.Host is null ? "" : $" · {Options.Secrets.InAddress(plan.Host)}";
        return Line($"{plan.Test} · {runId} · {State()}{host}", width, Colours.Strong);
    }

    private string State() => snapshot.State switch
    {
        RunState.Ready => "starting",
        RunState.Spawning => "spawning",
        RunState.Stopping => "stopping",
        RunState.Running => "running",
        var ended => ended.ToWord(),
    };

    private Rows Progress(int width)
    {
        var load = Line(ProgressLine.OfLoad(snapshot, plan.RunTime), width, Style.Plain);
        var results = Line(ProgressLine.OfResults(snapshot), width, Colours.OfFailures(snapshot.Total.Figures.Failures));
        if (plan.RunTime is not { } runTime)
        {
            return new Rows(load, results);
        }

        var bar = Math.Max(10, Math.Min(width - 2, 78));
        var done = (int)(bar * Math.Clamp(snapshot.Elapsed / runTime, 0, 1));
        var paragraph = new Paragraph();
        paragraph.Append(new string('━', done), Colours.Good);
        paragraph.Append(new string('━', bar - done), Colours.Quiet);
        return new Rows(paragraph, load, results);
    }

    /// <summary>The table alone.</summary>
    public Table Requests(int room, int width)
    {
        // The busiest are the ones to watch when not all fit.
        var shown = snapshot.Requests.Count <= room
            ? snapshot.Requests
            : [.. snapshot.Requests.OrderByDescending(request => request.Figures.Count).Take(Math.Max(1, room - 1))];
        var rows = shown.Select(request => new FigureRow<LiveRequest>(request.Figures.RequestType, request.Figures.Name, Style.Plain, request)).ToList();
        if (shown.Count < snapshot.Requests.Count)
        {
            rows.Add(new FigureRow<LiveRequest>("", $"… {Figures.Count(snapshot.Requests.Count - shown.Count)} more", Colours.Quiet, null));
        }

        if (snapshot.Requests.Count > 1)
        {
            rows.Add(new FigureRow<LiveRequest>("", "all requests", Colours.Strong, snapshot.Total));
        }

        return new FigureTable<LiveRequest>(Columns, rows).Render(width);
    }

    private static Text Line(string text, int width, Style style) => new(PlainText.Fit(text, width - 1), style);
}
