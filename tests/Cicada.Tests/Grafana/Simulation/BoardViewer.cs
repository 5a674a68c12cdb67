using System.Globalization;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Opens boards as somebody's Grafana would: variables first, then each panel.</summary>
internal sealed class BoardViewer(InfluxDataSource source)
{
    /// <summary>Opens a board.</summary>
    /// <exception cref="BoardException">Its variables cannot be found out.</exception>
    public async Task<BoardView> OpenAsync(Board board, ViewRequest request)
    {
        var variables = new Dictionary<string, VariableValue>(await new VariableResolver(source, request.Range).ResolveAsync(board.Variables, request.Choices), StringComparer.Ordinal)
        {
            ["__from"] = VariableValue.Of("__from", request.Range.FromMilliseconds.ToString(CultureInfo.InvariantCulture)),
            ["__to"] = VariableValue.Of("__to", request.Range.ToMilliseconds.ToString(CultureInfo.InvariantCulture)),
        };
        var panels = new List<PanelView>();
        foreach (var panel in board.Panels)
        {
            foreach (var scope in Repeated(panel, variables))
            {
                panels.Add(await LookAsync(panel, request, scope));
            }
        }

        var annotations = new List<AnnotationView>();
        foreach (var annotation in board.Annotations)
        {
            annotations.Add(await LookAsync(annotation, request, variables));
        }

        return new(board, request, variables, panels, annotations);
    }

    private static IEnumerable<IReadOnlyDictionary<string, VariableValue>> Repeated(Panel panel, Dictionary<string, VariableValue> variables)
    {
        if (panel.Repeat.Length == 0)
        {
            return [variables];
        }

        var repeated = variables.GetValueOrDefault(panel.Repeat)
            ?? throw new BoardException($"Panel '{panel.Title}' is repeated by the variable '{panel.Repeat}', which there is not.");
        return repeated.Values.Select(value => new Dictionary<string, VariableValue>(variables, StringComparer.Ordinal)
        {
            [panel.Repeat] = repeated with { Values = [value], IsAll = false },
        });
    }

    private async Task<PanelView> LookAsync(Panel panel, ViewRequest request, IReadOnlyDictionary<string, VariableValue> variables)
    {
        var interval = Interval.Of(request.Range, panel.MaxDataPoints(request.Window), panel.LowestInterval is { } lowest ? Interpolation.Text(lowest, variables) : source.Settings.TimeInterval);
        var macros = new Dictionary<string, VariableValue>(variables, StringComparer.Ordinal)
        {
            // Left to the server, in whatever form they are written.
            ["__interval"] = VariableValue.Of("__interval", "$__interval"),
            ["__interval_ms"] = VariableValue.Of("__interval_ms", "$__interval_ms"),
        };
        var answers = new List<QueryAnswer>();
        foreach (var target in panel.Targets.Where(target => !target.IsHidden))
        {
            answers.Add(await source.AskAsync(new SentQuery
            {
                RefId = target.RefId,
                Text = Interpolation.Query(target.Query, macros),
                Alias = Interpolation.Text(target.Alias, macros),
                ResultFormat = target.ResultFormat,
                Policy = Interpolation.Text(target.Policy, macros),
                Range = request.Range,
                IntervalMilliseconds = interval,
                Filters = request.Filters,
            }));
        }

        return PanelView.Of(panel, variables, interval, answers);
    }

    // The browser says no interval here, so a second is taken; filters of the board are not added.
    private async Task<AnnotationView> LookAsync(Annotation annotation, ViewRequest request, IReadOnlyDictionary<string, VariableValue> variables)
    {
        var answer = await source.AskAsync(new SentQuery { RefId = annotation.Name, Text = Interpolation.Query(annotation.Query, variables), Range = request.Range });
        return new(annotation, answer, answer.Error is null ? AnnotationReader.Read(annotation, answer.Frames) : []);
    }
}
