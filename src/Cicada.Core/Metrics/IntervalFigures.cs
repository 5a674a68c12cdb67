namespace Cicada.Metrics;

/// <summary>What was completed within one second under one name and outcome. Owned by the collector.</summary>
internal sealed class IntervalFigures
{
    // Most names see few requests in a second: their times are kept, which is cheaper than a distribution each.
    private readonly List<long> _response = [];
    private readonly List<long> _service = [];
    private readonly long[] _statuses = new long[6];
    private readonly long[] _buckets = new long[LatencyBuckets.Count];
    private MeanOf _dns;
    private MeanOf _connect;
    private MeanOf _tls;
    private MeanOf _firstByte;
    private long _bytes;
    private bool _serviceDiffers;

    public long Count => _response.Count;

    public void Add(in RequestSample sample)
    {
        _response.Add(sample.ResponseNanoseconds);
        if (sample.ServiceNanoseconds != RequestSample.Unknown)
        {
            _service.Add(sample.ServiceNanoseconds);
            _serviceDiffers |= sample.ServiceNanoseconds != sample.ResponseNanoseconds;
        }

        _dns.Add(sample.DnsNanoseconds);
        _connect.Add(sample.ConnectNanoseconds);
        _tls.Add(sample.TlsNanoseconds);
        _firstByte.Add(sample.FirstByteNanoseconds);
        _bytes += sample.ResponseLength;
        _statuses[sample.StatusCode is >= 100 and < 600 ? sample.StatusCode / 100 : 0]++;
        _buckets[LatencyBuckets.IndexOf(sample.ResponseNanoseconds)]++;
    }

    /// <summary>The statistics of the second; adds its times to the totals on the way, and starts anew.</summary>
    public RequestStatistics Take(string requestType, string name, bool success, long time, double elapsedSeconds, TimeCounts scratch)
    {
        scratch.Reset();
        foreach (var nanoseconds in _response)
        {
            scratch.Record(nanoseconds);
        }

        var histogram = scratch.Encode();
        var response = scratch.Figures();
        double? service50 = null, service95 = null, service99 = null;
        if (_serviceDiffers)
        {
            scratch.Reset();
            foreach (var nanoseconds in _service)
            {
                scratch.Record(nanoseconds);
            }

            (service50, service95, service99) = (scratch.Percentile(50), scratch.Percentile(95), scratch.Percentile(99));
        }

        var taken = new RequestStatistics
        {
            TimeNanoseconds = time,
            RequestType = requestType,
            Name = name,
            Success = success,
            ElapsedSeconds = elapsedSeconds,
            Count = Count,
            Response = response,
            ServiceP50 = service50,
            ServiceP95 = service95,
            ServiceP99 = service99,
            DnsMean = _dns.Milliseconds,
            ConnectMean = _connect.Milliseconds,
            TlsMean = _tls.Milliseconds,
            FirstByteMean = _firstByte.Milliseconds,
            DnsCount = _dns.Count,
            ConnectCount = _connect.Count,
            TlsCount = _tls.Count,
            FirstByteCount = _firstByte.Count,
            Bytes = _bytes,
            Statuses = [.. _statuses],
            Buckets = [.. _buckets],
            Histogram = histogram,
        };
        _response.Clear();
        _service.Clear();
        Array.Clear(_statuses);
        Array.Clear(_buckets);
        _dns = _connect = _tls = _firstByte = default;
        _bytes = 0;
        _serviceDiffers = false;
        return taken;
    }

    private struct MeanOf
    {
        private double _sum;

        public long Count { get; private set; }

        public readonly double? Milliseconds => Count == 0 ? null : _sum / Count / 1e6;

        public void Add(long nanoseconds)
        {
            if (nanoseconds != RequestSample.Unknown)
            {
                _sum += nanoseconds;
                Count++;
            }
        }
    }
}
