using System.Net;

namespace Cicada.Tests.Http;

public sealed class InProcessHandlerTests
{
    private const string Host = "http://shop.example";

    [Fact]
    public async Task A_request_is_answered_without_a_connection_and_recorded_as_any_other()
    {
        var run = await HttpRun.Of(Host, async user =>
        {
            using var response = await user.Client.GetAsync("/items?id=1", headers: new Dictionary<string, string> { ["X-Trace"] = "7" });
            Assert.Equal("GET http://shop.example/items?id=1 trace 7", response.Text);
        }, Answers(request => Text($"{request.Method} {request.RequestUri} trace {request.Headers.GetValues("X-Trace").Single()}")));

        var sample = run.Sample;
        Assert.True(sample.Succeeded);
        Assert.Equal((200, RequestSample.Unknown, RequestSample.Unknown), (sample.StatusCode, sample.ConnectNanoseconds, sample.TlsNanoseconds));
        Assert.InRange(sample.FirstByteNanoseconds, 0, sample.ResponseNanoseconds);
    }

    [Fact]
    public async Task Cookies_come_and_go_as_in_a_browser()
    {
        var run = await HttpRun.Of(Host, async user =>
        {
            using var login = await user.Client.GetAsync("/login");
            using var cart = await user.Client.GetAsync("/cart", headers: new Dictionary<string, string> { ["Cookie"] = "own=1" });
            using var elsewhere = await user.Client.GetAsync("http://other.example/");
            Assert.Equal("own=1; customer=anna", cart.Text);
            Assert.Equal("", elsewhere.Text);
        }, Answers(request => request.RequestUri!.AbsolutePath == "/login"
            ? With(Text(""), "Set-Cookie", "customer=anna; path=/", "foreign=1; domain=elsewhere.example")
            : Text(request.Headers.TryGetValues("Cookie", out var cookies) ? string.Join(",", cookies) : "")));

        Assert.Equal(3, run.Samples.Count);
    }

    [Theory]
    [InlineData(303, "POST", "GET")]
    [InlineData(302, "POST", "GET")]
    [InlineData(301, "PUT", "PUT")]
    [InlineData(307, "POST", "POST")]
    [InlineData(308, "DELETE", "DELETE")]
    public async Task A_redirect_is_followed_within_one_sample(int status, string method, string then)
    {
        var run = await HttpRun.Of(Host, async user =>
        {
            using var response = await user.Client.SendAsync(new HttpMethod(method), "/from", name: "redirected", headers: new Dictionary<string, string> { ["Authorization"] = "Bearer x" });
            Assert.Equal($"{then} /to ", response.Text);
            Assert.Equal("/to", response.FinalUrl!.AbsolutePath);
        }, Answers(request => request.RequestUri!.AbsolutePath == "/from"
            ? With(new HttpResponseMessage((HttpStatusCode)status), "Location", "/to")
            : Text($"{request.Method} {request.RequestUri.AbsolutePath} {request.Headers.Authorization}")));

        Assert.Equal(method, run.Sample.Key.RequestType);
        Assert.True(run.Sample.Succeeded);
    }

    [Fact]
    public async Task Redirects_without_end_fail_and_those_to_no_TLS_are_not_followed()
    {
        var run = await HttpRun.Of("https://shop.example", async user =>
        {
            using var endless = await user.Client.GetAsync("/loop");
            using var downgraded = await user.Client.GetAsync("/down");
        }, Answers(request => With(new HttpResponseMessage(HttpStatusCode.Found), "Location", request.RequestUri!.AbsolutePath == "/loop" ? "/loop" : "http://shop.example/")) with { MaximumRedirects = 3 });

        Assert.Equal(["too_many_redirects", null], run.Samples.Select(sample => sample.Error));
    }

    [Fact]
    public async Task An_application_that_throws_makes_the_request_fail()
    {
        var run = await HttpRun.Of(Host, async user =>
        {
            using var response = await user.Client.GetAsync("/");
        }, Answers(_ => throw new InvalidOperationException("No database.")));

        Assert.Equal("No database.", run.Sample.Detail);
        Assert.False(run.Sample.Succeeded);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_a_timeout()
    {
        var run = await HttpRun.Of(Host, async user =>
        {
            using var response = await user.Client.GetAsync("/");
        }, new HttpOptions
        {
            Timeout = TimeSpan.FromMilliseconds(20),
            Handler = () => new Script(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return Text("");
        })
        });

        Assert.StartsWith("timed_out", run.Sample.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_user_has_a_handler_of_its_own_which_goes_with_it()
    {
        var (made, gone) = (0, 0);
        await HttpRun.Of(Host, async user =>
        {
            using var response = await user.Client.GetAsync("/");
        }, new HttpOptions
        {
            Handler = () =>
            {
                Interlocked.Increment(ref made);
                return new Script((_, _) => Task.FromResult(Text("")), () => Interlocked.Increment(ref gone));
            },
        }, users: 3, iterations: 30);

        Assert.InRange(made, 1, 3);
        Assert.Equal(made, gone);
    }

    private static HttpOptions Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) => new()
    {
        Handler = () => new Script((request, _) =>
        {
            var response = answer(request);
            response.RequestMessage = request;
            return Task.FromResult(response);
        }),
    };

    private static HttpResponseMessage Text(string text) => new() { Content = new StringContent(text) };

    private static HttpResponseMessage With(HttpResponseMessage answer, string header, params string[] values)
    {
        answer.Headers.TryAddWithoutValidation(header, values);
        return answer;
    }

    private sealed class Script(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, Action? disposed = null) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            disposed?.Invoke();
            base.Dispose(disposing);
        }
    }
}
