using System.Buffers;
using BenchmarkDotNet.Attributes;
using Cicada.Influx;
using Cicada.Metrics;

namespace Cicada.Benchmarks;

/// <summary>
/// What a point costs on its way into line protocol and out of it: points of requests as a run makes them, 7 tags and 5 fields, of 20 series in turn.
/// </summary>
[MemoryDiagnoser]
public class LineProtocolBenchmarks
{
    private const int Points = 4096;

    private readonly Point[] _points = new Point[Points];
    private readonly byte[][] _records = new byte[Points][];
    private readonly ArrayBufferWriter<byte> _output = new(4 << 20);
    private readonly LineProtocolWriter _writer = new();
    private readonly LineProtocolReader _reader = new();
    private readonly double[] _times = new double[Points];
    private readonly byte[] _number = new byte[64];
    private byte[] _file = [];

    [GlobalSetup]
    public void Prepare()
    {
        var keys = new RequestKeys(1000);
        var points = new RunPoints(new RunDescription { Id = "r20261123-101207-k3f", Test = "bench", State = RunState.Running, Started = DateTimeOffset.UnixEpoch });
        for (var i = 0; i < Points; i++)
        {
            var nanoseconds = 1_234_567 + (i * 7919L % 5_000_000);
            _times[i] = nanoseconds / 1e6;
            _points[i] = points.OfRequest(new RequestSample
            {
                Key = keys.Get("Shopper", "GET", $"/item/{i % 20}"),
                CompletedNanoseconds = 1_795_532_626_436_525_517 + i,
                ResponseNanoseconds = nanoseconds,
                ServiceNanoseconds = nanoseconds,
                ConnectNanoseconds = -1,
                TlsNanoseconds = -1,
                FirstByteNanoseconds = nanoseconds - 100_000,
                ResponseLength = 512,
                StatusCode = 200,
            });
        }

        Write();
        _file = _output.WrittenSpan.ToArray();
        var records = new LineProtocolRecords(new MemoryStream(_file));
        for (var i = 0; records.Read(); i++)
        {
            _records[i] = records.Record.ToArray();
        }
    }

    [Benchmark(OperationsPerInvoke = Points)]
    public int Write()
    {
        _output.ResetWrittenCount();
        foreach (var point in _points)
        {
            _writer.Write(_output, point);
        }

        return _output.WrittenCount;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    public long Read()
    {
        var sum = 0L;
        foreach (var record in _records)
        {
            _reader.TryRead(record, 0, TimePrecision.Nanoseconds, out var point, out _);
            sum += point!.TimeNanoseconds;
        }

        return sum;
    }

    /// <summary>Only where one record ends and the next begins.</summary>
    [Benchmark(OperationsPerInvoke = Points)]
    public long Cut_into_records()
    {
        var records = new LineProtocolRecords(new MemoryStream(_file));
        var sum = 0L;
        while (records.Read())
        {
            sum += records.Record.Length;
        }

        return sum;
    }

    /// <summary>Why times have a way of their own.</summary>
    [Benchmark(OperationsPerInvoke = Points)]
    public int Write_a_time()
    {
        var sum = 0;
        foreach (var time in _times)
        {
            sum += LineProtocolNumber.WriteFloat(time, _number);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    public int Write_a_time_in_the_general_way()
    {
        var sum = 0;
        foreach (var time in _times)
        {
            time.TryFormat(_number, out var written, "R", System.Globalization.CultureInfo.InvariantCulture);
            sum += written;
        }

        return sum;
    }
}
