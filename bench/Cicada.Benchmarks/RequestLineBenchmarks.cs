using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using Cicada.Influx;
using Cicada.Metrics;

namespace Cicada.Benchmarks;

/// <summary>
/// What a request costs on its way into the bodies an InfluxDB is sent: its line in both layouts, and the compression of a body of 5,000 lines. 20 names, one request
/// in 50 an error, times and lengths as they vary in a run.
/// </summary>
[MemoryDiagnoser]
public class RequestLineBenchmarks
{
    private const int Points = 5_000;

    private readonly RequestSample[] _samples = new RequestSample[Points];
    private readonly LineBuffer _lines = new(4 << 20, Points);
    private readonly MemoryStream _compressed = new(4 << 20);
    private RequestLineWriter _writer = null!;
    private RequestLineWriter _locust = null!;
    private RunPoints _points = null!;
    private LineProtocolWriter _general = null!;
    private byte[] _body = [];

    [GlobalSetup]
    public void Prepare()
    {
        var run = new RunDescription { Id = "r20261123-101207-k3f", Test = "bench", State = RunState.Running, Started = DateTimeOffset.UnixEpoch };
        var keys = new RequestKeys(1000);
        var random = new Random(7);
        var time = 1_795_532_626_436_525_517L;
        for (var i = 0; i < Points; i++)
        {
            var nanoseconds = (long)(200_000 / (1 - random.NextDouble()));
            var isError = random.Next(50) == 0;
            time += random.Next(1, 40_000);
            _samples[i] = new RequestSample
            {
                Key = keys.Get("Shopper", "GET", $"/item/{random.Next(20)}"),
                CompletedNanoseconds = time,
                ResponseNanoseconds = nanoseconds,
                ServiceNanoseconds = nanoseconds,
                FirstByteNanoseconds = nanoseconds - 20_000 - random.Next(10_000),
                ResponseLength = random.Next(200, 5_000),
                StatusCode = isError ? 500 : 200,
                Error = isError ? "HTTP 500" : null,
                Detail = isError ? "Internal Server Error" : null,
            };
        }

        _writer = new RequestLineWriter(run, MeasurementNames.Default);
        _locust = new RequestLineWriter(run, new MeasurementNames(MeasurementNames.LocustPrefix));
        _points = new RunPoints(run);
        _general = new LineProtocolWriter();
        Write();
        _body = _lines.Text.ToArray();
        foreach (var level in new[] { CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize })
        {
            Console.WriteLine($"// {level}: {(double)Compress(level) / Points:0.0} bytes a point of {(double)_body.Length / Points:0.0}");
        }
    }

    [Benchmark(OperationsPerInvoke = Points)]
    public int Write() => Write(_writer);

    [Benchmark(OperationsPerInvoke = Points)]
    public int Write_as_Locust() => Write(_locust);

    [Benchmark(OperationsPerInvoke = Points)]
    public int Write_by_way_of_a_point()
    {
        _lines.Clear();
        foreach (ref readonly var sample in _samples.AsSpan())
        {
            _general.Write(_lines, _points.OfRequest(sample));
            _lines.EndLine();
        }

        return _lines.Length;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    public long Compress_fastest() => Compress(CompressionLevel.Fastest);

    [Benchmark(OperationsPerInvoke = Points)]
    public long Compress_optimal() => Compress(CompressionLevel.Optimal);

    [Benchmark(OperationsPerInvoke = Points)]
    public long Compress_smallest() => Compress(CompressionLevel.SmallestSize);

    private int Write(RequestLineWriter writer)
    {
        _lines.Clear();
        foreach (ref readonly var sample in _samples.AsSpan())
        {
            writer.Write(_lines, sample);
            _lines.EndLine();
        }

        return _lines.Length;
    }

    private long Compress(CompressionLevel level)
    {
        _compressed.SetLength(0);
        using (var gzip = new GZipStream(_compressed, level, leaveOpen: true))
        {
            gzip.Write(_body);
        }

        return _compressed.Length;
    }
}
