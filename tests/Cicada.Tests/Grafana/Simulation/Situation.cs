namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Somebody looks at a run in one of the ways people do.</summary>
/// <param name="Name">What is told of it when something is amiss.</param>
/// <param name="Run">The run.</param>
/// <param name="Names">The requests chosen; null for all.</param>
/// <param name="Range">The range of time.</param>
/// <param name="Window">The width of the window, in pixels.</param>
internal sealed record Situation(string Name, RunSummary Run, IReadOnlyList<string>? Names, TimeRange Range, int Window)
{
    /// <summary>The ways in which every board is looked at: single, several and all requests, the whole run, a part of it, the last hours, windows wide and narrow.</summary>
    public static IReadOnlyList<Situation> Of(GrafanaScene scene)
    {
        var (first, second) = (scene.First, scene.Second);
        var begin = first.Started.AddSeconds(1);
        return
        [
            new("the whole of a run", first, null, GrafanaScene.Whole(first), 1_600),
            new("a part of it, several requests, narrow", first, [ShopUser.OddNames[0], ShopUser.OddNames[1], ShopUser.OddNames[2]], TimeRange.Between(begin, begin.AddMilliseconds(2_200)), 800),
            new("the last hours, one request with an odd name", second, [ShopUser.OddNames[1]], TimeRange.Last(6, DateTimeOffset.UtcNow), 1_600),
            new("some minutes, all requests chosen one by one, narrow", first, [.. first.Requests.Select(request => request.Name)], TimeRange.Between(first.Started.AddMinutes(-5), first.Ended!.Value.AddSeconds(10)), 600),
        ];
    }

    /// <summary>How a board is asked for it.</summary>
    public ViewRequest Request(Board board, BackEnd backEnd, GrafanaScene scene)
    {
        var choices = new Dictionary<string, VariableChoice>(StringComparer.Ordinal)
        {
            ["prefix"] = VariableChoice.Of(backEnd.Prefix),
            ["test"] = VariableChoice.Of(Run.Test),
            ["run"] = VariableChoice.Of(Run.Run),
            ["base"] = VariableChoice.Of(scene.First.Run),
            ["candidate"] = VariableChoice.Of(scene.Second.Run),
            ["step"] = VariableChoice.Of(Names is null ? "1" : "5"),
            ["request"] = Names is null ? VariableChoice.All : new VariableChoice(Names),
        };
        return new(Range)
        {
            Window = Window,
            Choices = choices.Where(choice => board.Variables.Any(variable => variable.Name == choice.Key)).ToDictionary(),
        };
    }

    public override string ToString() => Name;
}
