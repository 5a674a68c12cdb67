using System.IO.Pipelines;
using System.Text;
using Cicada.RunsApi;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.RunsApi;

public sealed class LiveStreamTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly LiveFeed _feed = new();
    private readonly Pipe _sent = new();

    [Theory]
    [InlineData("", null, "1 2 3")]
    [InlineData("?after=1", null, "2 3")]
    [InlineData("?after=1", "2", "3")]
    [InlineData("?after=7", null, "")]
    public async Task A_viewer_is_sent_what_it_has_not_seen_and_then_the_end(string query, string? lastEventId, string expected)
    {
        AddTicks(1, 2, 3);
        _feed.Ended(RunState.Stopped);
        var context = Request(query);
        context.Request.Headers["Last-Event-ID"] = lastEventId;

        await new LiveStream(_clock).AnswerAsync(context, _feed);

        Assert.Equal("text/event-stream", context.Response.ContentType);
        var end = "event: end\ndata: {\"run\":\"\",\"state\":\"stopped\"}\n\n";
        Assert.Equal((expected.Length == 0 ? "" : expected + " ") + end, await ReadAsync(end));
    }

    [Fact]
    public async Task A_viewer_hears_of_what_happens_while_it_waits_and_of_life_when_nothing_does()
    {
        var answering = new LiveStream(_clock).AnswerAsync(Request(""), _feed);

        AddTicks(1);
        Assert.Equal("1 ", await ReadAsync("1 "));
        var alive = ReadAsync(": still here\n\n");
        while (!alive.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(15));
            await Task.Yield();
        }

        _feed.Ended(RunState.Finished);
        Assert.StartsWith(": still here\n\n", await alive, StringComparison.Ordinal);
        await answering;
    }

    [Fact]
    public async Task There_are_so_many_viewers_and_no_more_until_one_goes()
    {
        var stream = new LiveStream(_clock, most: 1);
        using var gone = new CancellationTokenSource();
        var first = stream.AnswerAsync(Request("", gone), _feed);

        var refusal = await Assert.ThrowsAsync<RefusedRequestException>(() => stream.AnswerAsync(Request(""), _feed));
        await gone.CancelAsync();
        await first;
        _feed.Ended(RunState.Finished);
        await stream.AnswerAsync(Request(""), _feed);

        Assert.Equal(503, refusal.Status);
    }

    [Fact]
    public async Task What_is_no_second_is_refused_with_a_sentence()
    {
        var refusal = await Assert.ThrowsAsync<RefusedRequestException>(() => new LiveStream(_clock).AnswerAsync(Request("?after=soon"), _feed));

        Assert.Equal((400, "The stream was asked for from 'soon' on; expected the number of a second, such as 42. Leave it out for all that is still known."), (refusal.Status, refusal.Message));
    }

    private void AddTicks(params long[] seconds)
    {
        foreach (var second in seconds)
        {
            _feed.Ring.Add(new LiveFrame(second, () => Encoding.ASCII.GetBytes($"{second} ")));
        }
    }

    private DefaultHttpContext Request(string query, CancellationTokenSource? gone = null)
    {
        var context = new DefaultHttpContext { RequestAborted = gone?.Token ?? default };
        context.Request.QueryString = new QueryString(query);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_sent.Writer.AsStream(leaveOpen: true)));
        return context;
    }

    /// <summary>What was sent, once it ends with a text.</summary>
    private async Task<string> ReadAsync(string end)
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            var read = await _sent.Reader.ReadAsync(TestContext.Current.CancellationToken);
            text.Append(Encoding.UTF8.GetString(read.Buffer));
            _sent.Reader.AdvanceTo(read.Buffer.End);
        }

        return text.ToString();
    }
}
