using System.Net;
using System.Net.Http.Headers;

namespace Cicada.Tests.FastHttp;

/// <summary>Gives a response to .NET's own client, over a connection in memory, to see what it makes of it.</summary>
internal static class HandlerAnswer
{
    private static readonly Uri Address = new("http://target/");

    // In memory an answer takes no time; a handler that still waits waits for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What the handler makes of these bytes.</summary>
    /// <param name="bytes">The response.</param>
    /// <param name="answersHead">Whether the request was a HEAD.</param>
    /// <param name="pieceLength">The most that one read gets.</param>
    /// <param name="ends">Whether the connection ends after them. If not, a second request tells whether it is used again.</param>
    public static async Task<ReadAnswer> ReadAsync(byte[] bytes, bool answersHead, int pieceLength, bool ends)
    {
        var connections = new List<ScriptedStream>();
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = (_, _) =>
            {
                lock (connections)
                {
                    // A connection that ends before it has said anything is tried again, and then has to say the same. The request after it is to be answered well.
                    connections.Add(ends || connections.Count == 0 ? new ScriptedStream(bytes, pieceLength, ends) : new ScriptedStream(ScriptedStream.GoodAnswer, int.MaxValue, ends: true));
                    return new ValueTask<Stream>(connections[^1]);
                }
            },
        };
        using var invoker = new HttpMessageInvoker(handler);
        using var limit = new CancellationTokenSource(Patience);
        HttpResponseMessage response;
        try
        {
            using var request = new HttpRequestMessage(answersHead ? HttpMethod.Head : HttpMethod.Get, Address);
            response = await invoker.SendAsync(request, limit.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new ReadAnswer { HasHead = false, Complaint = exception.ToString() };
        }

        using (response)
        {
            var headers = Headers(response.Headers.NonValidated).Concat(Headers(response.Content.Headers.NonValidated)).ToList();
            var answer = new ReadAnswer { HasHead = true, HasBody = true, Status = (int)response.StatusCode, Headers = headers };

            // After 101 comes whatever both sides like, without an end.
            if (answer.Status != 101)
            {
                try
                {
                    // Read as a stream: an array is made as long as the headers say, however short the body.
                    await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
                    using var body = new MemoryStream();
                    await stream.CopyToAsync(body, limit.Token);
                    answer = answer with { Body = body.ToArray() };
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException)
                {
                    return answer with { HasBody = false, Complaint = exception.ToString() };
                }
            }

            return ends ? answer : answer with { Keeps = await IsUsedAgainAsync(invoker, connections, limit.Token) && MayKeep(response) };
        }
    }

    private static async Task<bool> IsUsedAgainAsync(HttpMessageInvoker invoker, List<ScriptedStream> connections, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        using var response = await invoker.SendAsync(request, cancellationToken);
        lock (connections)
        {
            return connections[0].Requests > 1;
        }
    }

    /// <summary><see cref="DeliberateDifference.Version10KeepsOnlyWhenSaid"/>, <see cref="DeliberateDifference.UpgradesAreNotFollowed"/>.</summary>
    private static bool MayKeep(HttpResponseMessage response) =>
        response.StatusCode != HttpStatusCode.SwitchingProtocols && (response.Version != HttpVersion.Version10 || response.Headers.Connection.Contains("keep-alive", StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Headers(HttpHeadersNonValidated headers) =>
        headers.Select(header => new KeyValuePair<string, IReadOnlyList<string>>(header.Key, [.. header.Value]));
}
