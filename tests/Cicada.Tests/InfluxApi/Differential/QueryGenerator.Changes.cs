namespace Cicada.Tests.InfluxApi.Differential;

/// <content>Statements that change the data.</content>
public sealed partial class QueryGenerator
{
    /// <summary>Something that changes the data, and then questions about what is left.</summary>
    public IEnumerable<string> NextChange()
    {
        // One week only: what is deleted of several weeks InfluxDB forgets week by week.
        var source = PickOf(data.Sources.Where(one => one.Text is not ("weeks" or "zero") && !one.Text.StartsWith("\"other", StringComparison.Ordinal)).ToList());
        var condition = source.Tags.Count > 0 ? $" WHERE {TagCondition(source, 1)}" : "";
        yield return random.Next(8) switch
        {
            0 or 1 => $"DELETE FROM {source.Text}{condition}",
            2 or 3 => $"DELETE FROM {source.Text} WHERE time {Pick("<", ">=", ">")} {Time(source.First + (long)((source.Last - source.First) * random.NextDouble()))}{condition.Replace(" WHERE ", " AND ", StringComparison.Ordinal)}",
            4 => $"DROP SERIES FROM {source.Text}{condition}",
            5 => $"SELECT * INTO {Pick("copy", "\"a copy\"")} FROM {source.Text} GROUP BY *",
            6 => $"SELECT mean({NumericField(source)}) AS result INTO computed FROM {source.Text} WHERE time >= {Time(source.First)} AND time < {Time(source.Last)} GROUP BY {Pick("time(1m)", "time(1m), *")}",
            _ => Chance(0.3) ? $"DROP MEASUREMENT {source.Text}" : "DROP MEASUREMENT copy",
        };

        // Not SHOW SERIES and the like: which series without points InfluxDB still lists hangs on what of them is in which of its files.
        foreach (var name in new[] { source.Text, "copy", "\"a copy\"", "computed" })
        {
            yield return $"SELECT * FROM {name}";
            yield return $"SELECT count(*) FROM {name}";
        }
    }
}
