using System.IO.Pipelines;
using Cicada.Web;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.Web;

public sealed class WatchedWriterTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 100, resumeWriterThreshold: 50));
    private readonly WatchedWriter _writer;
    private int _stalls;

    public WatchedWriterTests() => _writer = new WatchedWriter(_pipe.Writer, _clock, TimeSpan.FromSeconds(30), () => _stalls++);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    [Fact]
    public async Task Somebody_who_takes_nothing_is_told_of_once_when_patience_is_over()
    {
        var waiting = _writer.WriteAsync(new byte[100], TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, _stalls);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _stalls);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, _stalls);
        Assert.False(waiting.IsCompleted);
        await TakeAsync();
        await waiting;
    }

    [Fact]
    public async Task Somebody_who_is_slow_but_takes_what_there_is_may_take_any_time()
    {
        for (var i = 0; i < 10; i++)
        {
            var waiting = _writer.WriteAsync(new byte[100], TestContext.Current.CancellationToken);
            _clock.Advance(TimeSpan.FromSeconds(29));
            await TakeAsync();
            await waiting;
        }

        Assert.Equal(0, _stalls);
    }

    [Fact]
    public async Task Nobody_has_to_take_what_is_not_there()
    {
        await _writer.WriteAsync(new byte[10], TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, _stalls);
    }

    private async Task TakeAsync()
    {
        var read = await _pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
        _pipe.Reader.AdvanceTo(read.Buffer.End);
    }
}
