using System.Buffers;

namespace Cicada.Influx;

/// <summary>
/// Writes requests as line protocol without making points of them: what <see cref="LineProtocolWriter"/> writes of <see cref="RunPoints.OfRequest"/>, byte for byte, by a
/// shorter way. Measurement and tags of a line are the same for all requests of a series: they are escaped once and kept as bytes.
/// </summary>
/// <remarks>Writing costs no allocation but for the first request of a series. For one thread at a time. Measured in RequestLineBenchmarks.</remarks>
internal sealed class RequestLineWriter
{
    // More than any run has. A spool file says a number itself, and must not be given memory for it.
    private const int MostByIndex = 1 << 16;

    // Names and numbers of all fields but the text of the error, the blanks around them, the time and the line break.
    private const int RoomForFields = 512;

    private readonly RequestLayout _layout;
    private readonly LineProtocolWriter _points = new();
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private SeriesOfKey?[] _series = [];

    /// <param name="run">The run the requests are of.</param>
    /// <param name="names">The measurements' names.</param>
    public RequestLineWriter(RunDescription run, MeasurementNames names) => _layout = new RequestLayout(run, names);

    /// <summary>Writes a request as one line, its line break included; or nothing, if InfluxDB would refuse it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="sample">The request.</param>
    /// <returns>Whether it was written, or why not.</returns>
    public LineProtocolOutcome Write(LineBuffer output, in RequestSample sample)
    {
        var time = sample.CompletedNanoseconds;
        if (time is < LineProtocolLimits.FirstTime or > LineProtocolLimits.LastTime)
        {
            return LineProtocolOutcome.TimeOutsideRange;
        }

        var series = SeriesOf(sample.Key).Of(sample.Error);
        if (series.Length == 0)
        {
            return LineProtocolOutcome.KeyTooLong;
        }

        var detail = _layout.IsLocust ? null : sample.Detail;
        var line = output.GetSpan(series.Length + RoomForFields + (detail is null ? 0 : checked(detail.Length * LineProtocolText.BytesPerChar)));
        series.CopyTo(line);
        var at = series.Length;
        at += Put(" response_time="u8, line[at..]);
        at += LineProtocolNumber.WriteMilliseconds(sample.ResponseNanoseconds, line[at..]);
        at += Put(",response_length="u8, line[at..]);
        at += LineProtocolNumber.WriteInteger(sample.ResponseLength, line[at..]);
        line[at++] = (byte)'i';
        if (!_layout.IsLocust)
        {
            at += WriteDetails(in sample, detail, line[at..]);
        }

        line[at++] = (byte)' ';
        at += LineProtocolNumber.WriteInteger(time, line[at..]);
        line[at++] = (byte)'\n';
        output.Advance(at);
        return LineProtocolOutcome.Written;
    }

    private static int WriteDetails(in RequestSample sample, string? detail, Span<byte> line)
    {
        var at = 0;
        if (sample.ServiceNanoseconds >= 0)
        {
            at += Put(",service_time="u8, line);
            at += LineProtocolNumber.WriteMilliseconds(sample.ServiceNanoseconds, line[at..]);
        }

        if (sample.DnsNanoseconds >= 0)
        {
            at += Put(",dns_time="u8, line[at..]);
            at += LineProtocolNumber.WriteMilliseconds(sample.DnsNanoseconds, line[at..]);
        }

        if (sample.ConnectNanoseconds >= 0)
        {
            at += Put(",connect_time="u8, line[at..]);
            at += LineProtocolNumber.WriteMilliseconds(sample.ConnectNanoseconds, line[at..]);
        }

        if (sample.TlsNanoseconds >= 0)
        {
            at += Put(",tls_time="u8, line[at..]);
            at += LineProtocolNumber.WriteMilliseconds(sample.TlsNanoseconds, line[at..]);
        }

        if (sample.FirstByteNanoseconds >= 0)
        {
            at += Put(",first_byte_time="u8, line[at..]);
            at += LineProtocolNumber.WriteMilliseconds(sample.FirstByteNanoseconds, line[at..]);
        }

        if (sample.StatusCode != 0)
        {
            at += Put(",status_code="u8, line[at..]);
            at += LineProtocolNumber.WriteInteger(sample.StatusCode, line[at..]);
            line[at++] = (byte)'i';
        }

        if (detail is not null)
        {
            at += Put(",detail="u8, line[at..]);
            at += LineProtocolWriter.WriteString(detail, line[at..]);
        }

        return at;
    }

    private static int Put(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        text.CopyTo(destination);
        return text.Length;
    }

    private SeriesOfKey SeriesOf(RequestKey key)
    {
        if ((uint)key.Index < (uint)_series.Length && _series[key.Index] is { } known && ReferenceEquals(known.Key, key))
        {
            return known;
        }

        var series = new SeriesOfKey(this, key);
        if (key.Index < MostByIndex)
        {
            if (key.Index >= _series.Length)
            {
                Array.Resize(ref _series, Math.Max(16, (key.Index + 1) * 2));
            }

            _series[key.Index] = series;
        }

        return series;
    }

    // Escapes are the affair of the general way: a line of it, without what stands behind the tags. The field is the one with the longest name of those that
    // every request has, and none has a longer one, so what is too long here is too long there.
    private byte[] Escape(RequestKey key, string? error)
    {
        var suffix = " response_length=0i 0\n"u8;
        _line.ResetWrittenCount();
        var point = new Point(_layout.Measurement, _layout.Tags(key, error), [new(PointNames.ResponseLength, FieldValue.Integer(0))], 0);
        return _points.Write(_line, point) == LineProtocolOutcome.Written ? _line.WrittenSpan[..^suffix.Length].ToArray() : [];
    }

    private sealed class SeriesOfKey(RequestLineWriter writer, RequestKey key)
    {
        private readonly Dictionary<string, byte[]> _errors = new(StringComparer.Ordinal);
        private byte[]? _success;

        public RequestKey Key => key;

        public byte[] Of(string? error)
        {
            if (error is null)
            {
                return _success ??= writer.Escape(key, null);
            }

            if (!_errors.TryGetValue(error, out var series))
            {
                series = writer.Escape(key, error);
                _errors.Add(error, series);
            }

            return series;
        }
    }
}
