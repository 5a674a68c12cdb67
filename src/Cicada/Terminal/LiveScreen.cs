using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>For terminals: a screen that is painted anew twice a second, with keys to change the load.</summary>
internal sealed class LiveScreen(IAnsiConsole console, KeyReader? keys, TimeProvider clock) : IRunScreen
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public async Task FollowAsync(Run run, CancellationToken ended)
    {
        using var pressed = keys?.Start(key => RunKeys.Apply(key, run));
        using var output = ConsoleCapture.Start(console);
        using var timer = new PeriodicTimer(Interval, clock);
        await console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            try
            {
                do
                {
                    console.Profile.Width = TerminalSize.Width;
                    console.Profile.Height = TerminalSize.Height;
                    live.UpdateTarget(new LiveView(run.Plan, run.Id, run.Snapshot(), keys is not null).Render(TerminalSize.Width, TerminalSize.Height));
                    live.Refresh();
                }
                while (await timer.WaitForNextTickAsync(ended));
            }
            catch (OperationCanceledException)
            {
                // The run has ended; its summary takes the screen's place.
            }
        });
    }
}
