using System.Collections.Concurrent;
using System.Net;
using Cicada.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cicada.Tests.Http;

/// <summary>Connections, cookies, redirects, versions and proxies, and the times measured on them.</summary>
/// <param name="runs">Of which client.</param>
public abstract class HttpConnectionTests(HttpRuns runs)
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task Requests_one_after_another_share_one_connection()
    {
        await using var server = new CountingServer();

        var run = await runs.Of(server.Address.ToString(), user => user.Client.GetAsync("/"), iterations: 20);

        Assert.Equal(20, run.Samples.Count);
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public async Task Each_user_has_connections_of_its_own()
    {
        await using var server = new CountingServer();
        using var all = new Barrier(3);

        var run = await runs.Of(
            server.Address.ToString(),
            async user =>
            {
                await user.Client.GetAsync("/");
                await Task.Run(all.SignalAndWait);
                await user.Client.GetAsync("/");
            },
            users: 3,
            iterations: 3);

        Assert.Equal(6, run.Samples.Count);
        Assert.Equal(3, server.Accepted);
        Assert.Equal(3, run.Samples.Count(sample => sample.ConnectNanoseconds != RequestSample.Unknown));
    }

    [Fact]
    public async Task Only_the_first_request_of_a_connection_has_a_connect_time()
    {
        await using var server = new CountingServer();

        var run = await runs.Of(server.Address.ToString(), user => user.Client.GetAsync("/"), iterations: 3);

        Assert.Equal([true, false, false], run.Samples.Select(sample => sample.ConnectNanoseconds > 0));
        Assert.All(run.Samples, sample =>
        {
            Assert.Equal(RequestSample.Unknown, sample.TlsNanoseconds);
            Assert.InRange(sample.FirstByteNanoseconds, Math.Max(1, sample.ConnectNanoseconds), sample.ResponseNanoseconds);
        });
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", false)]
    public async Task Resolving_a_name_is_a_time_of_its_own_and_no_part_of_the_connect_time(string host, bool isName)
    {
        await using var server = new CountingServer();

        var run = await runs.Of(new UriBuilder(server.Address) { Host = host }.Uri.ToString(), user => user.Client.GetAsync("/"), iterations: 2);

        Assert.Equal([isName, false], run.Samples.Select(sample => sample.DnsNanoseconds > 0));
        Assert.Equal([true, false], run.Samples.Select(sample => sample.ConnectNanoseconds > 0));
        var first = run.Samples[0];
        Assert.InRange(first.FirstByteNanoseconds, Math.Max(0, first.DnsNanoseconds) + first.ConnectNanoseconds, first.ResponseNanoseconds);
    }

    [Fact]
    public async Task The_first_request_of_a_TLS_connection_has_a_handshake_too()
    {
        await using var server = await KestrelServer.StartAsync(app => app.MapGet("/", () => "ok"), secure: true);

        var run = await runs.Of(server.Address, user => user.Client.GetAsync("/"), new HttpOptions { Insecure = true }, iterations: 2);

        Assert.Equal([(true, true), (false, false)], run.Samples.Select(sample => (sample.ConnectNanoseconds > 0, sample.TlsNanoseconds > 0)));
        var first = run.Samples[0];
        Assert.InRange(first.FirstByteNanoseconds, first.ConnectNanoseconds + first.TlsNanoseconds, first.ResponseNanoseconds);
    }

    [Fact]
    public async Task The_first_byte_is_noted_when_it_comes_not_when_the_answer_is_whole()
    {
        var goOn = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nSet-Cookie: begun=1\r\nContent-Length: 2\r\n\r\n");
            await goOn.Task;
            await connection.WriteAsync("ok");
        });
        var between = TimeSpan.Zero;

        await runs.Of(server.Address, async user =>
        {
            var getting = user.Client.GetAsync("/");
            while (user.Client.Cookies.Count == 0)
            {
                await Task.Yield();
            }

            var seen = DateTimeOffset.UtcNow;
            while (DateTimeOffset.UtcNow - seen < TimeSpan.FromMilliseconds(20))
            {
                await Task.Yield();
            }

            goOn.SetResult();
            using var response = await getting;
            between = response.ResponseTime - response.FirstByteTime!.Value;
        });

        Assert.True(between >= TimeSpan.FromMilliseconds(20), $"Only {between} lie between the first byte and the end.");
    }

    [Fact]
    public async Task Ten_requests_at_once_are_ten_samples_each_with_its_own_times()
    {
        var received = new CountdownEvent(10);
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                if (!received.IsSet)
                {
                    received.Signal();
                }

                await Task.Run(received.Wait);
                await connection.WriteAsync(Ok);
            }
        });

        var run = await runs.Of(server.Address, async user =>
        {
            var first = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => user.Client.GetAsync($"/cold/{i}")));
            Assert.All(first, response => Assert.NotNull(response.ConnectTime));
            var second = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => user.Client.GetAsync($"/warm/{i}")));
            Assert.All(second, response => Assert.Null(response.ConnectTime));
        });

        Assert.Equal(20, run.Samples.Count);
        Assert.Equal(10, server.Accepted);
        Assert.All(run.Samples, sample => Assert.InRange(sample.FirstByteNanoseconds, 1, sample.ResponseNanoseconds));
    }

    [Fact]
    public async Task A_login_with_redirects_and_cookies_is_one_sample()
    {
        var paths = new ConcurrentQueue<string>();
        await using var server = await KestrelServer.StartAsync(app =>
        {
            app.MapPost("/login", (HttpContext context) =>
            {
                context.Response.Cookies.Append("session", "abc");
                paths.Enqueue("POST /login");
                return Results.Redirect("/welcome");
            });
            app.MapGet("/welcome", (HttpContext context) =>
            {
                paths.Enqueue($"GET /welcome {context.Request.Cookies["session"]}");
                context.Response.Cookies.Append("seen", "1");
                return Results.Redirect("/home");
            });
            app.MapGet("/home", (HttpContext context) =>
            {
                paths.Enqueue($"GET /home {context.Request.Cookies["session"]} {context.Request.Cookies["seen"]}");
                return "home";
            });
        });

        var run = await runs.Of(server.Address, async user =>
        {
            using var response = await user.Client.PostFormAsync("/login", new Dictionary<string, string> { ["user"] = "ann" });
            Assert.Equal("home", response.Text);
            Assert.Equal("/home", response.FinalUrl!.AbsolutePath);
            Assert.EndsWith("/login", response.Url, StringComparison.Ordinal);
            Assert.Equal(2, user.Client.Cookies.Count);
        });

        Assert.Equal(["POST /login", "GET /welcome abc", "GET /home abc 1"], paths);
        Assert.Equal(("POST", "/login", 200), (run.Sample.Key.RequestType, run.Sample.Key.Name, run.Sample.StatusCode));
    }

    [Fact]
    public async Task Cookies_are_each_users_own()
    {
        var cookies = new ConcurrentQueue<string?>();
        await using var server = await KestrelServer.StartAsync(app => app.MapGet("/", (HttpContext context) =>
        {
            cookies.Enqueue(context.Request.Cookies["user"]);
            context.Response.Cookies.Append("user", Guid.NewGuid().ToString());
            return "ok";
        }));

        await runs.Of(
            server.Address,
            async user =>
            {
                await user.Client.GetAsync("/");
                await user.Client.GetAsync("/");
            },
            users: 4,
            iterations: 4);

        Assert.Equal(4, cookies.Count(cookie => cookie is null));
        Assert.Equal(4, cookies.OfType<string>().Distinct().Count());
    }

    [Fact]
    public async Task A_cookie_set_by_the_test_is_sent_also_beyond_ASCII()
    {
        var request = "";
        await using var server = new RawServer(async connection =>
        {
            request = (await connection.ReadRequestAsync())!;
            await connection.WriteAsync(Ok);
        });

        var run = await runs.Of(server.Address, user =>
        {
            user.Client.Cookies.Add(new Uri(server.Address), new Cookie("name", "Zoë"));
            return user.Client.GetAsync("/");
        });

        Assert.True(run.Sample.Succeeded);
        Assert.Contains("\r\nCookie: name=Zo\u00C3\u00AB\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_where_redirects_are_not_followed()
    {
        await using var server = RawServer.Answering("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");

        var run = await runs.Of(
            server.Address,
            async user =>
            {
                using var response = await user.Client.GetAsync("/");
                Assert.Equal("/next", response.Header("Location"));
            },
            new HttpOptions { FollowRedirects = false });

        Assert.Equal((null, 302), (run.Sample.Error, run.Sample.StatusCode));
    }

    [Fact]
    public async Task The_first_byte_of_a_redirected_request_is_that_of_its_last_answer()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
            await connection.ReadRequestAsync();
            var received = DateTimeOffset.UtcNow;
            while (DateTimeOffset.UtcNow - received < TimeSpan.FromMilliseconds(20))
            {
                await Task.Yield();
            }

            await connection.WriteAsync(Ok);
        });

        var run = await runs.Of(server.Address, user => user.Client.GetAsync("/"));

        Assert.InRange(run.Sample.FirstByteNanoseconds, 20_000_000, run.Sample.ResponseNanoseconds);
    }

    [Fact]
    public async Task A_multipart_form_is_understood()
    {
        await using var server = await KestrelServer.StartAsync(app => app.MapPost("/", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var file = Assert.Single(form.Files);
            using var reader = new StreamReader(file.OpenReadStream());
            return $"{form["tïtle"]}|{file.Name}|{file.FileName}|{file.ContentType}|{await reader.ReadToEndAsync()}";
        }));

        await runs.Of(server.Address, async user =>
        {
            using var response = await user.Client.PostMultipartAsync("/", [FormPart.Text("tïtle", "Ünder"), FormPart.File("photo", "bytes"u8.ToArray(), "zoë.png", "image/png")]);
            Assert.Equal("Ünder|photo|zoë.png|image/png|bytes", response.Text);
        });
    }

    [Fact]
    public async Task Bodies_of_every_kind_arrive_and_leave_the_connection_usable()
    {
        var connections = new ConcurrentDictionary<string, bool>();
        await using var server = await KestrelServer.StartAsync(app => app.MapPost("/", async (HttpContext context) =>
        {
            connections[context.Connection.Id] = true;
            using var memory = new MemoryStream();
            await context.Request.Body.CopyToAsync(memory);
            return $"{context.Request.Headers.ContentLength} {memory.Length}";
        }));
        var bytes = new byte[200_000];

        await runs.Of(server.Address, async user =>
        {
            (HttpContent? Content, string Answer)[] bodies =
            [
                (null, "0 0"),
                (new ByteArrayContent(bytes), "200000 200000"),
                (new StringContent("hello"), "5 5"),
                (new StreamContent(new MemoryStream(bytes)), "200000 200000"),
                (new StreamContent(new PacedStream(bytes)), " 200000"),
                (new ReadOnlyMemoryContent(bytes), "200000 200000"),
            ];
            foreach (var (content, answer) in bodies)
            {
                using var response = await user.Client.PostAsync("/", content);
                Assert.Equal(answer, response.Text);
                Assert.InRange(response.FirstByteTime!.Value, TimeSpan.Zero, response.ResponseTime);
            }
        });

        Assert.Single(connections);
    }

    [Fact]
    public async Task A_response_nobody_disposes_is_recorded_when_its_task_ends()
    {
        await using var server = new CountingServer();
        var recorded = new ConcurrentQueue<string>();
        var run = runs.Prepare(
            server.Address.ToString(),
            async user =>
            {
                await user.Client.GetAsync("/1");
                await user.Client.GetAsync("/2");
                Assert.Empty(recorded);
            },
            iterations: 1);
        run.Run.Events.Request.Add(request => recorded.Enqueue(request.Name));

        await run.ExecuteAsync();

        Assert.Equal(["/1", "/2"], recorded);
        Assert.Equal(2, run.Samples.Count);
    }

    [Fact]
    public async Task A_request_nobody_waited_for_is_recorded_when_it_completes()
    {
        var goOn = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                if (request.Contains("/slow", StringComparison.Ordinal))
                {
                    await goOn.Task;
                }

                await connection.WriteAsync(Ok);
            }
        });
        Task<Response>? slow = null;

        var run = await runs.Of(
            server.Address,
            async user =>
            {
                if (slow is null)
                {
                    slow = user.Client.GetAsync("/slow");
                    return;
                }

                goOn.TrySetResult();
                await slow;
                await user.Client.GetAsync("/fast");
            },
            iterations: 2);

        Assert.Equal(["/slow", "/fast"], run.Samples.Select(sample => sample.Key.Name));
        Assert.All(run.Samples, sample => Assert.True(sample.Succeeded));
    }

    /// <summary>A stream without a length whose bytes come in pieces, each from another turn of the thread pool.</summary>
    private sealed class PacedStream(byte[] bytes) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var count = Math.Min(Math.Min(buffer.Length, 999), bytes.Length - _position);
            bytes.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
