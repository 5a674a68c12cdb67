using System.Text;

namespace Cicada.Terminal;

/// <summary>How a run stands, in one line: for outputs that are no terminal, and above the live table.</summary>
internal static class ProgressLine
{
    /// <summary>The line.</summary>
    public static string Of(LiveSnapshot snapshot, TimeSpan? runTime)
    {
        var total = snapshot.Total;
        var line = new StringBuilder();
        line.Append(Figures.Clock(snapshot.Elapsed));
        if (runTime is { } planned)
        {
            line.Append(" of ").Append(Figures.Clock(planned));
        }

        line.Append(" · ").Append(Users(snapshot)).Append(" · ").Append(Figures.Rate(total.CurrentRps)).Append(" req/s · ");
        line.Append(Figures.Count(total.Figures.Count)).Append(" requests, ").Append(Figures.Count(total.Figures.Failures)).Append(" failed");
        if (total.Figures.Failures > 0)
        {
            line.Append(" (").Append(Figures.Percent(total.Figures.Failures, total.Figures.Count)).Append(')');
        }

        if (total.Figures.Count > 0)
        {
            line.Append(" · p50 ").Append(Figures.Milliseconds(total.Figures.P50))
                .Append(", p95 ").Append(Figures.Milliseconds(total.Figures.P95))
                .Append(", p99 ").Append(Figures.Milliseconds(total.Figures.P99)).Append(" ms");
        }

        foreach (var output in snapshot.Recording.Outputs.Where(RecordingLine.IsAmiss))
        {
            line.Append(" · ").Append(RecordingLine.Of(output));
        }

        return line.ToString();
    }

    /// <summary>The users there are, and how many there are to be where that differs.</summary>
    public static string Users(LiveSnapshot snapshot) =>
        snapshot.Users == snapshot.TargetUsers
            ? Figures.Count(snapshot.Users) + (snapshot.Users == 1 ? " user" : " users")
            : $"{Figures.Count(snapshot.Users)} of {Figures.Count(snapshot.TargetUsers)} users";
}
