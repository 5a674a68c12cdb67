using System.IO.Compression;
using System.Text;
using Cicada.Tests.Http;

namespace Cicada.Tests.FastHttp;

/// <summary>Both clients, side by side, over real connections: what one sends the other sends, what one makes of an answer the other makes of it, however that is cut into pieces.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ClientsAgreeTests
{
    public static TheoryData<string> Requests() => [.. Ways.Keys];

    private static Dictionary<string, Func<HttpUser, Task>> Ways { get; } = new()
    {
        ["a plain GET"] = user => user.Client.GetAsync("/a/b?c=d"),
        ["no path"] = user => user.Client.GetAsync(""),
        ["a path to be escaped"] = user => user.Client.GetAsync("/ä ö?q=ü&r=%41#fragment"),
        ["pairs of a query"] = user => user.Client.GetAsync("/", query: [new("a b", "ü&="), new("c", "")]),
        ["HEAD"] = user => user.Client.HeadAsync("/"),
        ["OPTIONS"] = user => user.Client.SendAsync(HttpMethod.Options, "/"),
        ["DELETE"] = user => user.Client.DeleteAsync("/"),
        ["a method of its own"] = user => user.Client.SendAsync(new HttpMethod("PURGE"), "/"),
        ["a POST of nothing"] = user => user.Client.SendAsync(HttpMethod.Post, "/"),
        ["JSON"] = user => user.Client.PostJsonAsync("/", """{"a": "ü"}"""),
        ["a form"] = user => user.Client.PostFormAsync("/", [new("a", "b c"), new("d", "ü")]),
        ["a text"] = user => user.Client.SendAsync(HttpMethod.Put, "/", new StringContent("hällo", Encoding.Latin1, "text/plain")),
        ["a stream that knows its length"] = user => user.Client.SendAsync(HttpMethod.Post, "/", new StreamContent(new MemoryStream(new byte[300]))),
        ["bytes that are many"] = user => user.Client.SendAsync(HttpMethod.Post, "/", new ByteArrayContent(new byte[3_000_000])),
        ["headers of the user and of the request"] = user =>
        {
            user.Client.Headers["X-Both"] = "user";
            user.Client.Headers["X-User"] = "ü";
            return user.Client.GetAsync("/", headers: [new("x-both", "request"), new("Accept", "text/html"), new("User-Agent", "me/1.0"), new("Authorization", "Bearer x")]);
        },
        ["a host of its own"] = user => user.Client.GetAsync("/", headers: [new("Host", "shop.example")]),
        ["a cookie"] = user =>
        {
            user.Client.Cookies.Add(new Uri(user.Run.Host!), new System.Net.Cookie("a", "1"));
            return user.Client.GetAsync("/");
        },
        ["a cookie kept and one of its own"] = user =>
        {
            user.Client.Cookies.Add(new Uri(user.Run.Host!), new System.Net.Cookie("a", "1"));
            return user.Client.GetAsync("/", headers: [new("Cookie", "b=2")]);
        },
        ["a type of content on JSON"] = user => user.Client.PostJsonAsync("/", "{}", headers: [new("Content-Type", "application/vnd.api+json")]),
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task What_one_sends_the_other_sends(string what)
    {
        var sent = new List<string>();
        foreach (var runs in (HttpRuns[])[HttpRuns.Platform, HttpRuns.Fast])
        {
            await using var server = new RawServer(async connection =>
            {
                var request = await connection.ReadRequestAsync();
                sent.Add(request!.Replace($":{((System.Net.IPEndPoint)connection.Socket.LocalEndPoint!).Port}", ":PORT", StringComparison.Ordinal));
                await connection.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n");
            });
            await runs.Of(server.Address, Ways[what]);
        }

        Assert.Equal(Lines(sent[0]), Lines(sent[1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_one_makes_of_an_answer_the_other_makes_of_it(int seed)
    {
        // Each answer on a connection of its own, so that what one breaks is not carried to the next.
        const int Answers = 100;
        var answers = Enumerable.Range(0, Answers).Select(number => AnswerOf(new Random((seed * 1000) + number))).ToList();
        var told = new List<IReadOnlyList<string>>();
        foreach (var runs in (HttpRuns[])[HttpRuns.Platform, HttpRuns.Fast])
        {
            await using var server = new RawServer(async connection =>
            {
                var random = new Random(seed);
                while (await connection.ReadRequestAsync() is { } request)
                {
                    var number = int.Parse(request.Split(' ')[1].TrimStart('/'), System.Globalization.CultureInfo.InvariantCulture);
                    var (bytes, closes) = answers[number];
                    for (var i = 0; i < bytes.Length;)
                    {
                        var size = Math.Min(random.Next(1, 200), bytes.Length - i);
                        await connection.WriteAsync(bytes[i..(i + size)]);
                        i += size;
                    }

                    if (closes)
                    {
                        return;
                    }
                }
            });
            var lines = new List<string>();
            await runs.Of(server.Address, async user =>
            {
                for (var number = 0; number < Answers; number++)
                {
                    using var response = await user.Client.GetAsync($"/{number}", name: "answer");
                    var headers = string.Join(" | ", response.Headers.Select(header => $"{header.Key}={string.Join('+', header.Value)}").Order(StringComparer.Ordinal));
                    lines.Add($"{number}: {response.StatusCode} {response.Failed} {response.ResponseLength} [{headers}] {response.Text} cookies {user.Client.Cookies.Count}");
                }
            });
            told.Add(lines);
        }

        Assert.Equal(told[0], told[1]);
    }

    private static (byte[] Bytes, bool Closes) AnswerOf(Random random)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(0, 400)).Select(i => "aÄz09 "[random.Next(6)])));
        var head = new StringBuilder();
        if (random.Next(10) == 0)
        {
            head.Append("HTTP/1.1 100 Continue\r\n\r\n");
        }

        var minor = random.Next(8) == 0 ? 0 : 1;
        var status = (new[] { 200, 201, 204, 304, 404, 500 })[random.Next(6)];
        var isBodiless = status is 204 or 304;
        head.Append(System.Globalization.CultureInfo.InvariantCulture, $"HTTP/1.{minor} {status} As it is\r\n");
        head.Append("Content-Type: text/plain; charset=utf-8\r\n");
        for (var i = random.Next(4); i > 0; i--)
        {
            head.Append(System.Globalization.CultureInfo.InvariantCulture, $"X-Some-{random.Next(2)}:  value {random.Next(100)} \r\n");
        }

        if (random.Next(5) == 0)
        {
            head.Append(System.Globalization.CultureInfo.InvariantCulture, $"Set-Cookie: c{random.Next(5)}=1; Path=/\r\n");
        }

        var encoding = (new[] { null, null, null, "gzip", "br", "deflate", "identity" })[random.Next(7)];
        if (encoding is not null)
        {
            head.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Encoding: {encoding}\r\n");
            body = Compress(body, encoding);
        }

        // A server that closes without a word races against the next request, which one client may lose and the other win.
        var closes = minor == 0 || random.Next(6) == 0;
        if (closes)
        {
            head.Append("Connection: close\r\n");
        }

        var framing = random.Next(closes ? 4 : 3);
        var bytes = new MemoryStream();
        switch (framing)
        {
            case 0 or 1:
                // Sometimes the end never comes. Where the body is compressed only ours looks for it: the platform's is content with what its decompressor needs.
                var isCut = closes && encoding is null or "identity" && random.Next(3) == 0;
                head.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Length: {body.Length + (isCut ? 10 : 0)}\r\n\r\n");
                bytes.Write(Encoding.ASCII.GetBytes(head.ToString()));
                bytes.Write(body);
                break;
            case 2 when minor == 1:
                head.Append("Transfer-Encoding: chunked\r\n\r\n");
                bytes.Write(Encoding.ASCII.GetBytes(head.ToString()));
                for (var i = 0; i < body.Length;)
                {
                    var size = Math.Min(random.Next(1, 90), body.Length - i);
                    bytes.Write(Encoding.ASCII.GetBytes($"{size:x}{(random.Next(4) == 0 ? ";name=value" : "")}\r\n"));
                    bytes.Write(body, i, size);
                    bytes.Write("\r\n"u8);
                    i += size;
                }

                bytes.Write(random.Next(4) == 0 ? "0\r\nX-Trailer: 1\r\n\r\n"u8 : "0\r\n\r\n"u8);
                break;
            default:
                head.Append(closes || !isBodiless ? "\r\n" : "Connection: close\r\n\r\n");
                closes = true;
                bytes.Write(Encoding.ASCII.GetBytes(head.ToString()));
                bytes.Write(body);
                break;
        }

        // What has no body must not be followed by one: it would be the next answer, or not, as it happens to come in.
        return (isBodiless ? Encoding.ASCII.GetBytes(head.ToString()) : bytes.ToArray(), closes);
    }

    private static byte[] Compress(byte[] body, string encoding)
    {
        var to = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(to, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(to, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BufferedStream(to),
        })
        {
            stream.Write(body);
            stream.Flush();
            return encoding == "identity" ? to.ToArray() : Finished(stream, to);
        }
    }

    private static byte[] Finished(Stream stream, MemoryStream to)
    {
        stream.Dispose();
        return to.ToArray();
    }

    // The order of headers says nothing.
    private static IEnumerable<string> Lines(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = request[..end].Split("\r\n");
        return [head[0], .. head[1..].Order(StringComparer.OrdinalIgnoreCase), request[(end + 4)..]];
    }
}
