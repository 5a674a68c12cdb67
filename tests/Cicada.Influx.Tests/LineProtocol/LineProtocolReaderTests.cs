using System.Text;
using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class LineProtocolReaderTests
{
    private const long Default = 1_700_000_000_123_456_789;

    private readonly LineProtocolReader _reader = new();

    [Fact]
    public void Records_are_taken_and_refused_as_the_table_says()
    {
        var different = LineProtocolCase.All.Where(line =>
            _reader.TryRead(line.Bytes, Default, TimePrecision.Nanoseconds, out var point, out var reason) != (line.Reason is null)
            || reason != line.Reason
            || (point is null) != (line.Reason is not null));

        Assert.Empty(different);
        Assert.InRange(LineProtocolCase.All.Count, 60, int.MaxValue);
    }

    [Theory]
    [InlineData("m,b=1,a=2 v=1 5", "\"m\" \"a\"=\"2\" \"b\"=\"1\" | \"v\"=Float \"1\" @5", "tags are sorted")]
    [InlineData("m v=1,w=2,v=3i 5", "\"m\"  | \"v\"=Integer \"3\" \"w\"=Float \"2\" @5", "the later value of a field")]
    [InlineData(@"m\,\ \=\""n v=1 5", "\"m, =\\u0022n\"  | \"v\"=Float \"1\" @5", "what is unescaped in a measurement")]
    [InlineData(@"m,a\,\ \=\""=\, v=1 5", "\"m\" \"a, =\\\\\\u0022\"=\",\" | \"v\"=Float \"1\" @5", "in tags quotes are not")]
    [InlineData(@"m v\,\ \=\""=1 5", "\"m\"  | \"v, =\\u0022\"=Float \"1\" @5", "in the keys of fields they are")]
    [InlineData("m v=\"\\\"\\\\\\n\" 5", "\"m\"  | \"v\"=String \"\\u0022\\\\\\\\n\" @5", "escapes in a text")]
    [InlineData("m v=\"a\"b 5", "\"m\"  | \"v\"=String \"a\\u0022\" @5", "behind a closing quote, as a server has it")]
    [InlineData("m v=1e-400,w=-0 5", "\"m\"  | \"v\"=Float \"0\" \"w\"=Float \"-0\" @5", "the zeros")]
    [InlineData("m v=t,w=False 5", "\"m\"  | \"v\"=Boolean \"true\" \"w\"=Boolean \"false\" @5", "truth values")]
    [InlineData("m v=9223372036854775807i 5", "\"m\"  | \"v\"=Integer \"9223372036854775807\" @5", "an integer no float can say")]
    public void A_record_means_this(string record, string meaning, string gloss)
    {
        Assert.True(_reader.TryRead(Encoding.UTF8.GetBytes(record), Default, TimePrecision.Nanoseconds, out var point, out _));
        Assert.Equal($"{meaning} {gloss}", $"{Some.Text(point)} {gloss}");
    }

    [Theory]
    [InlineData("n", 5, 1_700_000_000_123_456_789)]
    [InlineData("u", 5_000, 1_700_000_000_123_456_000)]
    [InlineData("ms", 5_000_000, 1_700_000_000_123_000_000)]
    [InlineData("s", 5_000_000_000, 1_700_000_000_000_000_000)]
    [InlineData("m", 300_000_000_000, 1_699_999_980_000_000_000)]
    [InlineData("h", 18_000_000_000_000, 1_699_999_200_000_000_000)]
    [InlineData("ns", 5, Default)]
    [InlineData("bogus", 5, Default)]
    [InlineData(null, 5, Default)]
    public void A_time_is_in_units_of_the_precision_and_a_missing_one_cut_down_to_them(string? precision, long five, long now)
    {
        var unit = TimePrecision.FromInfluxName(precision);

        Assert.True(_reader.TryRead("m v=1 5"u8, Default, unit, out var point, out _));
        Assert.Equal(five, point.TimeNanoseconds);
        Assert.True(_reader.TryRead("m v=1"u8, Default, unit, out point, out _));
        Assert.Equal(now, point.TimeNanoseconds);
        Assert.True(_reader.TryRead("m v=1"u8, -1, unit, out point, out _));
        Assert.Equal(-unit.InNanoseconds, point.TimeNanoseconds);
    }

    [Fact]
    public void A_time_that_is_too_large_in_its_unit_is_outside_the_range()
    {
        Assert.False(_reader.TryRead("m v=1 9223372037"u8, Default, TimePrecision.Seconds, out _, out var reason));
        Assert.Equal("time outside range -9223372036854775806 - 9223372036854775806", reason);
    }

    [Fact]
    public void A_field_without_a_key_is_refused_even_where_a_server_takes_it()
    {
        Assert.False(_reader.TryRead("m \t=1 5"u8, Default, TimePrecision.Nanoseconds, out _, out var reason));
        Assert.Equal("missing field key", reason);
    }

    [Fact]
    public void A_hundred_thousand_fields_or_tags_are_read_too()
    {
        var many = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"f{i % 90_000}={i}i"));
        Assert.True(_reader.TryRead(Encoding.UTF8.GetBytes("m " + many), Default, TimePrecision.Nanoseconds, out var point, out _));
        Assert.Equal(90_000, point.Fields.Count);
        Assert.Equal(90_000, point.Fields[0].Value.AsInteger());
        Assert.Equal("f89999", point.Fields[^1].Key);

        many = string.Join(',', Enumerable.Range(0, 9_000).Select(i => $"{i * 7919 % 9_000}=x"));
        Assert.True(_reader.TryRead(Encoding.UTF8.GetBytes($"m,{many} v=1"), Default, TimePrecision.Nanoseconds, out point, out var reason), reason);
        Assert.Equal(Enumerable.Range(0, 9_000).Select(i => $"{i}").Order(StringComparer.Ordinal), point.Tags.Select(tag => tag.Key));
    }

    [Fact]
    public void A_float_reads_as_the_double_nearest_to_it() =>
        Gen.Select(Gen.Long[-9_999_999_999_999_999, 9_999_999_999_999_999], Gen.Int[0, 20]).Sample((digits, places) =>
        {
            var text = Math.Abs(digits).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
            text = (digits < 0 ? "-" : "") + text[..^places] + "." + text[^places..];

            var reader = new LineProtocolReader();
            Assert.True(reader.TryRead(Encoding.ASCII.GetBytes($"m v={text} 5"), Default, TimePrecision.Nanoseconds, out var point, out var reason), reason);
            Assert.Equal(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), point.Fields[0].Value.AsFloat());
        });

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        Gen.Byte.Array[0, 200].Sample(Reads);
        Some.BrokenRecord.Sample(Reads);
        Gen.Select(Some.BrokenRecord.Where(record => record.Length > 0), Gen.Int[0, 100], Gen.Byte).Sample((record, at, value) =>
        {
            record[at % record.Length] = value;
            Reads(record);
        });
    }

    private static void Reads(byte[] record)
    {
        var read = new LineProtocolReader().TryRead(record, Default, TimePrecision.Nanoseconds, out var point, out var reason);

        Assert.Equal(read, point is not null);
        Assert.Equal(read, reason is null);
    }
}
