using System.Globalization;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Says in lines what a query computes and what it reads for that.</summary>
internal static class QueryPlan
{
    /// <summary>The lines: for each read a part, with an empty line between.</summary>
    /// <param name="select">The query.</param>
    /// <param name="reads">What it reads, and how.</param>
    public static IReadOnlyList<string> Of(PreparedSelect select, IReadOnlyList<(ScanRequest Request, PlannedRead Read)> reads)
    {
        var lines = new List<string>();
        foreach (var (request, read) in reads)
        {
            if (lines.Count > 0)
            {
                lines.Add("");
            }

            lines.AddRange(Of(request, read));
        }

        if (lines.Count > 0 && select.Intervals is { } grid)
        {
            lines.Insert(0, $"INTERVALS: {QueryText.OfDuration(grid.Duration)}{(grid.Offset == 0 ? "" : $", moved by {QueryText.OfDuration(grid.Offset)}")}{(grid.TimeZone is { } zone ? $", in {zone.Id}" : "")}");
        }

        return lines.Count > 0 ? lines : [""];
    }

    private static IEnumerable<string> Of(ScanRequest request, PlannedRead read)
    {
        var names = request.Columns.Select(column => $"{QueryText.OfName(column.Name)}::{(column.IsTag ? "tag" : column.Type.ToString().ToLowerInvariant())}").ToList();
        if (request is AggregateRequest aggregate)
        {
            yield return "EXPRESSION: " + string.Join(", ", aggregate.Calls.Select(call => $"{call.Function}({names[call.Column]}{(call.Argument == 0 ? "" : ", " + call.Argument.ToString(CultureInfo.InvariantCulture))})"));
        }
        else
        {
            yield return "EXPRESSION: <nil>";
            yield return "AUXILIARY FIELDS: " + string.Join(", ", names);
        }

        var (database, policy, name) = request.Measurement;
        yield return "MEASUREMENT: " + QueryText.Of(new QuerySource.Measurement(database, policy, name) as QuerySource);
        yield return $"TIME RANGE: {Time(request.MinTime, "the beginning")} to {Time(request.MaxTime, "the end")}";
        if (request.Where is { } where)
        {
            yield return "CONDITION: " + where;
        }

        if (request.GroupBy.Count > 0)
        {
            yield return "GROUPED BY: " + string.Join(", ", request.GroupBy.Select(QueryText.OfName));
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"NUMBER OF SERIES: {read.Series}");
        yield return "SQL: " + (read.Sql ?? "nothing is asked, since no point can be wanted");
    }

    private static string Time(long nanoseconds, string otherwise) =>
        nanoseconds is <= UnixTime.Earliest or >= UnixTime.Latest
            ? otherwise
            : TimeLiteral.TextOf(nanoseconds);
}
