using System.Globalization;
using System.Net;
using Cicada.TestSupport;

namespace Cicada.Tests.SupportTests;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private readonly CountingServer _server = new();
    private readonly List<string> _seen = [];
    private FaultProxy _proxy = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _server.On("/write", request =>
        {
            lock (_seen)
            {
                _seen.Add(request.Query + ":" + request.Text);
            }

            return new ScriptedAnswer { Status = 201, Text = "taken", Headers = new Dictionary<string, string> { ["X-Name"] = request.Headers["X-Name"] } };
        });
        _proxy = new FaultProxy(_server.Address, _ => Fault.None) { Delay = TimeSpan.FromMilliseconds(1) };
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(Fault.None, 201, 1)]
    [InlineData(Fault.DelayAnswer, 201, 1)]
    [InlineData(Fault.CloseIdle, 201, 1)]
    [InlineData(Fault.SingleBytes, 201, 1)]
    [InlineData(Fault.Duplicate, 201, 2)]
    [InlineData(Fault.Unavailable, 503, 0)]
    [InlineData(Fault.TooMany, 429, 0)]
    [InlineData(Fault.ServerError, 500, 0)]
    [InlineData(Fault.ServerErrorAfterAll, 500, 1)]
    [InlineData(Fault.LoseAnswer, 0, 1)]
    [InlineData(Fault.CutAnswer, 0, 1)]
    [InlineData(Fault.CutRequest, 0, 0)]
    [InlineData(Fault.Refuse, 0, 0)]
    public async Task A_fault_is_what_its_name_says(Fault fault, int status, int arrivals)
    {
        _proxy.Decide = _ => fault;
        using var client = new HttpClient { BaseAddress = _proxy.Address };

        Assert.Equal(status, await WriteAsync(client, "body"));

        // A client that has its answer cannot know yet that the connection is being closed behind it: what it sends then may fail, as it may with any server.
        using var stranger = new HttpClient { BaseAddress = _proxy.Address };
        _proxy.Decide = _ => Fault.None;
        Assert.Equal(201, await WriteAsync(fault == Fault.CloseIdle ? stranger : client, "next"));

        Assert.Equal([.. Enumerable.Repeat("?db=d:body", arrivals), "?db=d:next"], _seen);
        Assert.Equal(2, _proxy.Requests);
    }

    [Fact]
    public async Task A_late_duplicate_comes_after_others()
    {
        var faults = new Queue<Fault>([Fault.DuplicateLater, Fault.None, Fault.DuplicateLater, Fault.None]);
        _proxy.Decide = _ => faults.Dequeue();
        using var client = new HttpClient { BaseAddress = _proxy.Address };

        foreach (var body in new[] { "1", "2", "3", "4" })
        {
            Assert.Equal(201, await WriteAsync(client, body));
        }

        await _proxy.DisposeAsync();
        Assert.Equal(["1", "2", "3", "1", "4", "3"], _seen.Select(request => request.Split(':')[1]));
    }

    [Fact]
    public async Task Many_clients_at_once_get_each_his_own_answer()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var client = new HttpClient { BaseAddress = _proxy.Address };
            for (var i = 0; i < 50; i++)
            {
                Assert.Equal(201, await WriteAsync(client, new string('x', 1000 * number)));
            }
        }));

        Assert.Equal(400, _seen.Count);
        Assert.Equal(400, _server.Answered);
    }

    [Fact]
    public void The_same_seed_makes_the_same_faults()
    {
        var (one, same, other) = (new FaultPlan(7, 0.5), new FaultPlan(7, 0.5), new FaultPlan(8, 0.5));
        var first = Enumerable.Range(0, 200).Select(_ => one.Next()).ToArray();

        Assert.Equal(first, Enumerable.Range(0, 200).Select(_ => same.Next()));
        Assert.NotEqual(first, Enumerable.Range(0, 200).Select(_ => other.Next()));
        Assert.InRange(first.Count(fault => fault == Fault.None), 50, 150);
        Assert.Equal(Fault.TooMany, new FaultPlan(1, 1, Fault.TooMany).Next());
    }

    /// <summary>The status, or 0 for a connection that ended; the body and a header must come back whole.</summary>
    private static async Task<int> WriteAsync(HttpClient client, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "write?db=d") { Content = new StringContent(body) };
        request.Headers.Add("X-Name", body.Length.ToString(CultureInfo.InvariantCulture));
        try
        {
            using var answer = await client.SendAsync(request, Cancellation);
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                Assert.Equal("taken", await answer.Content.ReadAsStringAsync(Cancellation));
                Assert.Equal([body.Length.ToString(CultureInfo.InvariantCulture)], answer.Headers.GetValues("X-Name"));
            }

            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
