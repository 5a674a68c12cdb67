namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A panel with all that is to be seen in it.</summary>
internal sealed record PanelView
{
    public required Panel Panel { get; init; }

    /// <summary>The title as it is shown.</summary>
    public required string Title { get; init; }

    public required IReadOnlyDictionary<string, VariableValue> Variables { get; init; }

    public required long IntervalMilliseconds { get; init; }

    /// <summary>The answers to its queries.</summary>
    public required IReadOnlyList<QueryAnswer> Answers { get; init; }

    /// <summary>What is left of them after the panel's transformations, as it is drawn.</summary>
    public required IReadOnlyList<Frame> Frames { get; init; }

    /// <summary>Why the transformations failed, or null.</summary>
    public string? Problem { get; init; }

    public bool IsEmpty => Frames.All(frame => frame.Rows == 0 || frame.Fields.Where(one => one.Kind != FieldKind.Time).All(one => one.IsEmpty));

    public static PanelView Of(Panel panel, IReadOnlyDictionary<string, VariableValue> variables, long interval, IReadOnlyList<QueryAnswer> answers)
    {
        IReadOnlyList<Frame> frames = [.. answers.SelectMany(answer => answer.Frames)];
        string? problem = null;
        try
        {
            foreach (var step in panel.Transformations.Where(step => !step.Flag("disabled")))
            {
                frames = Transformation.Apply(step, frames, text => Interpolation.Json(text, variables));
            }
        }
        catch (BoardException exception)
        {
            problem = exception.Message;
        }

        return new()
        {
            Panel = panel,
            Title = Interpolation.Text(panel.Title, variables),
            Variables = variables,
            IntervalMilliseconds = interval,
            Answers = answers,
            Frames = frames,
            Problem = problem,
        };
    }

    /// <summary>All numbers of the series drawn under this name; none where there is no such series.</summary>
    public IReadOnlyList<double> Numbers(string name) => [.. Frames.SelectMany(frame => frame.Fields).Where(field => field.Kind == FieldKind.Number && field.DisplayName == name).SelectMany(field => field.Numbers)];

    /// <summary>What a rate comes to over the whole range.</summary>
    public double Total(string name) => Numbers(name).Sum() * IntervalMilliseconds / 1_000;
}
