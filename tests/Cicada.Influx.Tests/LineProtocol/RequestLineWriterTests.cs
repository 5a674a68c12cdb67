using System.Buffers;
using System.Text;
using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class RequestLineWriterTests
{
    private static readonly RequestKey[] Keys =
    [
        new(0, "GET", "/item", "ShopUser"),
        new(1, "POST", "/a b,c=d\\", "Ünï Üser"),
        new(2, "", "", ""),
        new(3, "GET", "\\\n\r\t#!~#\"", "\uD800"),
        new(70_000, "GET", "/far", "U"),
        new(1, "GET", "/the same number", "U"),
        new(9, "GET", new string('x', 65_535), "U"),
        new(10, "GET", new string('x', 65_398), "U"),
    ];

    private static readonly Gen<RequestSample> Samples = Gen.Select(
        Gen.Int[0, Keys.Length - 1],
        Gen.OneOf(Gen.Long[1_700_000_000_000_000_000, 1_900_000_000_000_000_000], Gen.Long, Gen.Const(long.MinValue + 1), Gen.Const(long.MaxValue)),
        Gen.Select(Nanoseconds(), Nanoseconds(), Nanoseconds(), Nanoseconds(), Nanoseconds()),
        Gen.OneOf(Gen.Long[0, 100_000], Gen.Long),
        Gen.Int[-1, 600],
        Gen.OneOf(OneOf(null, "HTTP 500", "a b,c=\"d\"\\", "", "time\nout"), Some.HostileText.Select(text => (string?)text)),
        Gen.OneOf(OneOf(null, ""), Some.HostileText.Select(text => (string?)text)),
        (key, time, durations, length, status, error, detail) => new RequestSample
        {
            Key = Keys[key],
            CompletedNanoseconds = time,
            ResponseNanoseconds = durations.Item1,
            ServiceNanoseconds = durations.Item2,
            DnsNanoseconds = durations.Item5,
            ConnectNanoseconds = durations.Item3,
            TlsNanoseconds = durations.Item4,
            FirstByteNanoseconds = durations.Item5,
            ResponseLength = length,
            StatusCode = status,
            Error = error,
            Detail = detail,
        });

    [Theory]
    [InlineData("cicada_", "1")]
    [InlineData("", "w 2")]
    [InlineData("locust_", "1")]
    [InlineData("locust_", "2")]
    public void A_request_is_the_line_of_its_point(string prefix, string worker)
    {
        var run = new RunDescription { Id = "r1 ,=", Test = "shop", Worker = worker, State = RunState.Running, Started = DateTimeOffset.UnixEpoch };
        var names = new MeasurementNames(prefix);
        var points = new RunPoints(run, names);

        Samples.Array[1, 10].Sample(samples =>
        {
            var slow = new LineProtocolWriter();
            var expected = new ArrayBufferWriter<byte>();
            var fast = new RequestLineWriter(run, names);
            var lines = new LineBuffer(16, 1);
            foreach (var sample in samples)
            {
                var outcome = slow.Write(expected, points.OfRequest(sample));
                Assert.Equal(outcome, fast.Write(lines, sample));
                if (outcome == LineProtocolOutcome.Written)
                {
                    lines.EndLine();
                }
            }

            Assert.Equal(Encoding.UTF8.GetString(expected.WrittenSpan), Encoding.UTF8.GetString(lines.Text.Span));
        });
    }

    [Fact]
    public void Any_duration_is_written_as_the_float_of_its_milliseconds() => Nanoseconds().Sample(nanoseconds =>
    {
        var fast = new byte[LineProtocolNumber.FloatLength];
        var slow = new byte[LineProtocolNumber.FloatLength];

        var length = LineProtocolNumber.WriteMilliseconds(nanoseconds, fast);
        var expected = LineProtocolNumber.WriteFloat(PointNames.Milliseconds(nanoseconds), slow);

        Assert.Equal(Encoding.UTF8.GetString(slow, 0, expected), Encoding.UTF8.GetString(fast, 0, length));
    });

    [Fact]
    public void The_requests_of_known_series_cost_no_allocation()
    {
        var run = new RunDescription { Id = "r1", Test = "shop", State = RunState.Running, Started = DateTimeOffset.UnixEpoch };
        var writer = new RequestLineWriter(run, MeasurementNames.Default);
        var lines = new LineBuffer(1 << 20, 4096);
        var sample = new RequestSample { Key = Keys[0], CompletedNanoseconds = 1, ResponseNanoseconds = 1_234_567, Error = "HTTP 500", Detail = "Internal Server Error" };
        Write(10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Write(int count)
        {
            lines.Clear();
            for (var i = 0; i < count; i++)
            {
                writer.Write(lines, sample);
                lines.EndLine();
            }
        }
    }

    private static Gen<string?> OneOf(params string?[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<long> Nanoseconds() => Gen.OneOf(
        Gen.Const(-1L),
        Gen.Const(0L),
        Gen.Long[1, 100_000_000_000],
        Gen.Long[0, 1_000].Select(milliseconds => milliseconds * 1_000_000),
        Gen.Long[999_999_999_999_000, 1_000_000_000_001_000],
        Gen.Long);
}
