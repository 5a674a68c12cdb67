namespace Cicada.Terminal;

/// <summary>For outputs that are no terminal: a line every five seconds, or the whole table.</summary>
internal sealed class LineScreen(TextWriter writer, bool withTable, TimeProvider clock) : IRunScreen
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public async Task FollowAsync(Run run, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                Write(run.Snapshot(), run);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended; its summary follows.
        }
    }

    private void Write(LiveSnapshot snapshot, Run run)
    {
        writer.WriteLine(ProgressLine.Of(snapshot, run.Plan.RunTime));
        if (withTable)
        {
            var console = Consoles.Of(writer, isTerminal: false);
            console.Write(new LiveView(run.Plan, run.Id, snapshot, withKeys: false).Requests(int.MaxValue, console.Profile.Width));
        }
    }
}
