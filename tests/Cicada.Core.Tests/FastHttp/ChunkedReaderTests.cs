using System.Text;
using Cicada.FastHttp;

namespace Cicada.Tests.FastHttp;

public sealed class ChunkedReaderTests
{
    [Fact]
    public void Data_comes_as_far_as_it_is_here()
    {
        var reader = new ChunkedReader();

        Assert.Equal("NeedsMore 5 'he'", Read(ref reader, "5\r\nhe"));
        Assert.Equal("NeedsMore 3 'llo'", Read(ref reader, "llo\r\n3"));
        Assert.Equal("NeedsMore 3 ''", Read(ref reader, "\r\n3"));
        Assert.Equal("NeedsMore 5 'abc'", Read(ref reader, "\r\nabc"));
        Assert.Equal("NeedsMore 2 ''", Read(ref reader, "\r\n"));
        Assert.Equal("Complete 5 ''", Read(ref reader, "0\r\n\r\nHTTP/1.1 200 OK"));
        Assert.Null(reader.Complaint);
    }

    [Fact]
    public void After_the_end_nothing_more_is_consumed()
    {
        var reader = new ChunkedReader();
        Read(ref reader, "0\r\n\r\n");

        Assert.Equal("Complete 0 ''", Read(ref reader, ""));
        Assert.Equal("Complete 0 ''", Read(ref reader, "0\r\n\r\n"));
    }

    [Fact]
    public void What_is_malformed_stays_so()
    {
        var reader = new ChunkedReader();
        Read(ref reader, "x");
        var complaint = reader.Complaint;

        Assert.Equal("Malformed 0 ''", Read(ref reader, ""));
        Assert.Equal("Malformed 0 ''", Read(ref reader, "5\r\nhello"));
        Assert.Equal(complaint, reader.Complaint);
    }

    [Theory]
    [InlineData("hello\r\n", "The line with the size of a chunk has 'hello'; hexadecimal digits, an extension after ';' or the end of the line was expected.")]
    [InlineData("5 x\r\n", "The line with the size of a chunk has 'x'; hexadecimal digits, an extension after ';' or the end of the line was expected.")]
    [InlineData("10000000000000000\r\n", "A chunk has a size of more than 16 hexadecimal digits; at most 'ffffffffffffffff' was expected.")]
    [InlineData("1\r\nxy", "The chunk is followed by 'y'; the end of a line was expected.")]
    [InlineData("0\r\nA b: c\r\n", "The trailer of the chunked body has 'b: c'; a header as 'Name: value' or an empty line was expected.")]
    public void What_is_no_chunk_gets_a_sentence(string body, string complaint)
    {
        var reader = new ChunkedReader();
        while (!Read(ref reader, body).StartsWith("Malformed", StringComparison.Ordinal))
        {
            body = body[Consumed..];
        }

        Assert.Equal(complaint, reader.Complaint);
    }

    [Fact]
    public void What_goes_on_without_end_gets_a_sentence()
    {
        var line = new ChunkedReader();
        var trailer = new ChunkedReader();

        Assert.Equal("NeedsMore 16384 ''", Read(ref line, "5;" + new string('a', ChunkedReader.MaximumLine - 2)));
        Assert.Equal("Malformed 0 ''", Read(ref line, "a"));
        Assert.Equal("A line with the size of a chunk has more than 16384 bytes; at most so many were expected before its end.", line.Complaint);

        Assert.Equal("NeedsMore 65539 ''", Read(ref trailer, "0\r\n" + "A: " + new string('b', HeadReader.MaximumLength - 3)));
        Assert.Equal("Malformed 0 ''", Read(ref trailer, "b"));
        Assert.Equal("The trailer of the chunked body has more than 65536 bytes; at most so many were expected before an empty line.", trailer.Complaint);
    }

    private int Consumed { get; set; }

    private string Read(ref ChunkedReader reader, string input)
    {
        var bytes = Encoding.Latin1.GetBytes(input);
        var status = reader.Read(bytes, out var consumed, out var data);
        Consumed = consumed;
        return $"{status} {consumed} '{Encoding.Latin1.GetString(bytes[data])}'";
    }
}
