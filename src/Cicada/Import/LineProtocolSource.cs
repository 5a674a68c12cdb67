using Cicada.Influx;

namespace Cicada.Import;

/// <summary>Points as InfluxDB's line protocol.</summary>
/// <param name="stream">The content of the file.</param>
/// <param name="now">The time of points that have none.</param>
/// <param name="report">What is told.</param>
internal sealed class LineProtocolSource(Stream stream, DateTimeOffset now, ImportReport report) : IPointSource
{
    public IEnumerable<ReadPoint> Read()
    {
        var reader = new LineProtocolFileReader(stream, (now - DateTimeOffset.UnixEpoch).Ticks * 100);
        while (reader.TryRead(out var entry))
        {
            report.Lines++;
            if (entry.Point is { } point)
            {
                yield return new(entry.LineNumber, point);
            }
            else
            {
                report.AddBad(entry.LineNumber, entry.Reason ?? "it is no point", entry.Excerpt);
            }
        }
    }

    public void Dispose() => stream.Dispose();
}
