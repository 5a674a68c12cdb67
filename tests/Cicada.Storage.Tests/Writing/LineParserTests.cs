using System.Text;
using Cicada.Influx;
using Cicada.Storage.Writing;
using CsCheck;

namespace Cicada.Storage.Tests.Writing;

/// <summary>The quick way of reading lines, held against the reader that knows all of line protocol.</summary>
public sealed class LineParserTests
{
    private const long Now = 1_795_532_626_436_525_517;

    // Those that the quick way takes, those it must leave, and pairs that would mean each other if it looked less closely.
    private static readonly string[] Known =
    [
        "m,a=b,c=d v=1.5,n=2i,t=\"x y\",b=true 1795532626436525517", "m,a=b,c=d v=1.5,n=2i 5", "m,c=d,a=b v=-17,b=F -5", "m v=0.1", "m\\ x,a\\ b=c\\,d v=1",
        "m v=12.345678901234567 1", "m v=1e5,n=-3i 2", "m v=-0 3", "m v=-0.0,n=0i 3", "m v=1. 4", "m v=.5 4", "m n=999999999999999999i 5", "m n=9223372036854775807i 5", "m n=99999999999999999999i 5",
        "m t=\"a\\\"b\",v=1 6", "m t=\"\",v=2 6", "m t=\"a\nb\" 7", "m b=t,b=f 8", "m v=1,v=2 9", "m \\v=1 9", "m v\\ w=1 9", "m v=1  10", "m  v=1 10", "m v=1 10 ", "m v=1 9223372036854775806",
        "m v=1 9223372036854775807", "m v=1 -9223372036854775806", "m v=1 99999999999999999999", "m v=1 1.5", "m v=1 x", "m v=1,", "m v", "m v= 1", "m =1 1", "m v=\"x 1", "m t=\"x\"y 1", "# m v=1", "",
        "m,time=1 v=1", "m time=1 1", "m time=1,v=5 11", " m v=1 12", "\tm v=1 12", "m v=1 12\r", "n v=1i 1", "n v=1 2", "m,a=b v=tRue", "m v=1i2 1", "m v=+1 1", "m v=0x10", "m v=NaN", "m v=\"x\"", "m n=1",
        "m v=123456789012345 1", "m v=1234567890123456 1", "m v=0.000000000000001 1", "m \"v\"=1 1", "m v=1 \0 1", "m,a=ü v=1,ü=2 1",
    ];

    private static readonly Gen<string> Line = Gen.Select(Gen.Int[0, Known.Length - 1], Gen.Int[0, 9], Gen.Int[0, 60], Gen.Char["\\\",= \t\n01i.-+eEtT#xm"]).Select((which, change, at, odd) =>
    {
        var line = Known[which];
        at = Math.Min(at, line.Length);
        return change switch
        {
            0 => line.Insert(at, odd.ToString()),
            1 when at < line.Length => line.Remove(at, 1),
            2 when at < line.Length => line.Remove(at, 1).Insert(at, odd.ToString()),
            _ => line,
        };
    });

    [Fact]
    public void Both_ways_of_reading_make_the_same_of_every_text_however_it_comes_in() =>
        Gen.Select(Line.Array[1, 30], Gen.Int[1, 400], Gen.Enum<TimePrecision>()).Sample((lines, piece, precision) =>
        {
            var text = Encoding.UTF8.GetBytes(string.Join('\n', lines));

            Assert.Equal(ReadSlowly(text, precision), ReadQuickly(text, piece, precision));
        }, iter: 2_000, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Bytes_of_no_text_at_all_are_read_the_same_in_both_ways() =>
        Gen.Select(Line.Array[1, 5], Gen.Int[0, 100], Gen.Byte).Sample((lines, at, odd) =>
        {
            var text = Encoding.UTF8.GetBytes(string.Join('\n', lines.Concat(lines)));
            if (text.Length > 0)
            {
                text[at % text.Length] = odd;
            }

            Assert.Equal(ReadSlowly(text, TimePrecision.Nanoseconds), ReadQuickly(text, 1_000, TimePrecision.Nanoseconds));
        }, iter: 1_500, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void A_record_that_is_too_long_costs_itself_only()
    {
        var text = Encoding.UTF8.GetBytes($"m v=1 1\nm t=\"{new string('x', LineParser.LongestRecord)}\n\" 2\nm v=3 3\n# {new string('y', 2 * LineParser.LongestRecord)}\nm v=4 4\n");
        var refusals = new WriteRefusals();

        var points = Read(text, 50_000, TimePrecision.Nanoseconds, refusals);

        Assert.Equal(["00001  v=1", "00003  v=3", "00004  v=4"], points.Select(Lines.Text));
        Assert.Equal(1, refusals.BadLines);
        Assert.EndsWith("…': the record is longer than 1048576 bytes dropped=0", refusals.Error, StringComparison.Ordinal);
    }

    private static List<string> ReadQuickly(byte[] text, int piece, TimePrecision precision)
    {
        var refusals = new WriteRefusals();
        var points = Read(text, piece, precision, refusals).Select(point => point.Measurement + Lines.Text(point)).Order(StringComparer.Ordinal).ToList();
        return [.. points, refusals.Error];
    }

    private static List<Point> Read(byte[] text, int piece, TimePrecision precision, WriteRefusals refusals)
    {
        var parser = new LineParser();
        parser.Begin(precision, Now, long.MinValue, refusals);
        var batch = new LineBatch("d", "p");
        parser.BeginBatch(batch, _ => WriteSchema.Unknown);
        var at = 0;
        int read;
        do
        {
            var room = parser.Room();
            read = Math.Min(Math.Min(piece, room.Length), text.Length - at);
            text.AsMemory(at, read).CopyTo(room);
            at += read;
            parser.Filled(read);
            Assert.False(parser.Read());
        }
        while (read > 0);
        return [.. batch.Blocks.SelectMany(PointsOf)];
    }

    private static IEnumerable<Point> PointsOf(PointBlock block) => Enumerable.Range(0, block.Count).Select(row => new Point(
        block.Measurement, block.Keys[block.Series[row]].Tags,
        [.. block.Fields.Where(field => field.Has(row)).Select(field => new PointField(field.Name, ValueOf(field, row)))],
        block.Times[row]));

    private static FieldValue ValueOf(FieldCells field, int row) => field.Type switch
    {
        FieldType.Float => FieldValue.Float(BitConverter.Int64BitsToDouble(field.Values[row])),
        FieldType.Integer => FieldValue.Integer(field.Values[row]),
        FieldType.Boolean => FieldValue.Boolean(field.Values[row] != 0),
        _ => FieldValue.String(Encoding.UTF8.GetString(field.Text(row))),
    };

    private static List<string> ReadSlowly(byte[] text, TimePrecision precision)
    {
        var refusals = new WriteRefusals();
        var reader = new LineProtocolReader();
        var types = new Dictionary<(string, string), FieldType>();
        var points = new List<string>();
        ReadOnlySpan<byte> rest = text;
        while (!rest.IsEmpty)
        {
            var scan = new RecordScan();
            var begins = LineProtocolReader.SkipBlanks(rest, 0);
            var found = scan.TryFindEnd(rest, isWhole: true);
            var length = found ? scan.At : rest.Length;
            if (begins < rest.Length && rest[begins] is (byte)'#' or (byte)'\n')
            {
                length = rest.IndexOf((byte)'\n') is var end and >= 0 ? end : rest.Length;
            }
            else if (begins < length)
            {
                var record = rest[begins..length];
                Take(!found && record[^1] == (byte)'\n' ? record[..^1] : record);
            }

            rest = rest[Math.Min(length + 1, rest.Length)..];
        }

        points.Sort(StringComparer.Ordinal);
        return [.. points, refusals.Error];

        void Take(ReadOnlySpan<byte> record)
        {
            if (!reader.TryRead(record, Now, precision, out var point, out var reason))
            {
                refusals.BadLine(record, reason);
                return;
            }

            refusals.Understood++;
            var series = new LineSeries(point.Measurement, point.Tags);
            var fields = point.Fields.Where(field => field.Key != "time").ToList();
            if (series.Refusal is not null)
            {
                refusals.BadTag(series.Refusal);
            }
            else if (fields.Count == 0)
            {
                refusals.BadField(LineSeries.RefusalOfField(point.Measurement, "time"));
            }
            else if (fields.FirstOrDefault(field => field.Key.Contains('\0', StringComparison.Ordinal)
                || types.GetValueOrDefault((point.Measurement, field.Key), field.Value.Type) != field.Value.Type) is { Key: { } key } refused)
            {
                if (key.Contains('\0', StringComparison.Ordinal))
                {
                    refusals.BadField(LineSeries.RefusalOfField(point.Measurement, key));
                }
                else
                {
                    refusals.Conflict(point.Measurement, key, refused.Value.Type, types[(point.Measurement, key)]);
                }
            }
            else
            {
                fields.ForEach(field => types[(point.Measurement, field.Key)] = field.Value.Type);
                points.Add(point.Measurement + Lines.Text(new Point(point.Measurement, point.Tags, fields, point.TimeNanoseconds)));
            }
        }
    }
}
