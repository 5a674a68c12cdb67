using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>Reads the response times of the requests themselves, one after the other.</summary>
internal sealed class RequestTimes(QueryScope scope)
{
    public delegate void Take(long bucket, RecordedSeries request, double milliseconds);

    /// <summary>Calls back once for each request: its bucket of time, 0 where the question has none, what it is, and how long it took.</summary>
    public void Read(Take take)
    {
        if (scope.Run.Requests is not { } table || table.Field(PointNames.ResponseTime) is not { } time)
        {
            return;
        }

        // A name goes into the question as a parameter, so the series are looked for first.
        var (condition, values) = scope.Requests(table);
        var failed = table.Tag(PointNames.Success) is { } success ? $"coalesce(s.{success.SqlName} = '{PointNames.Failed}', false)" : "false";
        string Tag(string name) => table.Tag(name) is { } column ? $"coalesce(s.{column.SqlName}, '')" : "''";
        var series = scope.Run.File.Query(
            $"SELECT s.id, {Tag(PointNames.RequestType)}, {Tag(PointNames.Name)}, {failed} FROM data.{table.SeriesTable} s WHERE {condition}",
            values).ToDictionary(row => (int)row[0]!, row => new RecordedSeries((int)row[0]!, (string)row[1]!, (string)row[2]!, row[3] is true));
        if (series.Count == 0)
        {
            return;
        }

        var bucket = scope.WidthNanoseconds > 0 ? scope.BucketOfRequest("time") : "0::BIGINT";
        using var reader = new ChunkReader(
            scope.Run.File.Connection,
            $"""
            SELECT series, {bucket}, CAST({time.SqlName} AS DOUBLE) FROM data.{table.PointsTable}
            WHERE series IN ({RecordedRun.ListOf(series.Keys)}) AND {scope.Window.OfRequests("time")} AND {time.SqlName} IS NOT NULL
            """);
        while (reader.Read())
        {
            take(reader.Long(1), series[reader.Int(0)], reader.Double(2));
        }
    }
}
