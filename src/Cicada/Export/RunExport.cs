using System.Text;
using Cicada.Influx;
using Cicada.Storage;

namespace Cicada.Export;

/// <summary>Writes a run as text: one measurement of it as CSV, or all of it as JSON or line protocol.</summary>
/// <param name="history">The store.</param>
/// <param name="run">The run.</param>
/// <param name="measurement">The measurement of a CSV, or null for the requests.</param>
/// <param name="prefix">What the measurements of line protocol begin with, or null for what they begin with in the store.</param>
/// <param name="progress">Called with each point written.</param>
internal sealed class RunExport(RunHistory history, string run, string? measurement, string? prefix, Action<long> progress)
{
    /// <summary>Points that the format cannot say, by reason.</summary>
    public Dictionary<string, long> LeftOut { get; } = [];

    /// <summary>Writes the run.</summary>
    /// <returns>The number of points.</returns>
    public long Write(ExportFormat format, Stream stream) => format switch
    {
        ExportFormat.Csv => WriteCsv(stream),
        ExportFormat.Jsonl => WriteJsonLines(stream),
        ExportFormat.LineProtocol => WriteLineProtocol(stream),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Parquet is a file, not a stream."),
    };

    private long WriteCsv(Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        return history.ExportCsv(run, writer, measurement, progress);
    }

    private long WriteJsonLines(Stream stream)
    {
        using var writer = new JsonLinesWriter(stream);
        var count = 0L;
        foreach (var point in history.ReadPoints(run))
        {
            writer.Write(point);
            progress(++count);
        }

        writer.Flush();
        return count;
    }

    private long WriteLineProtocol(Stream stream)
    {
        var writer = new LineProtocolFileWriter(stream);
        var foreign = prefix is null ? null : new ForeignPrefix(prefix);
        var count = 0L;
        foreach (var point in history.ReadPoints(run))
        {
            if (writer.Write(foreign?.Of(point) ?? point) is var outcome and not LineProtocolOutcome.Written)
            {
                var reason = outcome switch
                {
                    LineProtocolOutcome.TimeOutsideRange => "their time is outside of what InfluxDB knows",
                    LineProtocolOutcome.KeyTooLong => "measurement, tags and a field's name are longer than InfluxDB's 65,535 bytes",
                    _ => "they have no field InfluxDB knows",
                };
                LeftOut[reason] = LeftOut.GetValueOrDefault(reason) + 1;
                continue;
            }

            progress(++count);
        }

        writer.Flush();
        return count;
    }
}
