using System.Globalization;
using System.Text;

namespace Cicada.TestSupport;

/// <summary>A whole request as it came to a <see cref="FaultProxy"/>.</summary>
/// <param name="Bytes">All of it, as it came.</param>
/// <param name="Head">Where its parts are.</param>
/// <param name="Body">The body, no longer chunked.</param>
internal sealed record ProxiedRequest(byte[] Bytes, RequestHead Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>Headers of one connection, which the next one has its own of.</summary>
    private static readonly HashSet<string> OfTheConnection =
        new(["Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Expect", "Host"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The path without its query.</summary>
    public string Path => Text(Head.PathStart, Head.PathEnd);

    /// <summary>Sends it to the server and gives back the whole answer, as it goes to the client.</summary>
    public async Task<byte[]> PassOnAsync(FaultProxy proxy)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Text(0, Head.MethodLength)), new Uri(proxy.Server, Text(Head.PathStart, Head.TargetEnd)))
        {
            Content = new ReadOnlyMemoryContent(Body),
        };
        foreach (var line in Text(0, Head.Length).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            if (!OfTheConnection.Contains(name) && !request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await proxy.Client.SendAsync(request, proxy.Stopping);
        var body = await answer.Content.ReadAsByteArrayAsync(proxy.Stopping);
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)answer.StatusCode} {answer.ReasonPhrase}\r\n");
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key)))
        {
            foreach (var value in values)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        if ((int)answer.StatusCode != 204)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {(Head.IsHead ? answer.Content.Headers.ContentLength ?? 0 : body.Length)}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    private string Text(int start, int end) => Encoding.Latin1.GetString(Bytes, start, end - start);
}
