using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cicada.Terminal;

/// <summary>The screen while a run is on, from one snapshot; never higher than the terminal.</summary>
internal sealed class LiveView(Plan plan, string runId, LiveSnapshot snapshot, bool withKeys)
{
    // The lines that are always there: title, bar, two lines of figures, blank, head and rule of the table, blank, total, blank, keys.
    private const int FixedLines = 11;
    private const int MostFailures = 5;

    public IRenderable Render(int width, int height)
    {
        var room = Math.Max(1, height - FixedLines);
        var warnings = Warnings().Take(3).ToList();
        room = Math.Max(1, room - warnings.Count);
        var failures = Math.Min(Math.Min(snapshot.Failures.Count, MostFailures), room / 3);
        room = Math.Max(1, room - (failures == 0 ? 0 : failures + 4));

        var parts = new List<IRenderable> { Title(width), Progress(width), Requests(room, width) };
        if (failures > 0)
        {
            parts.Add(FailureTable.Of([.. snapshot.Failures.Take(failures)], failures, width));
        }

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
        var name = Math.Clamp(width - 80, 14, 80);
        var table = Tables.Create().Text("Type").Text("Name").Number("requests").Number("failed").Number("").Number("req/s")
            .Number("p50 ms").Number("p95").Number("p99");
        if (width >= 110)
        {
            table.Number("avg").Number("max");
        }

        // The busiest are the ones to watch when not all fit.
        var shown = snapshot.Requests.Count <= room
            ? snapshot.Requests
            : [.. snapshot.Requests.OrderByDescending(request => request.Figures.Count).Take(Math.Max(1, room - 1))];
        foreach (var request in shown)
        {
            AddRow(table, request, request.Figures.RequestType, request.Figures.Name, name, Style.Plain);
        }

        if (shown.Count < snapshot.Requests.Count)
        {
            table.AddRow(new Text(""), new Text($"… {Figures.Count(snapshot.Requests.Count - shown.Count)} more", Colours.Quiet));
        }

        if (snapshot.Requests.Count > 1)
        {
            AddRow(table, snapshot.Total, "", "all requests", name, Colours.Strong);
        }

        return table;
    }

    private static void AddRow(Table table, LiveRequest request, string type, string name, int limit, Style style)
    {
        var figures = request.Figures;
        var cells = new List<IRenderable>
        {
            Tables.Cell(type, 8),
            Tables.Cell(name, limit, style),
            Tables.Number(Figures.Count(figures.Count)),
            Tables.Number(Figures.Count(figures.Failures), Colours.OfFailures(figures.Failures)),
            Tables.Number(figures.Failures > 0 ? Figures.Percent(figures.Failures, figures.Count) : "", Colours.Bad),
            Tables.Number(Figures.Rate(request.CurrentRps)),
            Tables.Number(Figures.Milliseconds(figures.P50)),
            Tables.Number(Figures.Milliseconds(figures.P95)),
            Tables.Number(Figures.Milliseconds(figures.P99)),
        };
        if (table.Columns.Count > cells.Count)
        {
            cells.Add(Tables.Number(Figures.Milliseconds(figures.Mean)));
            cells.Add(Tables.Number(Figures.Milliseconds(figures.Max)));
        }

        table.AddRow(cells);
    }

    private static Text Line(string text, int width, Style style) => new(PlainText.Of(text, width - 1), style);
}
