namespace Cicada.Storage.Queries;

/// <summary>How the response times of a window are distributed, from merged histograms or from a histogram of the requests.</summary>
internal sealed class Distributions(QueryScope scope)
{
    private readonly HistogramCounts _succeeded = new();
    private readonly HistogramCounts _failed = new();
    private double _min = double.MaxValue;
    private double _max;

    public ResponseDistribution Read()
    {
        if (scope.Source == PercentileSource.Merged)
        {
            Merge();
        }
        else
        {
            new RequestTimes(scope).Read((_, request, milliseconds) =>
            {
                (request.HasFailed ? _failed : _succeeded).Add(HistogramLayout.IndexOfMilliseconds(milliseconds), 1);
                if (!request.HasFailed)
                {
                    (_min, _max) = (Math.Min(_min, milliseconds), Math.Max(_max, milliseconds));
                }
            });
        }

        return new ResponseDistribution
        {
            Succeeded = DistributionScale.Count(_succeeded),
            Failed = DistributionScale.Count(_failed),
            Percentiles = PercentileCurve.Of(_succeeded, _min, _max),
        };
    }

    private void Merge()
    {
        var series = scope.TogetherSeries;
        if (series.Count == 0)
        {
            return;
        }

        var failed = series.Where(one => one.HasFailed).Select(one => one.Id).ToHashSet();
        var reader = new HistogramReader(scope.Run, scope.Window);
        var batch = new HistogramBatch();
        reader.Read(series, scope.Window, reader.Minutes, (id, _, encoded, isText) =>
        {
            batch.Add(failed.Contains(id) ? 1 : 0, false, encoded, isText);
            if (batch.Bytes > MergedFigures.BatchBytes)
            {
                MergeBatch(batch);
            }
        });
        MergeBatch(batch);
        var table = scope.Run.Statistics!;
        if (table.Field("min") is { } min && table.Field("max") is { } max)
        {
            var row = scope.Run.File.Query(
                $"""
                SELECT CAST(min({min.SqlName}) AS DOUBLE), CAST(max({max.SqlName}) AS DOUBLE) FROM data.{table.PointsTable}
                WHERE series IN ({RecordedRun.ListOf(series.Where(one => !one.HasFailed))}) AND {scope.Window.OfSeconds("time")}
                """).Single();
            (_min, _max) = (row[0] as double? ?? 0, row[1] as double? ?? double.MaxValue);
        }
        else
        {
            (_min, _max) = (0, double.MaxValue);
        }
    }

    private void MergeBatch(HistogramBatch batch) =>
        batch.Merge(Environment.ProcessorCount, (hasFailed, histograms) => histograms.TryAddTo(hasFailed == 1 ? _failed : _succeeded));
}
