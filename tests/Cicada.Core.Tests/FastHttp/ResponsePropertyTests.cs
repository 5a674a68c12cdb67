using System.Text;
using Cicada.FastHttp;
using CsCheck;

namespace Cicada.Tests.FastHttp;

/// <summary>What holds for whatever a server sends.</summary>
public sealed class ResponsePropertyTests
{
    private static readonly string[] Pieces =
    [
        "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Go on\r\n\r\n", "HTTP/1.0 404 \n", "HTTP/1.1 204\r\n", "\r\n", "\n", "\r", ":", " ", "\t", "\0", "A: b\r\n", "Content-Length: 5\r\n", "Content-Length: ", "5", "0", "Transfer-Encoding: chunked\r\n",
        "Connection: close\r\n", "Keep-Alive: timeout=0\r\n", "5\r\nhello\r\n", "0\r\n\r\n", "0\r\n", "hello", ";a", "ffffffffffffffff", ",", "\"", "=", "\\", "\u00fc", "Transfer-Encoding: ", "chunked", "Keep-Alive: ", "timeout=9", "x, y;z=\"",
    ];

    private static readonly byte[][] Samples = [.. ResponseCorpus.Rows.Where(row => row.Response.Length is > 0 and < 1_000).Select(row => Encoding.Latin1.GetBytes(row.Response))];

    private static readonly Gen<byte[]> Anything = Gen.Byte.Array[0, 300];

    private static readonly Gen<byte[]> NearlyHttp = Gen.Int[0, Pieces.Length - 1].Array[0, 25].Select(pieces => Encoding.Latin1.GetBytes(string.Concat(pieces.Select(piece => Pieces[piece]))));

    private static readonly Gen<byte[]> Responses = NearlyHttp.Select(bytes => (byte[])[.. "HTTP/1.1 200 OK\r\n"u8, .. bytes]);

    private static readonly Gen<byte[]> Changed =
        Gen.Select(Gen.Int[0, Samples.Length - 1], Gen.Select(Gen.Int[0, 999], Gen.Byte).Array[1, 4]).Select((sample, changes) =>
        {
            byte[] bytes = [.. Samples[sample]];
            foreach (var (at, one) in changes)
            {
                bytes[at % bytes.Length] = one;
            }

            return bytes;
        });

    private static readonly Gen<byte[]> All = Gen.Frequency((1, Anything), (2, NearlyHttp), (4, Responses), (4, Changed));

    [Fact]
    public void Bytes_cut_anywhere_are_read_the_same() => Gen.Select(All, Gen.Bool, Gen.Int[1, 40].Array[1, 10]).Sample(
        (bytes, answersHead, lengths) =>
        {
            var i = 0;
            var whole = AnswerDriver.Read(bytes, answersHead);
            return Same(whole, new AnswerDriver(bytes, answersHead, () => 1).Read()) && Same(whole, new AnswerDriver(bytes, answersHead, () => lengths[i++ % lengths.Length]).Read());
        },
        iter: 4_000);

    [Fact]
    public void A_head_cut_in_two_is_read_the_same() => Responses.Sample(
        bytes =>
        {
            var once = 0;
            var status = HeadReader.TryRead(bytes, false, ref once, out var head, out var complaint);
            for (var cut = 0; cut <= bytes.Length; cut++)
            {
                var scanned = 0;
                if (HeadReader.TryRead(bytes.AsSpan(0, cut), false, ref scanned, out var first, out _) == ReadStatus.Complete)
                {
                    // What follows a head does not change it.
                    Assert.Equal(head, first);
                    continue;
                }

                Assert.Equal((status, head), (HeadReader.TryRead(bytes, false, ref scanned, out var second, out var said), second));
                Assert.Equal(complaint, said);
            }
        },
        iter: 500);

    [Fact]
    public void One_by_one_is_linear() => All.Sample(
        bytes =>
        {
            var reader = new AnswerDriver(bytes, false, () => 1);
            reader.Read();
            return reader.Searched <= 3L * bytes.Length;
        },
        iter: 1_000);

    [Fact]
    public void Whatever_comes_nothing_is_thrown() => Gen.Select(All, Gen.Bool).Sample(
        (bytes, answersHead) =>
        {
            AnswerDriver.Read(bytes, answersHead);
            HeadLines.Find(bytes.AsSpan(), "A");

            var chunks = new ChunkedReader();
            var rest = bytes.AsSpan();
            while (!rest.IsEmpty && chunks.Read(rest, out var consumed, out _) == ReadStatus.NeedsMore)
            {
                rest = rest[consumed..];
            }
        },
        iter: 10_000);

    [Fact]
    public void Headers_that_are_written_are_found() => Gen.Select(Gen.Char["abAB-"].Array[1, 20], Gen.Char[" x,\"\t;"].Array[0, 40], Gen.Int[0, 3]).Select((name, value, blanks) => (Name: new string(name), Value: new string(value), Blanks: new string(' ', blanks)))
        .Array[0, 12].Sample(
        lines =>
        {
            var response = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{string.Concat(lines.Select(line => $"{line.Name}:{line.Blanks}{line.Value}\r\n"))}\r\nhello");
            var scanned = 0;
            Assert.Equal(ReadStatus.Complete, HeadReader.TryRead(response, false, ref scanned, out var head, out _));
            Assert.Equal(response.Length - 5, head.Length);

            var expected = lines.GroupBy(line => line.Name, line => line.Value.Trim(' ', '\t'), StringComparer.OrdinalIgnoreCase).Select(group => $"{group.Key}: {string.Join('|', group)}");
            Assert.Equal(expected, HeadLines.All(response.AsMemory(0, head.Length)).Select(header => $"{header.Key}: {string.Join('|', header.Value)}"));
            Assert.All(lines, line => Assert.Equal(string.Join(", ", HeadLines.FindAll(response.AsMemory(0, head.Length), line.Name)), HeadLines.Find(response.AsSpan(0, head.Length), line.Name)));
        },
        iter: 1_000);

    private static bool Same(ReadAnswer one, ReadAnswer other) =>
        one.ToString() == other.ToString() && one.EndsWithConnection == other.EndsWithConnection && one.Headers.Select(Text).SequenceEqual(other.Headers.Select(Text));

    private static string Text(KeyValuePair<string, IReadOnlyList<string>> header) => $"{header.Key}: {string.Join('|', header.Value)}";
}
