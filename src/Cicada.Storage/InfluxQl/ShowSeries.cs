using Cicada.Influx;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>SHOW SERIES: measurements and tags. Without a time those of all retention policies, as InfluxDB's index has them; with one those with points near it.</summary>
internal static class ShowSeries
{
    private static readonly string[] Columns = ["key"];

    public static IEnumerable<ResultRows> Answer(Statement.ShowSeries show, StatementContext context)
    {
        var time = TimeCondition.Split(show.Where, context.Now);
        var sources = context.Defaults.Fill(show.Sources, show.Database);
        if (!TimeCondition.Mentions(show.Where))
        {
            SeriesFilter.RequireEqualities(time.Rest);
        }

        var keys = context.Store.ReadFile(file =>
        {
            var found = new List<(string Measurement, string Key)>();
            foreach (var source in sources)
            {
                found.AddRange(Of(file, source, time, TimeCondition.Mentions(show.Where), context.Cancellation));
            }

            return found;
        });
        var sorted = keys.Distinct().OrderBy(one => one.Measurement, ByteOrder.Instance).ThenBy(one => one.Key, ByteOrder.Instance).Select(one => new[] { QueryValue.OfString(one.Key) }).ToList();
        return AnswerRows.Chunks(Columns, sorted.Within(show.Rows), context.Query.ChunkRows);
    }

    private static IEnumerable<(string Measurement, string Key)> Of(StoreFile file, QuerySource.Measurement source, TimeCondition time, bool isTimed, CancellationToken cancellation)
    {
        var policy = StoredMeasurements.RequirePolicy(file, source);
        if (StoredMeasurements.Of(file, source.Database, policy.Name) is not { Count: > 0 } inPolicy)
        {
            // InfluxDB finds its index by the policy's points.
            yield break;
        }

        var fits = StoredMeasurements.Condition(source);
        foreach (var measurement in (isTimed ? inPolicy : StoredMeasurements.Of(file, source.Database)).Where(one => fits(one.Name)))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var table in measurement.Tables)
            {
                var filter = SeriesFilter.Of(table, time.Rest, isTimed ? FieldComparison.NoSeries : FieldComparison.AllSeries);
                var nearby = isTimed ? $"id IN (SELECT series FROM data.{table.PointsTable} WHERE {GroupTimes.Sql(policy, time)})" : "true";
                var tags = table.Tags.Select((tag, i) => (tag.Name, Column: i)).OrderBy(tag => tag.Name, ByteOrder.Instance).ToList();
                var columns = string.Concat(table.Tags.Select(tag => $", {tag.SqlName}"));
                foreach (var row in filter.Read(file, $"id{columns}", nearby))
                {
                    yield return (measurement.Name, SeriesKey.Of(measurement.Name, tags.Where(tag => row[tag.Column + 1] is not null).Select(tag => new PointTag(tag.Name, (string)row[tag.Column + 1]!))));
                }
            }
        }
    }
}
