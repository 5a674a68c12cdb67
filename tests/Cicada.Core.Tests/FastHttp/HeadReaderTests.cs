using System.Text;
using Cicada.FastHttp;

namespace Cicada.Tests.FastHttp;

public sealed class HeadReaderTests
{
    [Theory]
    [InlineData("Content-Length: 5", BodyFraming.Length, 5)]
    [InlineData("Content-Length: 0", BodyFraming.Length, 0)] // a body of no bytes
    [InlineData("Content-Length: 9223372036854775807", BodyFraming.Length, long.MaxValue)]
    [InlineData("Content-Length: x", BodyFraming.UntilClose, 0)]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5", BodyFraming.Chunked, 0)] // beats the length
    [InlineData("Transfer-Encoding: gzip\r\nContent-Length: 5", BodyFraming.Length, 5)]
    [InlineData("A: b", BodyFraming.UntilClose, 0)]
    public void The_end_of_the_body_is_found_by(string headers, object framing, long length) =>
        Assert.Equal(((BodyFraming)framing, length), (Read($"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").Framing, Read($"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").BodyLength));

    [Theory]
    [InlineData("A: b", HeadTraits.None)]
    [InlineData("Set-Cookie: a=b", HeadTraits.SetsCookie)]
    [InlineData("set-cookie:", HeadTraits.SetsCookie)]
    [InlineData("Set-Cookie2: a=b", HeadTraits.None)]
    [InlineData("LOCATION: /a", HeadTraits.HasLocation)]
    [InlineData("Content-Location: /a", HeadTraits.None)]
    [InlineData("Content-Encoding: gzip", HeadTraits.IsEncoded)]
    [InlineData("Content-Encoding: identity", HeadTraits.None)]
    [InlineData("Content-Encoding:  IDENTITY ", HeadTraits.None)]
    [InlineData("Content-Encoding:", HeadTraits.None)]
    [InlineData("Content-Encoding: identity\r\nContent-Encoding: br", HeadTraits.IsEncoded)]
    [InlineData("Content-Encoding: identity, gzip", HeadTraits.IsEncoded)]
    [InlineData("Location: /\r\nSet-Cookie: a=b\r\nContent-Encoding: x", HeadTraits.HasLocation | HeadTraits.SetsCookie | HeadTraits.IsEncoded)]
    public void A_head_says_what_it_has(string headers, object traits) => Assert.Equal((HeadTraits)traits, Read($"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").Traits);

    [Theory]
    [InlineData("A: b", 0)]
    [InlineData("Keep-Alive: timeout=5", 4)] // a second earlier
    [InlineData("Keep-Alive: max=100, timeout=60", 59)]
    [InlineData("Keep-Alive: timeout=2147483647", 2147483646)]
    [InlineData("Keep-Alive: timeout=2147483648", 0)] // none of the handler's numbers
    [InlineData("Keep-Alive: timeout=x", 0)]
    [InlineData("Keep-Alive: timeout=5;max=3", 0)]
    [InlineData("Keep-Alive: timeout", 0)]
    [InlineData("Keep-Alive: timeout=5\r\nKeep-Alive: timeout=9", 8)]
    [InlineData("Keep-Alive: timeout=5, timeout=x y", 0)] // nothing counts of what is no good anywhere
    public void A_connection_waits_a_second_less_than_the_server_says(string headers, int seconds) =>
        Assert.Equal(seconds, Read($"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{headers}\r\n\r\n").IdleSeconds);

    [Fact]
    public void The_head_ends_where_the_body_begins()
    {
        const string Head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";

        Assert.Equal(Head.Length, Read(Head + "hello").Length);
        Assert.Equal(Head.Length, Read(Head).Length);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n", "The response begins with 'SSH-2.0-OpenSSH'; a status line as 'HTTP/1.1 200 OK' was expected.")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n", "The response begins with 'HTTP/1.1 2x0 OK'; a status line as 'HTTP/1.1 200 OK' was expected.")]
    [InlineData("\u0015\u0003\u0001", "The response begins with '\\x15\\x03\\x01'; a status line as 'HTTP/1.1 200 OK' was expected.")]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\nhello you\r\nC: d\r\n\r\n", "The head of the response has the line 'hello you'; a header as 'Name: value' was expected.")]
    [InlineData("HTTP/1.1 200 OK\r\n: b\r\n\r\n", "The head of the response has the line ': b'; a header as 'Name: value' was expected.")]
    [InlineData("HTTP/1.1 103 Early\r\nhello\r\n\r\n", "The head of the response has the line 'hello'; a header as 'Name: value' was expected.")]
    [InlineData("HTTP/1.1 200 OK\r\n0123456789012345678901234567890123456789/\r\n\r\n", "The head of the response has the line '0123456789012345678901234567890123456789…'; a header as 'Name: value' was expected.")]
    public void What_is_no_head_gets_a_sentence(string response, string complaint)
    {
        var scanned = 0;

        Assert.Equal(ReadStatus.Malformed, HeadReader.TryRead(Encoding.Latin1.GetBytes(response), false, ref scanned, out _, out var said));
        Assert.Equal(complaint, said);
    }

    [Fact]
    public void A_head_without_end_gets_a_sentence_after_64_KB()
    {
        var received = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nA: " + new string('b', HeadReader.MaximumLength));
        var scanned = 0;

        Assert.Equal(ReadStatus.NeedsMore, HeadReader.TryRead(received.AsSpan(0, HeadReader.MaximumLength - 1), false, ref scanned, out _, out _));
        Assert.Equal(ReadStatus.Malformed, HeadReader.TryRead(received.AsSpan(0, HeadReader.MaximumLength), false, ref scanned, out _, out var complaint));
        Assert.Equal("The head of the response has more than 65536 bytes; it begins with 'HTTP/1.1 200 OK'. At most 65536 were expected before an empty line.", complaint);
    }

    [Theory]
    [InlineData(0, ReadStatus.Complete)]
    [InlineData(1, ReadStatus.Malformed)]
    public void A_head_may_have_64_KB(int more, object status)
    {
        const string Start = "HTTP/1.1 200 OK\r\nA: ";
        var received = Encoding.ASCII.GetBytes(Start + new string('b', HeadReader.MaximumLength + more - Start.Length - 4) + "\r\n\r\nhello");
        var scanned = 0;

        Assert.Equal((ReadStatus)status, HeadReader.TryRead(received, false, ref scanned, out var head, out _));
        Assert.Equal(more == 0 ? HeadReader.MaximumLength : 0, head.Length);
    }

    [Fact]
    public void Another_protocol_is_not_waited_for()
    {
        var scanned = 0;

        Assert.Equal(ReadStatus.NeedsMore, HeadReader.TryRead("HTTP"u8, false, ref scanned, out _, out _));
        Assert.Equal(ReadStatus.Malformed, HeadReader.TryRead("HTTPS"u8, false, ref scanned, out _, out _));
    }

    [Theory]
    [InlineData("A: b\r\n")] // many short lines
    [InlineData("A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n c")] // a folded value
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // a name
    [InlineData("A: b\n\r")] // almost an end each time
    [InlineData("\r")]
    public void Bytes_that_drip_in_are_searched_once(string repeated)
    {
        var bytes = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nB: " + string.Concat(Enumerable.Repeat(repeated, 60_000 / repeated.Length)));
        var reader = new AnswerDriver(bytes, false, () => 1);

        reader.Read();

        // What ends a head has three bytes, two of which may have been here before.
        Assert.InRange(reader.Searched, bytes.Length - 1, 3L * bytes.Length);
    }

    [Fact]
    public void Names_and_ends_of_lines_are_found_wherever_they_are()
    {
        for (var length = 1; length <= 80; length++)
        {
            for (var value = 0; value <= 40; value++)
            {
                var head = $"HTTP/1.1 200 OK\r\n{new string('n', length)}:{new string('v', value)}\r\nContent-Length: {length}\r\n\r\n";

                Assert.Equal(new ResponseHead(head.Length, 200, BodyFraming.Length, length, true, HeadTraits.None), Read(head));
                Assert.Equal(new ResponseHead(head.Length, 200, BodyFraming.Length, length, true, HeadTraits.None), Read(head + "\n\r\n:"));
            }
        }
    }

    [Fact]
    public void A_name_has_the_characters_that_it_may_have_at_each_place()
    {
        for (var place = 0; place < 40; place++)
        {
            for (var one = 0; one < 256; one++)
            {
                var name = new string('n', place) + (char)one + "m";
                var scanned = 0;
                var status = HeadReader.TryRead(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\n{name}: {new string('v', 40)}\r\n\r\n"), false, ref scanned, out _, out _);

                var isName = one is < 128 and not ' ' && (char.IsAsciiLetterOrDigit((char)one) || "!#$%&'*+-.^_`|~".Contains((char)one, StringComparison.Ordinal));
                var isEnd = (one == ':' && place > 0) || (one == '\n' && place == 0);
                Assert.True((status == ReadStatus.Complete) == (isName || isEnd), $"{one} at {place}");
            }
        }
    }

    [Fact]
    public void An_ordinary_head_is_read_without_allocation()
    {
        var received = "HTTP/1.1 200 OK\r\nServer: x\r\nConnection: keep-alive\r\nSet-Cookie: a=b\r\nTransfer-Encoding: chunked\r\nKeep-Alive: timeout=5, max=9\r\n\r\n5\r\nhello\r\n0\r\n\r\n"u8.ToArray();
        ReadAll(received);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(received);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void ReadAll(byte[] received)
        {
            var scanned = 0;
            HeadReader.TryRead(received, false, ref scanned, out var head, out _);
            scanned = 10;
            HeadReader.TryRead(received, false, ref scanned, out head, out _);
            var chunks = new ChunkedReader();
            chunks.Read(received.AsSpan(head.Length), out _, out _);
        }
    }

    private static ResponseHead Read(string response)
    {
        var scanned = 0;
        Assert.Equal(ReadStatus.Complete, HeadReader.TryRead(Encoding.Latin1.GetBytes(response), false, ref scanned, out var head, out var complaint));
        Assert.Null(complaint);
        return head;
    }
}
