using System.Text;
using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class LineProtocolRecordsTests
{
    [Theory]
    [InlineData("", "", "nothing")]
    [InlineData("a\nb\n", "1:a 2:b", "two lines")]
    [InlineData("a\nb", "1:a 2:b", "no line break at the end")]
    [InlineData("\n \t\n\0\na\n\n", "4:a", "blank lines")]
    [InlineData("# x\n  # y\na\n#", "3:a", "comments")]
    [InlineData("\uFEFF# x\na", "2:a", "a byte order mark")]
    [InlineData("m v=\"x\ny\" 1\nb", "1:m v=\"x⏎y\" 1 3:b", "a line break in a text")]
    [InlineData("m v=\"x\\\"\ny\" 1\nb", "1:m v=\"x\\\"⏎y\" 1 3:b", "behind an escaped quote")]
    [InlineData("m v=\"x\\\\\"\nb", "1:m v=\"x\\\\\" 2:b", "behind an escaped backslash")]
    [InlineData("m,a=\" v=1\nb", "1:m,a=\" v=1 2:b", "a quote in a tag")]
    [InlineData("m\" v=1\nb", "1:m\" v=1 2:b", "a quote in a measurement")]
    [InlineData("m v\"=1\nb", "1:m v\"=1 2:b", "a quote in the key of a field")]
    [InlineData("m v=1,w\"=1\nb", "1:m v=1,w\"=1 2:b", "and in that of another")]
    [InlineData("m,a=\\\nb v=1\nb", "1:m,a=\\⏎b v=1 3:b", "an escaped line break, as a server has it")]
    [InlineData("a\\\n", "1:a\\", "a backslash before the last line break")]
    [InlineData("# v=\"x\nb", "2:b", "an open quote in a comment")]
    [InlineData("m v=\"x\nb\nc", "1!m v=\"x 2:b 3:c", "an open quote costs its line")]
    [InlineData("m v=\"x", "1:m v=\"x", "one that is open on the last line is for the reader")]
    [InlineData("a\r\nb", "1:a\r 2:b", "a carriage return is part of the line")]
    public async Task A_stream_is_cut_into_these_records(string stream, string records, string gloss)
    {
        foreach (var piece in (int[])[1, 2, 3, 1000])
        {
            Assert.Equal($"{records} {gloss}", $"{Cut(stream, piece)} {gloss}");
            Assert.Equal($"{records} {gloss}", $"{await CutAsync(stream, piece)} {gloss}");
        }
    }

    [Theory]
    [InlineData("0123456789\nb", "1:0123456789 2:b", "as long as can be")]
    [InlineData("0123456789a\nb", "1!0123456789 2:b", "one byte longer")]
    [InlineData("0123456789a", "1!0123456789", "at the end")]
    [InlineData("0123456789012345678901234567890123456789\nb", "1!0123456789 2:b", "several times as long")]
    [InlineData("m v=\"x\n0123456789\nb", "1!m v=\"x 2:0123456789 3:b", "because of a quote")]
    [InlineData("# 3456789012345678901234567890\nb", "2:b", "a comment may be as long as it likes")]
    [InlineData("                              \nb", "1!           2:b", "blanks may not")]
    public void A_record_that_is_too_long_is_reported_and_passed_over(string stream, string records, string gloss)
    {
        foreach (var piece in (int[])[1, 7, 1000])
        {
            Assert.Equal($"{records} {gloss}", $"{Cut(stream, piece, maximumLength: 10)} {gloss}");
        }
    }

    [Fact]
    public void The_reasons_say_what_is_wrong()
    {
        var records = new LineProtocolRecords(new MemoryStream("m v=\"x\n0123456789012\n"u8.ToArray()), maximumLength: 12);

        Assert.True(records.Read());
        Assert.Equal("the record is longer than 12 bytes", records.Reason);
        Assert.True(records.Read());
        Assert.Equal("the record is longer than 12 bytes", records.Reason);
        Assert.False(records.Read());
        Assert.False(records.Read());

        records = new LineProtocolRecords(new MemoryStream("m v=\"x\nb\n"u8.ToArray()));
        Assert.True(records.Read());
        Assert.Equal("unbalanced quotes", records.Reason);
        Assert.True(records.Read());
        Assert.Null(records.Reason);
    }

    [Fact]
    public void Memory_stays_within_the_longest_record_whatever_the_stream()
    {
        var line = Encoding.UTF8.GetBytes(new string('x', 1 << 22));
        var records = new LineProtocolRecords(new MemoryStream(line), maximumLength: 1 << 16);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(records.Read());
        Assert.False(records.Read());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 19);
    }

    [Fact]
    public void A_stream_made_of_open_quotes_is_read_line_by_line_to_its_end()
    {
        // Two quotes as texts count them, three behind an open one: from each line on, the quotes never come out even.
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("m a=\"1,b=\"2,c=\"\n", 20_000))));
        var records = new LineProtocolRecords(stream, maximumLength: 1 << 20);
        var found = 0;

        while (records.Read())
        {
            records.GiveUpAfterFirstLine();
            found++;
        }

        Assert.Equal(20_000, found);
    }

    [Fact]
    public void Every_line_is_in_one_record_or_was_blank_or_a_comment_however_the_stream_arrives() =>
        Gen.Select(Gen.Char["ab =,\"\"\\\\\n\n\n# \0\t"].Array[0, 200], Gen.Int[1, 50], Gen.Int[5, 100]).Sample((chars, piece, maximumLength) =>
        {
            var stream = new string(chars);

            var records = Cut(stream, piece, maximumLength);

            Assert.Equal(Cut(stream, 1000, maximumLength), records);
        });

    private static string Cut(string stream, int piece, int maximumLength = 1000)
    {
        var records = new LineProtocolRecords(new SlowStream(Encoding.UTF8.GetBytes(stream), piece), maximumLength);
        var found = new List<string>();
        while (records.Read())
        {
            found.Add(Text(records));
        }

        return string.Join(' ', found);
    }

    private static async Task<string> CutAsync(string stream, int piece)
    {
        var records = new LineProtocolRecords(new SlowStream(Encoding.UTF8.GetBytes(stream), piece), 1000);
        var found = new List<string>();
        while (await records.ReadAsync(TestContext.Current.CancellationToken))
        {
            found.Add(Text(records));
        }

        return string.Join(' ', found);
    }

    private static string Text(LineProtocolRecords records) =>
        $"{records.LineNumber}{(records.Reason is null ? ':' : '!')}{Encoding.UTF8.GetString(records.Record).Replace('\n', '⏎')}";

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class SlowStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
