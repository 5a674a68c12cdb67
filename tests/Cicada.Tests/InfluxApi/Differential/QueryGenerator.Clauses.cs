using System.Globalization;

namespace Cicada.Tests.InfluxApi.Differential;

/// <content>The clauses of a query.</content>
public sealed partial class QueryGenerator
{
    private const long Second = 1_000_000_000;

    private static readonly (string Text, long Nanoseconds)[] Intervals =
    [
        ("500ms", Second / 2), ("1s", Second), ("3s", 3 * Second), ("7s", 7 * Second), ("10s", 10 * Second), ("30s", 30 * Second), ("1m", 60 * Second), ("1m30s", 90 * Second), ("5m", 300 * Second),
        ("1h", 3600 * Second), ("6h", 21_600 * Second), ("1d", 86_400 * Second), ("2d", 172_800 * Second), ("1w", 604_800 * Second), ("52w", 31_449_600 * Second),
    ];

    // The clause, and how long the time is it leaves.
    private (string Text, long Length) Where(QueriedSource source, bool mustBeBounded = false)
    {
        var conditions = new List<string>();
        var (first, last) = (source.First, source.Last);
        var length = last - first;
        if (mustBeBounded || Chance(0.5))
        {
            if (Chance(0.7))
            {
                first += (long)(length * (random.NextDouble() - 0.3));
                last -= (long)(length * (random.NextDouble() - 0.4) * 0.8);
                last = Math.Max(last, first + Second);
            }

            if (Chance(0.6))
            {
                (first, last) = (first / Second * Second, last / Second * Second);
            }

            if (mustBeBounded || Chance(0.7))
            {
                conditions.Add($"time {Pick(">=", ">=", ">")} {Time(first)}");
            }

            if (mustBeBounded || Chance(0.7))
            {
                conditions.Add($"time {Pick("<=", "<", "<")} {Time(last)}");
            }
        }

        if (Chance(0.35))
        {
            conditions.Add(Condition(source, 0));
        }

        if (conditions.Count == 2 && Chance(0.2))
        {
            conditions.Reverse();
        }

        return (conditions.Count == 0 ? "" : " WHERE " + string.Join(Pick(" AND ", " and "), conditions), Math.Max(last - first, Second));
    }

    private string Condition(QueriedSource source, int depth)
    {
        if (depth < 2 && Chance(0.3))
        {
            return $"({Condition(source, depth + 1)} {Pick("AND", "OR")} {Condition(source, depth + 1)})";
        }

        if (source.Tags.Count > 0 && Chance(0.55))
        {
            var (key, values) = PickOf(source.Tags);
            var name = Name(key) + (Chance(0.15) ? "::tag" : "");
            return random.Next(8) switch
            {
                0 => $"{name} =~ {Pick("/./", "/^a|b$/", "/(?i)EU/", "/^$/", "/GET/")}",
                1 => $"{name} !~ {Pick("/a/", "/./", "/^(eu|us)$/")}",
                2 => $"{name} != {Text(PickOf(values))}",
                3 => $"{name} {Pick("=", "!=")} {Pick("''", "'nothing'")}",
                _ => $"{name} = {Text(PickOf(values))}",
            };
        }

        if (source.Fields.Count == 0)
        {
            return "nothing = 1";
        }

        var field = PickOf(source.Fields);
        var reference = Name(field.Key);
        return field.Value switch
        {
            FieldKind.Boolean => $"{reference} {Pick("=", "!=")} {Pick("true", "false")}",
            FieldKind.String => $"{reference} {Pick("= 'ok'", "!= ''", "=~ /o/", "!~ /^$/", "= 'it\\'s'", "!= 'nothing'")}",
            _ => random.Next(7) switch
            {
                0 => $"{reference} {Pick("+", "*", "-", "/")} {Pick("2", "0.5")} {Pick(">", "<=")} {Number(random.Next(100))}",
                1 => $"{reference} {Pick(">", "<", "=")} {NumericField(source)}",
                2 => $"{Number(random.Next(50))} {Pick("<", ">=")} {reference}",
                3 => $"{reference} {Pick("=", "!=")} {Number(random.Next(3))}",
                _ => $"{reference} {Pick(">", ">=", "<", "<=")} {Pick(Number(random.Next(-20, 200)), (random.NextDouble() * 100).ToString("F3", CultureInfo.InvariantCulture))}",
            },
        };
    }

    private string Time(long nanoseconds)
    {
        var time = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
        return random.Next(7) switch
        {
            0 when nanoseconds % Second == 0 => $"{Number(nanoseconds / Second)}s",
            1 when nanoseconds % 1_000_000 == 0 => $"{Number(nanoseconds / 1_000_000)}ms",
            2 when nanoseconds % 1_000 == 0 => $"{Number(nanoseconds / 1_000)}u",
            3 when nanoseconds % Second == 0 => Text(time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
            4 when nanoseconds % Second == 0 => Text(time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
            5 when nanoseconds % 1000 == 0 => Text(time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)),
            6 when nanoseconds % Second == 0 => $"{Text(time.AddHours(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))} + 1h",
            _ => Number(nanoseconds),
        };
    }

    private string TagGroups(QueriedSource source)
    {
        if (source.Tags.Count == 0)
        {
            return Chance(0.3) ? " GROUP BY *" : "";
        }

        return " GROUP BY " + random.Next(10) switch
        {
            0 or 1 or 2 => "*",
            3 => Pick("/./", "/^h/", "/nothing/"),
            4 => $"{Name(PickOf(source.Tags).Key)}, nothing",
            5 when source.Tags.Count > 1 => $"{Name(source.Tags[^1].Key)}, {Name(source.Tags[0].Key)}",
            _ => Name(PickOf(source.Tags).Key),
        };
    }

    // So long that there are not too many of them.
    private string Interval(long length)
    {
        var possible = Intervals.Where(interval => length / interval.Nanoseconds is <= 120 and >= 0).ToList();
        var sensible = possible.Where(interval => length / interval.Nanoseconds >= 2).ToList();
        var (text, size) = PickOf(sensible.Count > 0 && Chance(0.9) ? sensible : possible);
        return Chance(0.2) ? $"time({text}, {Pick("1s", "-3s", "13s", "250ms", Number(size / Second / 2) + "s")})" : $"time({text})";
    }

    private string Order() => Chance(0.25) ? Pick(" ORDER BY time DESC", " ORDER BY time DESC", " ORDER BY time", " order by time asc") : "";

    // With ties nobody knows which rows a limit leaves, and with an offset alone each week is cut for itself.
    private string Limits(QueriedSource source, bool hasTies, bool isGrouped)
    {
        var isOfOneWeek = !source.Text.Contains("weeks", StringComparison.Ordinal);
        var text = "";
        if (!hasTies && Chance(0.25))
        {
            text += $" LIMIT {Pick("1", "2", "5", "20")}";
            text += Chance(0.4) ? $" OFFSET {Pick("1", "3", "10", "1000")}" : "";
        }
        else if (!hasTies && isOfOneWeek && Chance(0.03))
        {
            text += " OFFSET 2";
        }

        if (isGrouped && Chance(0.12))
        {
            text += $" SLIMIT {Pick("1", "2", "3")}";
            text += Chance(0.5) ? $" SOFFSET {Pick("1", "2")}" : "";
        }

        return text;
    }
}
