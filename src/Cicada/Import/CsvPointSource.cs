using Cicada.Influx;

namespace Cicada.Import;

/// <summary>Points of one measurement as CSV, as <c>export --format csv</c> writes them.</summary>
/// <param name="file">The file.</param>
/// <param name="choice">Which measurement it holds and which columns are tags, where a person said so.</param>
/// <param name="run">The run of points that name none.</param>
/// <param name="report">What is told.</param>
internal sealed class CsvPointSource(ImportFile file, ImportChoice choice, ForeignRun run, ImportReport report) : IPointSource
{
    private readonly Stream _stream = file.Open();

    public IEnumerable<ReadPoint> Read()
    {
        var record = new CsvRecordReader(new LineReader(_stream));
        if (!record.Read())
        {
            yield break;
        }

        report.Lines++;
        var header = record.Names();
        var columns = PointColumns.Of(header, file.Name, choice.Measurement, choice.Tags);
        var namesRun = header.Contains(PointNames.Run);
        while (record.Read())
        {
            report.Lines++;
            var reason = record.Problem;
            if (reason is null && columns.PointOf(record, out reason) is { } point)
            {
                if (record.WasRepaired)
                {
                    report.WarnOnce(ForeignRun.Repaired);
                }

                yield return new(record.Number, namesRun ? point : run.Adopt(point));
                continue;
            }

            report.AddBad(record.Number, reason ?? "", record.Excerpt);
        }
    }

    public void Dispose() => _stream.Dispose();
}
