using System.Text;
using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class LineProtocolFileTests
{
    [Fact]
    public void Any_points_come_back_from_a_file_as_they_were() =>
        Some.HostilePoint.Array[0, 8].Sample(points =>
        {
            var read = Read(Write(points));

            Assert.Equal(points.Select(Some.Text), read.Select(entry => entry.Point is { } point ? Some.Text(point) : $"{entry}"));
        });

    [Fact]
    public void A_text_that_cannot_be_said_stands_in_a_comment_before_its_point()
    {
        Point[] points =
        [
            new("m", [new("a", "x")], [new("v", FieldValue.Integer(1))], 1),
            new("m\n", [new("a\\", "x=\n"), new("b", "\"\\")], [new("time", FieldValue.Integer(1))], 2),
        ];

        Assert.Equal(
            """
            m,a=x v=1i 1
            # cicada:text measurement "m\n"
            # cicada:text tag-key "a＼" "a\\"
            # cicada:text field-key "time_" "time"
            # cicada:text tag "a＼" "x\u003D\n"
            # cicada:text tag "b" "\u0022\\"
            m␊,a＼=x\=␊,b="＼ time_=1i 2

            """,
            Encoding.UTF8.GetString(Write(points)));
    }

    [Fact]
    public void A_comment_speaks_of_the_next_point_only_and_not_of_what_is_not_there()
    {
        var read = Read(
            """
            # cicada:text tag "a" "x\n"
            # a remark
            # cicada:text tag "z" "nobody"
            m,a=x v=1 1
            m,a=x v=1 2
            # cicada:text tag-key "a" "b"
            m,a=1,b=2 v=1 3
            # cicada:text measurement ""
            m v=1 4
            """);

        Assert.Equal(["x\n", "x", "1", ""], read.Select(entry => string.Join(',', entry.Point!.Tags.Take(1).Select(tag => tag.Value))));
        Assert.Equal(["a", "b"], read[2].Point!.Tags.Select(tag => tag.Key));
        Assert.Equal("m", read[3].Point!.Measurement);
    }

    [Theory]
    [InlineData("# cicada:text ")]
    [InlineData("# cicada:text tag")]
    [InlineData("# cicada:text tag \"a\"")]
    [InlineData("# cicada:text tag \"a\" \"b\" \"c\"")]
    [InlineData("# cicada:text tag \"a\" b")]
    [InlineData("# cicada:text tag \"a\" \"\\uD800\"")]
    [InlineData("# cicada:text tag \"a\" 1")]
    [InlineData("# cicada:text tag \"a\" \"b")]
    [InlineData("# cicada:text measurement \"a\" \"b\"")]
    [InlineData("# cicada:text value \"a\" \"b\"")]
    public void A_comment_that_is_damaged_is_reported(string comment)
    {
        var read = Read($"{comment}\nm v=1 1\n");

        Assert.Equal(new LineProtocolEntry(1, null, "not a text that Cicada has kept", comment), read[0]);
        Assert.Equal(1, read[1].Point!.TimeNanoseconds);
    }

    [Theory]
    [InlineData("m v=\"a\nm v=2 2\nm v=3 3", "1! 2 3", "nobody closes it")]
    [InlineData("m v=\"a\nm v=2 2\nm v=\"b\" 3\nm v=4 4", "1! 2 3 4", "another text closes it, and opens one")]
    [InlineData("m v=\"a\nm v=2 2\nm v=\"b,c\" 3\nm v=4 4", "1! 2 3 4", "another text closes it, and its comma ends the record")]
    [InlineData("m v=\"a\nb\" 1\nm v=2 2", "1 2", "a text of two lines")]
    [InlineData("m v=\"a\nb\" x\nm v=2 2", "1! 2! 2", "a text of two lines and a bad time")]
    [InlineData("m v=1 1\r\nm v=\"a\r\nb\" 2\r\n# x\r\n\r\n", "1 2", "lines as Windows has them")]
    public void An_open_quote_costs_one_line(string file, string found, string gloss) =>
        Assert.Equal(
            $"{found} {gloss}",
            $"{string.Join(' ', Read(file).Select(entry => entry.Point is { } point ? $"{point.TimeNanoseconds}" : $"{entry.LineNumber}!"))} {gloss}");

    [Fact]
    public void What_is_no_point_is_reported_with_its_line_and_its_beginning()
    {
        var read = Read($"m v=1 1\n\nm {new string('x', 100)}\nm v=\"\ud83e\udd97\ny\n");

        Assert.Equal(1, read[0].Point!.TimeNanoseconds);
        Assert.Equal(new LineProtocolEntry(3, null, "invalid field format", "m " + new string('x', 77) + "…"), read[1]);
        Assert.Equal(new LineProtocolEntry(4, null, "unbalanced quotes", "m v=\"🦗"), read[2]);
        Assert.Equal(new LineProtocolEntry(5, null, "missing fields", "y"), read[3]);
    }

    [Fact]
    public void A_point_InfluxDB_would_refuse_is_not_written()
    {
        var stream = new MemoryStream();
        var writer = new LineProtocolFileWriter(stream);

        Assert.Equal(LineProtocolOutcome.NoField, writer.Write(new Point("m\n", [], [new("v", FieldValue.Float(double.NaN))], 1)));
        writer.Flush();
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Many_points_go_through_the_buffers_whole()
    {
        var points = Enumerable.Range(0, 20_000).Select(i => new Point("m\n", [new("a", $"{i % 7}\\")], [new("v", FieldValue.Integer(i))], i)).ToArray();

        Assert.Equal(points.Select(Some.Text), Read(Write(points)).Select(entry => Some.Text(entry.Point!)));
    }

    [Fact]
    public void No_bytes_make_the_reader_throw() =>
        Gen.Select(Some.HostilePoint.Array[1, 4], Gen.Int[0, 1000], Gen.Byte, Gen.Int[0, 1000]).Sample((points, at, value, end) =>
        {
            var file = Write(points);
            file[at % file.Length] = value;

            Read(file[..(end % file.Length)]);
            Read(file);
        });

    private static byte[] Write(IEnumerable<Point> points)
    {
        var stream = new MemoryStream();
        var writer = new LineProtocolFileWriter(stream);
        foreach (var point in points)
        {
            Assert.Equal(LineProtocolOutcome.Written, writer.Write(point));
        }

        writer.Flush();
        return stream.ToArray();
    }

    private static List<LineProtocolEntry> Read(string file) => Read(Encoding.UTF8.GetBytes(file));

    private static List<LineProtocolEntry> Read(byte[] file)
    {
        var reader = new LineProtocolFileReader(new MemoryStream(file), defaultTimeNanoseconds: 0);
        var entries = new List<LineProtocolEntry>();
        while (reader.TryRead(out var entry))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
