using Cicada.Influx;
using Cicada.Storage;

namespace Cicada.Import;

/// <summary>Points of one measurement as parquet.</summary>
internal sealed class ParquetSource(ImportFile file, ImportChoice choice, ForeignRun run, ImportReport report) : IPointSource
{
    private readonly ParquetFile _parquet = ParquetFile.Open(file.Path);

    public IEnumerable<ReadPoint> Read()
    {
        var measurement = choice.Measurement ?? _parquet.Measurement ?? MeasurementSchema.Recognise([.. _parquet.Columns])?.Measurement;
        var tags = choice.Tags ?? _parquet.Tags ?? (measurement is null ? null : MeasurementSchema.Find(measurement)?.Tags.Intersect(_parquet.Columns).ToList());
        if (measurement is null || tags is null)
        {
            throw new PlanException(
                [$"The file '{file.Name}' does not say which measurement it holds and which columns are tags. Say so: '--measurement NAME --tags run,name'."]);
        }

        if (tags.FirstOrDefault(tag => !_parquet.Columns.Contains(tag)) is { } missing)
        {
            throw new PlanException([$"The tag '{missing}' is no column of '{file.Name}'; there are {string.Join(", ", _parquet.Columns.Take(20).Select(column => $"'{column}'"))}. Correct '--tags'."]);
        }

        var namesRun = tags.Contains(PointNames.Run);
        foreach (var point in _parquet.Read(measurement, tags))
        {
            report.Lines++;
            if (point is not null)
            {
                yield return new(report.Lines, namesRun ? point : run.Adopt(point));
            }
            else
            {
                report.AddBad(report.Lines, "the row has no time or no field");
            }
        }
    }

    public void Dispose() => _parquet.Dispose();
}
