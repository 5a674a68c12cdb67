namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A board with all that is to be seen on it.</summary>
internal sealed record BoardView(
    Board Board, ViewRequest Request, IReadOnlyDictionary<string, VariableValue> Variables, IReadOnlyList<PanelView> Panels, IReadOnlyList<AnnotationView> Annotations)
{
    /// <summary>The panel with this title.</summary>
    public PanelView this[string title] => Panels.FirstOrDefault(panel => panel.Title == title || panel.Panel.Title == title)
        ?? throw new BoardException($"Board '{Board.Uid}' has no panel '{title}'; it has {string.Join(", ", Panels.Select(panel => $"'{panel.Title}'"))}.");
}
