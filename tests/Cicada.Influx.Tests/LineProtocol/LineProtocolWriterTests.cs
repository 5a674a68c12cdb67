using System.Buffers;
using System.Globalization;
using System.Text;
using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class LineProtocolWriterTests
{
    private static readonly PointField[] One = [new("v", FieldValue.Integer(1))];

    [Theory]
    [InlineData("m", "m", "nothing to do")]
    [InlineData("a b,c=d", @"a\ b\,c=d", "in a measurement an equals sign is nothing special")]
    [InlineData("a\nb\rc", "a␊b␍c", "line breaks")]
    [InlineData(@"a\", "a＼", "a backslash at the end")]
    [InlineData(@"a\\", @"a\＼", "two of them")]
    [InlineData(@"\,\ \=\""", @"＼\,＼\ ＼=＼""", "a backslash before something special")]
    [InlineData(@"a\b\\c", @"a\b\\c", "a backslash before something else")]
    [InlineData("#a#", "＃a#", "a comment it would be")]
    [InlineData("\ta\tb", "␉a\tb", "a server passes over the first tab")]
    [InlineData("\0a\0b", "␀a\0b", "and the first NUL")]
    [InlineData("a#!~#b", "a＃!~#b", "what InfluxDB separates with in its files")]
    [InlineData("\uFEFFa\uFEFF", "\u2060a\uFEFF", "a byte order mark it would be")]
    public void A_measurement_is_written_so_that_a_server_reads_it(string measurement, string written, string gloss) =>
        Assert.True($"{written} v=1i 5" == Line(new Point(measurement, [], One, 5)), gloss);

    [Fact]
    public void A_surrogate_without_its_other_half_is_replaced()
    {
        Assert.Equal("🦗\uFFFD,k=\uFFFDa\uFFFD\uFFFD v=1i 5", Line(new Point("\uD83E\uDD97\uD83E", [new("k", "\uDD97a\uD83E\uD83E")], One, 5)));
        Assert.Equal("m,\uFFFD=1,\uFFFD_=2 v=1i 5", Line(new Point("m", [new("\uDD97", "1"), new("\uD83E", "2")], One, 5)));
    }

    [Theory]
    [InlineData("a b,c=d", @"a\ b\,c\=d", "the separators")]
    [InlineData("\"a\"", "\"a\"", "quotes are nothing special")]
    [InlineData(@"a\", "a＼", "a backslash at the end would escape the separator")]
    [InlineData(@"\,\ \=\""", @"＼\,＼\ ＼\=＼""", "a backslash before something special")]
    [InlineData("a\r\nb", "a␍␊b", "line breaks")]
    [InlineData("#a", "#a", "not at the beginning of the line")]
    [InlineData("\ta\0", "\ta\0", "nor is a tab")]
    [InlineData("#!~#", "＃!~#", "what InfluxDB separates with in its files")]
    [InlineData("time", "time", "only a key may not be called so")]
    public void A_tag_value_is_written_so_that_a_server_reads_it(string value, string written, string gloss) =>
        Assert.True($"m,k={written} v=1i 5" == Line(new Point("m", [new("k", value)], One, 5)), gloss);

    [Theory]
    [InlineData("a b,c=d", @"a\ b\,c\=d", "the separators")]
    [InlineData("time", "time_", "InfluxDB's own")]
    [InlineData("", "_", "no key at all")]
    [InlineData("#", "＃", "at the beginning")]
    [InlineData("\n", "␊", "a line break alone")]
    [InlineData("a\\", "a＼", "a backslash at the end")]
    public void A_key_is_written_so_that_a_server_reads_it(string key, string written, string gloss)
    {
        Assert.True($"m,{written}=x v=1i 5" == Line(new Point("m", [new(key, "x")], One, 5)), gloss);
        Assert.True($"m {written}=1i 5" == Line(new Point("m", [], [new(key, FieldValue.Integer(1))], 5)), gloss);
    }

    [Theory]
    [InlineData(0, "0", "zero")]
    [InlineData(-0.0, "-0", "the other zero")]
    [InlineData(1, "1", "whole")]
    [InlineData(1.5, "1.5", "a fraction")]
    [InlineData(-1234.000001, "-1234.000001", "six places")]
    [InlineData(0.000001, "0.000001", "the smallest with six places")]
    [InlineData(0.1 + 0.2, "0.30000000000000004", "seventeen digits")]
    [InlineData(1e21, "1E+21", "large")]
    [InlineData(5e-324, "5E-324", "the smallest")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308", "the largest")]
    public void A_float_is_written_in_its_shortest_form(double value, string written, string gloss) =>
        Assert.True($"m v={written} 5" == Line(new Point("m", [], [new("v", FieldValue.Float(value))], 5)), gloss);

    [Fact]
    public void A_float_has_no_more_digits_than_it_needs_and_reads_as_the_same_number() =>
        Gen.OneOf(Gen.Double.Where(double.IsFinite), Gen.Long[-2_000_000_000_000_000, 2_000_000_000_000_000].Select(n => n / 1e6), Gen.Double[-1e3, 1e3]).Sample(value =>
        {
            var bytes = new byte[LineProtocolNumber.FloatLength];
            var text = Encoding.ASCII.GetString(bytes, 0, LineProtocolNumber.WriteFloat(value, bytes));

            return BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(value)
                && Digits(text) == Digits(value.ToString("R", CultureInfo.InvariantCulture));
        });

    [Fact]
    public void Integers_truth_values_and_texts_have_their_forms()
    {
        var point = new Point(
            "m",
            [],
            [
                new("i", FieldValue.Integer(long.MinValue)), new("t", FieldValue.Boolean(true)), new("f", FieldValue.Boolean(false)),
                new("s", FieldValue.String("a \"b\"\\\n,=é\uD83E")), new("e", FieldValue.String("")),
            ],
            -5);

        Assert.Equal("m i=-9223372036854775808i,t=true,f=false,s=\"a \\\"b\\\"\\\\\n,=é\uFFFD\",e=\"\" -5", Line(point));
    }

    [Fact]
    public void Tags_are_sorted_by_the_bytes_of_their_keys_and_empty_ones_left_out()
    {
        var point = new Point("m", [new("b", "1"), new("a\uFFFF", "2"), new("a", "3"), new("a\uD83E\uDD97", "4"), new("c", ""), new("a b", "5"), new("aZ", "6")], One, 5);

        Assert.Equal("m,a=3,aZ=6,a\\ b=5,a\uFFFF=2,a🦗=4,b=1 v=1i 5", Line(point));
    }

    [Fact]
    public void Keys_that_would_become_the_same_are_kept_apart()
    {
        var point = new Point(
            "m", [new("a\n", "1"), new("a␊", "2"), new("a␊_", "3")], [new("time", FieldValue.Integer(1)), new("time_", FieldValue.Integer(2)), new("", FieldValue.Integer(3))], 5);

        Assert.Equal("m,a␊=2,a␊_=3,a␊__=1 time__=1i,time_=2i,_=3i 5", Line(point));
    }

    [Fact]
    public void A_number_that_InfluxDB_does_not_know_is_left_out_and_a_point_of_such_numbers_too()
    {
        PointField[] unknown = [new("a", FieldValue.Float(double.NaN)), new("b", FieldValue.Float(double.PositiveInfinity)), new("c", FieldValue.Float(double.NegativeInfinity))];

        Assert.Equal("m v=1i 5", Line(new Point("m", [], [.. unknown, .. One], 5)));
        AssertNothing(LineProtocolOutcome.NoField, new Point("m", [], unknown, 5));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MinValue + 1)]
    [InlineData(long.MaxValue)]
    public void A_time_InfluxDB_keeps_for_itself_is_not_written(long time) =>
        AssertNothing(LineProtocolOutcome.TimeOutsideRange, new Point("m", [], One, time));

    [Fact]
    public void A_key_longer_than_InfluxDB_allows_is_not_written()
    {
        Assert.Equal(65_530 + " v=1i 5".Length, Line(new Point(new string('m', 65_530), [], One, 5)).Length);
        AssertNothing(LineProtocolOutcome.KeyTooLong, new Point(new string('m', 65_531), [], One, 5));
        AssertNothing(LineProtocolOutcome.KeyTooLong, new Point("m", [new("k", new string('"', 40_000) + new string(' ', 20_000))], One, 5));
    }

    [Fact]
    public void A_writer_appends_and_any_list_will_do()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new LineProtocolWriter();
        IReadOnlyList<PointTag> tags = new List<PointTag> { new("k", "x") }.AsReadOnly();

        writer.Write(output, new Point("m", tags, new List<PointField>(One), 5));
        writer.Write(output, new Point("m", tags, new List<PointField>(One).AsReadOnly(), 6));

        Assert.Equal("m,k=x v=1i 5\nm,k=x v=1i 6\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Writing_a_point_like_the_last_allocates_nothing()
    {
        var output = new ArrayBufferWriter<byte>(1 << 20);
        var writer = new LineProtocolWriter();
        var point = new Point("m", [new("k", "a b\\"[..3]), new("j", "ü")], [.. One, new("f", FieldValue.Float(0.1 + 0.2)), new("s", FieldValue.String("\"é\""))], 5);
        writer.Write(output, point);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            writer.Write(output, point);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Every_point_becomes_one_record_that_reads_as_what_was_written()
    {
        var writer = new LineProtocolWriter();
        var reader = new LineProtocolReader();
        Some.HostilePoint.Sample(
            point =>
            {
                var output = new ArrayBufferWriter<byte>();
                writer.Write(output, point);

                var records = new LineProtocolRecords(new MemoryStream(output.WrittenSpan.ToArray()));
                Assert.True(records.Read());
                Assert.True(reader.TryRead(records.Record, 0, TimePrecision.Nanoseconds, out var read, out var reason), reason);
                Assert.False(records.Read());

                // Nobody is swallowed, and whoever was not changed is there.
                var changed = writer.Changes.Select(change => (change.Place, change.WrittenKey)).ToHashSet();
                Assert.Equal(point.Tags.Count(tag => tag.Value.Length > 0), read.Tags.Count);
                Assert.Equal(point.Fields.Select(field => field.Value).Select(Valid), read.Fields.Select(field => field.Value));
                Assert.All(read.Tags, tag => Assert.True(
                    changed.Contains((TextPlace.TagKey, tag.Key))
                    || changed.Contains((TextPlace.TagValue, tag.Key))
                    || point.Tags.Any(original => Some.Valid(original.Key) == tag.Key && Some.Valid(original.Value) == tag.Value)));
                Assert.True(changed.Any(change => change.Place == TextPlace.Measurement) || Some.Valid(point.Measurement) == read.Measurement);

                // What was written can be said: a second time nothing changes.
                var again = new ArrayBufferWriter<byte>();
                writer.Write(again, read);
                Assert.Empty(writer.Changes);
                Assert.Equal(output.WrittenSpan, again.WrittenSpan);
            },
            threads: 1);
    }

    private static FieldValue Valid(FieldValue value) => value.Type == FieldType.String ? FieldValue.String(Some.Valid(value.AsString())) : value;

    private static int Digits(string number) => number.Split('E')[0].Replace(".", "", StringComparison.Ordinal).Trim('-', '0').Length;

    private static string Line(Point point)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Equal(LineProtocolOutcome.Written, new LineProtocolWriter().Write(output, point));
        var line = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        return line[..^1];
    }

    private static void AssertNothing(LineProtocolOutcome outcome, Point point)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Equal(outcome, new LineProtocolWriter().Write(output, point));
        Assert.Equal(0, output.WrittenCount);
    }
}
