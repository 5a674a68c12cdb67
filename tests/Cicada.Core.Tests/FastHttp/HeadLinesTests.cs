using System.Text;
using Cicada.FastHttp;

namespace Cicada.Tests.FastHttp;

public sealed class HeadLinesTests
{
    [Theory]
    [InlineData("A: b", "a", "b")] // any case
    [InlineData("a: b", "A", "b")]
    [InlineData("A: b", "B", null)]
    [InlineData("A:", "A", "")] // empty is not none
    [InlineData("A: b\r\nB: x\r\na: c", "A", "b, c")]
    [InlineData("A: b, c", "A", "b, c")] // as it came
    [InlineData("A : b", "A", "b")]
    [InlineData("A:\t b \t", "A", "b")]
    [InlineData("A: b\r\n c", "A", "b   c")] // CR, LF and the blank
    [InlineData("A: b\n c", "A", "b  c")]
    [InlineData("A:\r\n b\r\n ", "A", "b")]
    [InlineData("A: b\0c", "A", "b c")]
    [InlineData("A: b\rc", "A", "b c")]
    [InlineData("A: \rb\r", "A", " b ")] // neither is an end of a line
    [InlineData("A: \u00fc", "A", "\u00fc")] // Latin-1
    [InlineData("A: \u00c3\u00bc", "A", "\u00c3\u00bc")] // UTF-8 shows as Latin-1, as by the default client
    [InlineData("Location: /\u00c3\u00bc", "location", "/\u00fc")] // but for this one
    [InlineData("Location: /\u00c3", "location", "/\u00c3")]
    [InlineData("Location: /a\r\n b", "location", "/a   b")]
    [InlineData("A: b", "\u00e4", null)]
    [InlineData("A: b", "", null)]
    public void A_header_is_found(string headers, string name, string? value) => Assert.Equal(value, HeadLines.Find(HeadOf(headers), name));

    [Fact]
    public void Each_value_of_a_header_is_found_in_order() =>
        Assert.Equal(["a=b; Expires=Sun, 29 Nov 2026", "c=d"], HeadLines.FindAll(HeadOf("Set-Cookie: a=b; Expires=Sun, 29 Nov 2026\r\nX: y\r\nset-cookie: c=d"), "Set-Cookie"));

    [Fact]
    public void All_headers_come_in_order_of_their_first_appearance()
    {
        var all = HeadLines.All(HeadOf("b: 1\r\nA: 2\r\nB: 3\r\nC: 4"));

        Assert.Equal(["b: 1 | 3", "A: 2", "C: 4"], all.Select(header => $"{header.Key}: {string.Join(" | ", header.Value)}"));
    }

    [Fact]
    public void A_head_without_headers_has_none()
    {
        Assert.Empty(HeadLines.All("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray()));
        Assert.Empty(HeadLines.All(ReadOnlyMemory<byte>.Empty));
        Assert.Null(HeadLines.Find([], "A"));
    }

    private static byte[] HeadOf(string headers) => Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n");
}
