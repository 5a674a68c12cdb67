using Cicada.Terminal;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.Terminal;

public sealed class FileProgressTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void It_is_said_now_and_then_how_much_and_how_far_and_the_line_goes_away()
    {
        using var progress = new FileProgress(_output, isShown: true, _clock);
        progress.Show("lines", 1, 1, 100);
        _clock.Advance(TimeSpan.FromSeconds(1));
        progress.Show("lines", 50_000, 25, 100);
        progress.Show("lines", 50_001, 26, 100);
        _clock.Advance(TimeSpan.FromSeconds(1));
        progress.Show("lines", 60_000, 30, 0);
        progress.Dispose();

        Assert.Equal("\r50,000 lines, 25%, 1.0 s\r60,000 lines, 2.0 s     \r                   \r", _output.ToString());
    }

    [Fact]
    public void Where_nobody_watches_nothing_is_written()
    {
        using (var progress = new FileProgress(_output, isShown: false, _clock))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            progress.Show("lines", 1, 1, 1);
        }

        Assert.Empty(_output.ToString());
    }
}
