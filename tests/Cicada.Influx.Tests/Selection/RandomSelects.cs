namespace Cicada.Influx.Tests;

/// <summary>SELECTs made at random, of the measurements of <see cref="SelectData"/>. None asks for what a server answers in any order.</summary>
internal static class RandomSelects
{
    private static readonly string[] Measurements = ["cpu", "cpu", "cpu", "mem", "disk", "season", "cpu, mem", "/cpu|disk/"];
    private static readonly string[] Numbers = ["v", "n", "v", "n", "used", "free", "nosuch"];
    private static readonly string[] Fields = ["v", "n", "s", "b", "used", "free", "host", "region", "nosuch"];
    // Not mode: which of equally frequent values wins depends on how a server sorts.
    private static readonly string[] Aggregates = ["count", "sum", "mean", "median", "spread", "stddev", "min", "max", "first", "last", "count(distinct"];
    private static readonly string[] Selectors = ["min", "max", "first", "last"];
    private static readonly string[] Transformations = ["derivative", "difference", "non_negative_difference", "non_negative_derivative", "elapsed", "cumulative_sum", "moving_average"];
    private static readonly string[] Intervals = ["7s", "10s", "20s", "1m", "13s, 4s", "10s, -3s"];
    private static readonly string[] Fills = ["", "", "", "fill(none)", "fill(null)", "fill(0)", "fill(3.5)", "fill(previous)", "fill(linear)"];
    private static readonly string[] Conditions = ["host = 'a'", "host != 'b'", "region =~ /east|x/", "v > 10", "n < 5", "host = 'a' OR n > 3", "v > 5 AND n > 2", "s = 'text 1'", "b = true", "nosuch = 1", "host = ''"];
    private static readonly string[] Groups = ["host", "region", "host, region", "*", "nosuch", "path"];

    public static IEnumerable<string> Made(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return Select(random, 0);
        }
    }

    private static string Select(Random random, int depth)
    {
        var kind = random.Next(6);
        var isTimed = random.Next(10) < 8;
        var hasIntervals = isTimed && kind is 1 or 2 or 3 && random.Next(10) < 6;
        var isInner = depth < 2 && random.Next(4) == 0;
        var inner = isInner ? Inner(random, depth) : default;
        var numbers = isInner ? inner.Columns : Numbers;
        var text = "SELECT " + (kind switch
        {
            0 => Many(random, 1, 3, () => isInner ? One(random, [.. inner.Columns, "host"]) : Raw(random)),
            1 or 2 => Many(random, 1, 3, () => Aggregate(random, numbers, hasIntervals)),
            3 => hasIntervals ? Transformation(random, Aggregate(random, numbers, hasIntervals)) : Transformation(random, One(random, numbers)),
            4 => $"{One(random, Selectors)}({One(random, numbers)}), {Many(random, 1, 2, () => isInner ? One(random, [.. inner.Columns, "host"]) : One(random, Fields))}",
            _ => random.Next(3) switch
            {
                0 => $"{One(random, ["top", "bottom"])}({One(random, numbers)}, {One(random, ["", "host, ", "host, region, "])}{random.Next(1, 5)})",
                1 => $"distinct({One(random, numbers)})",
                _ => $"percentile({One(random, numbers)}, {random.Next(101)}), count({One(random, numbers)})",
            },
        });
        text += " FROM " + (isInner ? inner.Text : One(random, Measurements));
        var conditions = new List<string>();
        if (isTimed)
        {
            conditions.Add($"time >= {1_600_000_000 + random.Next(-10, 40)}s");
            conditions.Add($"time < {1_600_000_000 + random.Next(30, 90)}s");
        }

        if (random.Next(3) == 0)
        {
            conditions.Add(isInner ? $"{One(random, inner.Columns)} > {random.Next(20)}" : $"({One(random, Conditions)})");
        }

        text += conditions.Count > 0 ? " WHERE " + string.Join(" AND ", conditions) : "";
        var groups = new List<string>();
        if (hasIntervals)
        {
            groups.Add($"time({One(random, Intervals)})");
        }

        if (random.Next(2) == 0)
        {
            groups.Add(One(random, Groups));
        }

        text += groups.Count > 0 ? " GROUP BY " + string.Join(", ", groups) : "";
        text += hasIntervals || random.Next(8) == 0 ? " " + One(random, Fills) : "";
        text += random.Next(4) == 0 && depth == 0 ? " ORDER BY time DESC" : "";
        text += random.Next(4) == 0 && depth == 0 ? $" LIMIT {random.Next(1, 6)}" + (random.Next(2) == 0 ? $" OFFSET {random.Next(4)}" : "") : "";
        return text + (random.Next(8) == 0 && depth == 0 ? $" SLIMIT {random.Next(1, 3)}" + (random.Next(2) == 0 ? $" SOFFSET {random.Next(2)}" : "") : "");
    }

    private static (string Text, string[] Columns) Inner(Random random, int depth)
    {
        if (random.Next(3) == 0)
        {
            return ($"({Select(random, depth + 1)})", ["mean", "count", "max", "v", "n", "difference"]);
        }

        var interval = random.Next(2) == 0 ? " WHERE time >= 1600000000s AND time < 1600000060s GROUP BY time(10s), host" : random.Next(2) == 0 ? " GROUP BY host, region" : "";
        return ($"(SELECT mean(v) AS x, {One(random, Selectors)}(n) AS y FROM cpu{interval})", ["x", "y"]);
    }

    private static string Raw(Random random) => random.Next(6) switch
    {
        0 => "*",
        1 => $"{One(random, Numbers)} {One(random, ["+", "-", "*", "/"])} {One(random, [.. Numbers, "2"])}",
        2 => $"abs({One(random, Numbers)})",
        _ => One(random, Fields),
    };

    // Percentiles only in intervals: of several points with the value, which one's time is given depends on how a server sorts.
    private static string Aggregate(Random random, string[] numbers, bool hasIntervals)
    {
        var function = One(random, Aggregates);
        var call = function == "count(distinct" ? $"count(distinct({One(random, numbers)}))" : $"{function}({One(random, numbers)})";
        return hasIntervals && random.Next(8) == 0 ? $"percentile({One(random, numbers)}, {random.Next(101)})" : call;
    }

    private static string Transformation(Random random, string argument) => One(random, Transformations) switch
    {
        "moving_average" => $"moving_average({argument}, {random.Next(1, 4)})",
        "cumulative_sum" => $"cumulative_sum({argument})",
        "difference" => $"difference({argument})",
        "non_negative_difference" => $"non_negative_difference({argument})",
        var other => $"{other}({argument}{One(random, ["", ", 1s", ", 1m"])})",
    };

    private static string Many(Random random, int least, int most, Func<string> one) => string.Join(", ", Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => one()));

    private static string One(Random random, string[] all) => all[random.Next(all.Length)];
}
