using System.Text;
using Cicada.FastHttp;
using Cicada.Http;

namespace Cicada.Tests.FastHttp;

/// <summary>What puts answers together from pieces, held against the plain reading of the whole bytes.</summary>
public sealed class AnswerReaderTests
{
    [Fact]
    public void The_corpus_is_read_alike_however_it_is_cut()
    {
        var random = new Random(1);
        foreach (var row in ResponseCorpus.Rows)
        {
            foreach (var longest in (int[])[int.MaxValue, 1, 7, 300])
            {
                ShouldBeRead(Encoding.Latin1.GetBytes(row.Response), row.AnswersHead, () => longest == int.MaxValue ? longest : random.Next(1, longest + 1));
            }
        }
    }

    [Fact]
    public void Generated_responses_are_read_alike_however_they_are_cut()
    {
        var random = new Random(2);
        var generator = new ResponseGenerator(random);
        var samples = ResponseCorpus.Rows.Select(row => Encoding.Latin1.GetBytes(row.Response)).Where(bytes => bytes.Length < 2_000).ToList();
        for (var i = 0; i < 3_000; i++)
        {
            ShouldBeRead(generator.Next(samples), random.Next(15) == 0, () => random.Next(1, 30));
        }
    }

    [Theory]
    [InlineData("Content-Length: 11\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nb\r\n")]
    [InlineData("\r\n")]
    public void A_body_longer_than_is_kept_is_refused_and_one_that_is_not_kept_is_counted(string rest)
    {
        var bytes = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{rest}hello world{(rest.Contains("chunked", StringComparison.Ordinal) ? "\r\n0\r\n\r\n" : "")}");

        var keeping = new AnswerReader();
        keeping.Begin(answersHead: false, keeps: true, decodes: false, mostBytes: 10);
        Assert.Throws<OverlongBodyException>(() => keeping.Take(bytes));

        var counting = new AnswerReader();
        counting.Begin(answersHead: false, keeps: false, decodes: false, mostBytes: 10);
        if (counting.Take(bytes) == ReadStatus.NeedsMore)
        {
            Assert.Equal(ReadStatus.Complete, counting.End());
        }

        Assert.Equal((0, 11), (counting.Body.Length, counting.Length));
    }

    [Fact]
    public void A_compressed_body_is_kept_to_be_decompressed_also_where_bodies_are_not()
    {
        var reader = new AnswerReader();
        reader.Begin(answersHead: false, keeps: false, decodes: true, mostBytes: 1);

        Assert.Equal(ReadStatus.Complete, reader.Take("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"u8));

        Assert.Equal("abc"u8, reader.Body.Span);
    }

    [Fact]
    public void Interim_answers_without_end_are_refused()
    {
        var reader = new AnswerReader();
        reader.Begin(answersHead: false, keeps: true, decodes: false, mostBytes: 10);
        var status = ReadStatus.NeedsMore;
        var taken = 0;
        while (status == ReadStatus.NeedsMore)
        {
            status = reader.Take("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"u8);
            Assert.True(++taken < 2_000);
        }

        Assert.Equal(ReadStatus.Malformed, status);
        Assert.Contains("65536", reader.Complaint, StringComparison.Ordinal);
    }

    private static void ShouldBeRead(byte[] bytes, bool answersHead, Func<int> pieceLength)
    {
        var expected = AnswerDriver.Read(bytes, answersHead);
        var reader = new AnswerReader();
        reader.Begin(answersHead, keeps: true, decodes: false, mostBytes: long.MaxValue);
        var status = ReadStatus.NeedsMore;
        var taken = 0;
        while (status == ReadStatus.NeedsMore && taken < bytes.Length)
        {
            var length = Math.Min(pieceLength(), bytes.Length - taken);
            status = reader.Take(bytes.AsSpan(taken, length));
            taken += length;
        }

        status = status == ReadStatus.NeedsMore ? reader.End() : status;
        var shown = Encoding.Latin1.GetString(bytes);
        Assert.True(expected.HasHead == reader.HasHead, $"{(expected.HasHead ? "A" : "No")} head was expected in '{shown}', {expected}.");
        Assert.True((expected.HasHead && expected.HasBody) == (status == ReadStatus.Complete), $"'{shown}' came to {status}, {expected} was expected.");
        if (status == ReadStatus.Complete)
        {
            Assert.Equal(expected.Status, reader.Head.StatusCode);
            Assert.Equal(expected.Body, reader.Body.ToArray());
            Assert.Equal(expected.Headers.Select(header => (header.Key, string.Join('|', header.Value))), HeadLines.All(reader.Bytes.AsMemory(0, reader.Head.Length)).Select(header => (header.Key, string.Join('|', header.Value))));
            Assert.True(expected.Keeps == (reader.Head.KeepsAlive && !reader.HasMore && taken == bytes.Length), $"Whether '{shown}' leaves the connection open was expected to be {expected.Keeps}.");
        }
        else
        {
            Assert.Equal(status == ReadStatus.Malformed, reader.Complaint is not null);
        }

        reader.Release();
    }
}
