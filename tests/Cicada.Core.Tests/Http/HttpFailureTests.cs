namespace Cicada.Tests.Http;

/// <summary>Each error class, produced by a server that really does what the class says.</summary>
/// <param name="runs">Of which client.</param>
public abstract class HttpFailureTests(HttpRuns runs)
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    // Long enough that everything before the phase in which the server falls silent is over, also on a busy machine.
    private static readonly HttpOptions Impatient = new() { Timeout = TimeSpan.FromMilliseconds(600) };

    [Fact]
    public async Task A_name_that_does_not_exist_is_dns_failed()
    {
        var run = await Get("http://no-such-host.invalid");

        ShouldHaveFailed(run, "dns_failed", "no-such-host.invalid");
    }

    [Fact]
    public async Task A_port_nobody_listens_on_is_connect_refused()
    {
        var port = RawServer.ClosedPort();

        var run = await Get($"http://127.0.0.1:{port}");

        ShouldHaveFailed(run, "connect_refused", $"127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_name_of_which_all_addresses_refuse_is_connect_refused()
    {
        var run = await Get($"http://localhost:{RawServer.ClosedPort()}");

        ShouldHaveFailed(run, "connect_refused", "localhost");
    }

    [Fact]
    public async Task A_server_that_lets_nobody_in_is_timed_out_connecting()
    {
        using var full = FullListener.Create();

        var run = await Get(full.Address, Impatient);

        ShouldHaveFailed(run, "timed_out_connecting", "00:00:00.6");
    }

    [Fact]
    public async Task A_silent_handshake_is_timed_out_in_tls()
    {
        await using var server = new RawServer(connection => connection.WaitForCloseAsync());

        var run = await Get(server.SecureAddress, Impatient);

        ShouldHaveFailed(run, "timed_out_in_tls", "Tls");
        Assert.Equal(RequestSample.Unknown, run.Sample.TlsNanoseconds);
    }

    [Fact]
    public async Task A_server_that_does_not_read_is_timed_out_sending()
    {
        var done = new TaskCompletionSource();
        await using var server = new RawServer(_ => done.Task);

        var run = await runs.Of(server.Address, user => user.Client.PostAsync("/", new ByteArrayContent(new byte[32 * 1024 * 1024])), Impatient);

        done.SetResult();
        ShouldHaveFailed(run, "timed_out_sending", "Sending");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_timed_out_waiting()
    {
        await using var server = new RawServer(connection => connection.WaitForCloseAsync());

        var run = await Get(server.Address, Impatient);

        ShouldHaveFailed(run, "timed_out_waiting", "Waiting");
    }

    [Fact]
    public async Task An_answer_that_stops_in_its_head_is_timed_out_receiving()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Le");
            await connection.WaitForCloseAsync();
        });

        var run = await Get(server.Address, Impatient);

        ShouldHaveFailed(run, "timed_out_receiving", "Receiving");
    }

    [Theory]
    [InlineData("Content-Length: 10")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_body_that_stops_is_timed_out_receiving(string length)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\n{length}\r\n\r\n5\r\nhel");
            await connection.WaitForCloseAsync();
        });

        var run = await Get(server.Address, Impatient);

        ShouldHaveFailed(run, "timed_out_receiving", "Receiving");
        Assert.InRange(run.Sample.FirstByteNanoseconds, 1, run.Sample.ResponseNanoseconds);
    }

    [Fact]
    public async Task A_redirect_that_leads_to_silence_is_timed_out_waiting()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
            await connection.WaitForCloseAsync();
        });

        var run = await Get(server.Address, Impatient);

        ShouldHaveFailed(run, "timed_out_waiting", "Waiting");
    }

    [Fact]
    public async Task A_redirect_to_a_closed_port_is_connect_refused()
    {
        var port = RawServer.ClosedPort();
        await using var server = RawServer.Answering($"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{port}/\r\nContent-Length: 0\r\n\r\n");

        var run = await Get(server.Address);

        ShouldHaveFailed(run, "connect_refused", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_redirect_to_a_listener_that_lets_nobody_in_is_timed_out_connecting()
    {
        using var full = FullListener.Create();
        await using var server = RawServer.Answering($"HTTP/1.1 302 Found\r\nLocation: {full.Address}/\r\nContent-Length: 0\r\n\r\n");

        var run = await Get(server.Address, Impatient);

        ShouldHaveFailed(run, "timed_out_connecting", "Connecting");
    }

    [Fact]
    public async Task A_certificate_nobody_trusts_is_tls_failed()
    {
        await using var server = new RawServer(connection => connection.SecureAsync(Certificates.SelfSigned));

        var run = await Get(server.SecureAddress);

        ShouldHaveFailed(run, "tls_failed", "certificate");
    }

    [Fact]
    public async Task A_server_that_does_not_speak_tls_is_tls_failed()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
            await connection.WaitForCloseAsync();
        });

        var run = await Get(server.SecureAddress);

        ShouldHaveFailed(run, "tls_failed", "frame");
    }

    [Fact]
    public async Task A_connection_that_closes_in_the_handshake_is_tls_failed()
    {
        await using var server = new RawServer(_ => Task.CompletedTask);

        var run = await Get(server.SecureAddress);

        ShouldHaveFailed(run, "tls_failed", "");
    }

    [Fact]
    public async Task Insecure_takes_any_certificate()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.SecureAsync(Certificates.SelfSigned);
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Ok);
        });

        var run = await Get(server.SecureAddress, new HttpOptions { Insecure = true });

        Assert.True(run.Sample.Succeeded);
        Assert.Equal(200, run.Sample.StatusCode);
    }

    [Fact]
    public async Task A_reset_before_the_request_is_read_is_reset_while_sending()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadHeadAsync();
            connection.Reset();
        });

        var run = await runs.Of(server.Address, user => user.Client.PostAsync("/", new ByteArrayContent(new byte[32 * 1024 * 1024])));

        ShouldHaveFailed(run, "reset_while_sending", "");
    }

    [Fact]
    public async Task A_reset_instead_of_an_answer_is_reset_while_waiting()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            connection.Reset();
        });

        var run = await Get(server.Address);

        ShouldHaveFailed(run, "reset_while_waiting", "Connection reset by peer");
    }

    [Fact]
    public async Task A_reset_in_the_answer_is_reset_while_receiving()
    {
        var begun = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nSet-Cookie: begun=1\r\n\r\nhello");
            await begun.Task;
            connection.Reset();
        });

        var run = await runs.Of(server.Address, async user =>
        {
            var getting = user.Client.GetAsync("/");

            // The reset throws away what was not read yet, so it has to wait until the answer has begun to arrive.
            while (user.Client.Cookies.Count == 0)
            {
                await Task.Yield();
            }

            begun.SetResult();
            await getting;
        });

        ShouldHaveFailed(run, "reset_while_receiving", "Connection reset by peer");
    }

    [Fact]
    public async Task A_close_instead_of_an_answer_is_closed_while_waiting()
    {
        await using var server = new RawServer(async connection => await connection.ReadRequestAsync());

        var run = await Get(server.Address);

        ShouldHaveFailed(run, "closed_while_waiting", "closed the connection before it answered");
        Assert.Equal(1, server.Accepted);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", "in the head")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", "in the body")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "before the last chunk")]
    public async Task A_close_in_the_answer_is_closed_while_receiving(string answer, string where)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(answer);
        });

        var run = await Get(server.Address);

        Assert.NotEmpty(where);
        ShouldHaveFailed(run, "closed_while_receiving", "ended");
    }

    [Theory]
    [InlineData("SMTP ready\r\n\r\n")]
    [InlineData("HTTP/1.1 abc Hm\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task What_is_no_http_is_protocol_error(string answer)
    {
        await using var server = RawServer.Answering(answer);

        var run = await Get(server.Address);

        ShouldHaveFailed(run, "protocol_error", "");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task What_cannot_be_decompressed_is_decompression_failed(string encoding)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: 12\r\n\r\nnot that one");

        var run = await Get(server.Address);

        ShouldHaveFailed(run, "decompression_failed", "");
    }

    [Fact]
    public async Task Redirects_without_end_are_too_many_redirects()
    {
        var received = 0;
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                received++;
                await connection.WriteAsync("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
            }
        });

        var run = await Get(server.Address, new HttpOptions { MaximumRedirects = 3 });

        ShouldHaveFailed(run, "too_many_redirects", "/again", status: 302);
        Assert.Equal(4, received);
    }

    [Theory]
    [InlineData("Content-Length: 11\r\n\r\nhello world", "declared")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n0\r\n\r\n", "not declared")]
    public async Task A_body_beyond_the_maximum_is_response_too_large(string rest, string length)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\n{rest}");

        var run = await Get(server.Address, new HttpOptions { MaximumBodyBytes = 10 });

        Assert.NotEmpty(length);
        ShouldHaveFailed(run, "response_too_large", "MaximumBodyBytes");
    }

    [Fact]
    public async Task A_failed_request_does_not_throw_and_has_status_0_and_no_text()
    {
        await runs.Of($"http://127.0.0.1:{RawServer.ClosedPort()}", async user =>
        {
            using var response = await user.Client.GetAsync("/");

            Assert.True(response.Failed);
            Assert.False(response.IsSuccess);
            Assert.Equal(0, response.StatusCode);
            Assert.Equal("", response.Text);
            Assert.Empty(response.Headers);
            Assert.Null(response.Header("Content-Type"));
            Assert.Null(response.FirstByteTime);
            Assert.NotNull(response.Exception);
            Assert.NotNull(response.FailureText);
        });
    }

    [Fact]
    public async Task A_timeout_shows_as_TimeoutException()
    {
        await using var server = new RawServer(connection => connection.WaitForCloseAsync());

        await runs.Of(
            server.Address,
            async user =>
            {
                using var response = await user.Client.GetAsync("/");

                Assert.IsType<TimeoutException>(response.Exception);
                Assert.Equal(response.FailureText, response.Exception.Message);
            },
            Impatient);
    }

    [Fact]
    public async Task A_connection_that_timed_out_is_not_used_again()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            if (connection.Number == 1)
            {
                await connection.WaitForCloseAsync();
            }
            else
            {
                await connection.WriteAsync(Ok);
            }
        });

        var run = await runs.Of(server.Address, user => user.Client.GetAsync("/"), Impatient, iterations: 2);

        Assert.Equal(["timed_out_waiting", null], run.Samples.Select(sample => sample.Error));
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task No_timeout_is_no_timeout()
    {
        await using var server = RawServer.Answering(Ok);

        var run = await Get(server.Address, new HttpOptions { Timeout = Timeout.InfiniteTimeSpan });

        Assert.True(run.Sample.Succeeded);
    }

    private Task<HttpRun> Get(string host, HttpOptions? http = null) => runs.Of(host, user => user.Client.GetAsync("/"), http);

    private static void ShouldHaveFailed(HttpRun run, string error, string detail, int status = 0)
    {
        var sample = run.Sample;
        Assert.Equal(error, sample.Error);
        Assert.NotNull(sample.Detail);
        Assert.NotEmpty(sample.Detail);
        Assert.Contains(detail, sample.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(status, sample.StatusCode);
        Assert.True(sample.FirstByteNanoseconds <= sample.ResponseNanoseconds);
    }
}
