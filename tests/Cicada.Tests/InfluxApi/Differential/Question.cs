using System.Net.Http.Headers;
using System.Text;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>A request to an InfluxDB HTTP API whose answer is compared.</summary>
/// <param name="Text">The query, or the lines of a write.</param>
public sealed record Question(string Text)
{
    /// <summary>Parameters of the address, escaped, without <c>q</c>.</summary>
    public string Parameters { get; init; } = "";

    public string? Accept { get; init; }

    public bool IsGet { get; init; }

    public bool IsWrite { get; init; }

    /// <summary>Whether the answers must be equal to the last byte, not only say the same.</summary>
    public bool IsExact { get; init; }

    public static Question Of(string database, string text) => new(text) { Parameters = $"db={Uri.EscapeDataString(database)}&epoch=ns" };

    public static Question Write(string database, string lines, string policy = "") =>
        new(lines) { IsWrite = true, Parameters = $"db={Uri.EscapeDataString(database)}&rp={Uri.EscapeDataString(policy)}" };

    /// <summary>The request as it is sent; each is sent once.</summary>
    public HttpRequestMessage ToRequest()
    {
        var path = (IsWrite ? "write?" : "query?") + Parameters;
        var request = IsWrite
            ? new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Text)) }
            : IsGet
                ? new HttpRequestMessage(HttpMethod.Get, new Uri($"{path}&q={Uri.EscapeDataString(Text)}", UriKind.Relative))
                : new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new FormUrlEncodedContent([new("q", Text)]) };
        if (Accept is not null)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Accept));
        }

        return request;
    }

    public override string ToString() => $"{(IsWrite ? "write" : IsGet ? "GET" : "POST")} {Parameters}{(Accept is null ? "" : $" accept {Accept}")}\n{Text}";
}
