using System.Text.Json;

namespace Cicada.Import;

/// <summary>
/// k6's <c>--out json</c>: a line for each metric of each request. The metrics of one request have the same time and tags and stand together,
/// so a request is what such a group says.
/// </summary>
internal sealed class K6Source(ImportFile file, ForeignRun run, ImportReport report) : IPointSource
{
    private readonly Stream _stream = file.Open();
    private readonly TextCache _texts = new();
    private readonly K6Request _request = new();

    public IEnumerable<ReadPoint> Read()
    {
        var lines = new LineReader(_stream);
        while (lines.Read())
        {
            report.Lines++;
            if (lines.Line.IsEmpty)
            {
                continue;
            }

            // What the line adds comes first where it begins another request.
            var (ended, other) = Take(lines);
            if (ended is { } request)
            {
                yield return request;
            }

            if (other is { } users)
            {
                yield return users;
            }
        }

        if (End() is { } last)
        {
            yield return last;
        }
    }

    public void Dispose() => _stream.Dispose();

    private (ReadPoint? Ended, ReadPoint? Other) Take(LineReader lines)
    {
        var line = lines.Line;
        string reason;
        if (lines.IsTooLong)
        {
            reason = "the line is longer than 16 MB";
        }
        else
        {
            try
            {
                var read = K6Line.Parse(line, _texts);
                if (read.Type == "Metric")
                {
                    return default;
                }

                if (read.Problem is null)
                {
                    return Take(lines.Number, line, read);
                }

                reason = read.Problem;
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                reason = "it is not JSON";
            }
        }

        report.AddBad(lines.Number, reason, line);
        return default;
    }

    private (ReadPoint? Ended, ReadPoint? Other) Take(long number, ReadOnlySpan<byte> line, in K6Line read)
    {
        if (read.Metric == "vus")
        {
            return (null, new ReadPoint(number, run.Users(read.Time, (long)Math.Clamp(Math.Round(read.Value), 0, int.MaxValue))));
        }

        if (!K6Request.IsPart(read.Metric))
        {
            report.Skip($"points of the metric '{Terminal.PlainText.Of(read.Metric, 60)}'");
            return default;
        }

        var tags = line[read.Tags];
        var ended = _request.Continues(read, tags) ? null : End();
        if (_request.IsEmpty)
        {
            _request.Begin(number, read.Time, tags);
        }

        _request.Add(read);
        return (ended, null);
    }

    private ReadPoint? End()
    {
        if (_request.IsEmpty)
        {
            return null;
        }

        var line = _request.Line;
        if (!_request.HasDuration)
        {
            // Sorted or filtered by metric: what is left of a request without its duration says nothing about its time.
            report.Skip("parts of requests without their 'http_req_duration'");
            _request.Clear();
            return null;
        }

        var point = _request.PointOf(run, _texts);
        _request.Clear();
        return new ReadPoint(line, point);
    }
}
