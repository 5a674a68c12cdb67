using System.Text;
using Cicada.Import;
using CsCheck;

namespace Cicada.Tests.Import;

public sealed class LineReaderTests
{
    [Fact]
    public void Lines_are_those_that_stand_there_however_the_stream_is_cut() =>
        Gen.Select(Gen.OneOf(Gen.Int[0, 60], Gen.Int[60_000, 140_000]).Array[0, 8], Gen.Bool, Gen.Bool, Gen.Int[1, 70_000]).Sample((lengths, windows, lastEnds, piece) =>
        {
            var lines = lengths.Select((length, i) => new string((char)('a' + (i % 26)), length)).ToArray();
            var end = windows ? "\r\n" : "\n";
            var text = string.Join(end, lines) + (lastEnds ? end : "");
            var expected = lines.AsEnumerable();
            if (!lastEnds && lines is [.., ""])
            {
                expected = lines[..^1];
            }
            else if (lastEnds && lines.Length == 0)
            {
                expected = [""];
            }

            Assert.Equal(expected, Read(new CutStream(Encoding.UTF8.GetBytes(text), piece)));
        });

    [Fact]
    public void A_mark_of_UTF_8_at_the_beginning_is_no_part_of_the_first_line() =>
        Assert.Equal(["a", "\uFEFFb"], Read(new MemoryStream(Encoding.UTF8.GetBytes("\uFEFFa\n\uFEFFb"))));

    [Theory]
    [InlineData(100_000)]
    [InlineData(300_001)]
    [InlineData(1_000_000)]
    public void A_line_that_is_too_long_is_said_to_be_and_the_next_is_whole(int length)
    {
        var reader = new LineReader(new CutStream(Encoding.UTF8.GetBytes($"first\n{new string('x', length)}\nlast\n"), 777), longest: 70_000);

        Assert.True(reader.Read());
        Assert.True(reader.Read());
        Assert.Equal((2L, true), (reader.Number, reader.IsTooLong));
        Assert.True(reader.Read());
        Assert.Equal("last", Encoding.UTF8.GetString(reader.Line));
        Assert.Equal((3L, false), (reader.Number, reader.IsTooLong));
        Assert.False(reader.Read());
    }

    private static List<string> Read(Stream stream)
    {
        var reader = new LineReader(stream);
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(Encoding.UTF8.GetString(reader.Line));
            Assert.Equal(lines.Count, reader.Number);
        }

        return lines;
    }

    /// <summary>Gives what it holds in pieces.</summary>
    private sealed class CutStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }
}
