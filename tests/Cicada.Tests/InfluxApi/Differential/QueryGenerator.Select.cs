using System.Globalization;

namespace Cicada.Tests.InfluxApi.Differential;

/// <content>What is selected.</content>
public sealed partial class QueryGenerator
{
    private static readonly string[] Aggregates = ["count", "sum", "mean", "median", "spread", "stddev", "min", "max", "first", "last"];

    // Those that do not ask which of several points of one time is the first.
    private static readonly string[] AggregatesOfTies = ["count", "sum", "mean", "median", "spread", "min", "max"];

    private static readonly string[] Selectors = ["min", "max", "first", "last"];

    private static readonly string[] Scalars = ["abs", "sin", "cos", "tan", "exp", "floor", "ceil", "round", "atan"];

    private static readonly string[] ScalarsOfPositive = ["ln", "log2", "log10", "sqrt"];

    private string Select() => Select(Source(), depth: 0).Text;

    // The query and, where it can be queried again, what it gives.
    private (string Text, QueriedSource? Result) Select(QueriedSource source, int depth)
    {
        // One kind each of what a SELECT can be about; the rest is clauses.
        if (depth < 3 && Chance(depth == 0 ? 0.15 : 0.2) && Subquery(source, depth) is { } inner)
        {
            source = inner;
        }

        return random.Next(100) switch
        {
            < 27 => Raw(source),
            < 62 => Aggregated(source),
            < 74 when !source.HasTies => Selected(source),
            < 80 when !source.HasTies => TopOrBottom(source),
            < 93 => Transformed(source),
            < 96 => Distinct(source),
            _ => Senseless(source),
        };
    }

    private QueriedSource? Subquery(QueriedSource source, int depth)
    {
        var (text, result) = Select(source, depth + 1);
        return result is null ? null : result with { Text = $"({text})" };
    }

    private string Field(QueriedSource source, params ReadOnlySpan<FieldKind> kinds)
    {
        var wanted = kinds.ToArray();
        var fields = source.Fields.Where(field => wanted.Length == 0 || wanted.Contains(field.Value)).ToList();
        return Name(fields.Count == 0 || Chance(0.01) ? "nothing" : PickOf(fields).Key);
    }

    private string NumericField(QueriedSource source) => Chance(0.03) ? Field(source) : Field(source, FieldKind.Float, FieldKind.Integer);

    private (string, QueriedSource?) Raw(QueriedSource source)
    {
        var items = new List<string>();
        var columns = new List<KeyValuePair<string, FieldKind>>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            switch (random.Next(20))
            {
                case 0 or 1:
                    items.Add(Pick("*", "*::field", "*::tag"));
                    break;
                case 2:
                    items.Add(Pick("/a/", "/^u/", "/./", "/e$/"));
                    break;
                case 3 or 4 when source.Tags.Count > 0:
                    items.Add(Name(PickOf(source.Tags).Key) + Pick("", "", "::tag"));
                    break;
                case 5:
                    items.Add(Field(source) + Pick("::float", "::integer", "::string", "::boolean", "::field"));
                    break;
                case 6 or 7 or 8:
                    items.Add(Aliased($"{NumericField(source)} {Pick("+", "-", "*", "/")} {Operand(source)}", FieldKind.Float, columns));
                    break;
                case 9:
                    items.Add(Aliased($"{Field(source, FieldKind.Integer)} {Pick("%", "&", "|", "^")} {Pick("3", Field(source, FieldKind.Integer))}", FieldKind.Integer, columns));
                    break;
                case 10 or 11:
                    items.Add(Aliased(Scalar(NumericField(source)), FieldKind.Float, columns));
                    break;
                case 12:
                    items.Add(Aliased($"-{NumericField(source)}", FieldKind.Float, columns));
                    break;
                default:
                    var field = PickOf(source.Fields);
                    items.Add(Aliased(Name(field.Key), field.Value, columns, Chance(0.2) ? null : field.Key));
                    break;
            }
        }

        var (where, _) = Where(source);
        var groupBy = Chance(0.3) ? TagGroups(source) : "";
        var tags = source.Tags.Where(tag => groupBy.Contains('*', StringComparison.Ordinal)).ToList();
        var text = $"SELECT {string.Join(", ", items)} FROM {source.Text}{where}{groupBy}{Order()}{Limits(source, source.HasTies, groupBy.Length > 0)}";
        return (text, columns.Count == 0 ? null : source with { Text = text, Fields = Unique(columns), Tags = tags });
    }

    private (string, QueriedSource?) Aggregated(QueriedSource source)
    {
        var items = new List<string>();
        var columns = new List<KeyValuePair<string, FieldKind>>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            switch (random.Next(16))
            {
                case 0:
                    items.Add($"{(source.HasTies ? Pick("count", "mean", "sum", "max") : Pick("count", "mean", "last"))}({Pick("*", "/u/", "/./", "*::field")})");
                    break;
                case 1:
                    items.Add(Aliased($"{Aggregate(source)} {Pick("+", "-", "*", "/")} {Pick(Aggregate(source), "2", "0.5", "0")}", FieldKind.Float, columns));
                    break;
                case 2:
                    items.Add(Aliased(Scalar(Aggregate(source)), FieldKind.Float, columns));
                    break;
                case 3:
                    items.Add(Aliased($"count(distinct({Field(source)}))", FieldKind.Integer, columns));
                    break;
                case 4:
                    items.Add(Aliased($"percentile({NumericField(source)}, {Pick("50", "95", "99.9", "0", "100", "10", "101")})", FieldKind.Float, columns));

                    // Alone it would show the time of one of several points of that value.
                    items.Add(Aliased($"count({Field(source)})", FieldKind.Integer, columns));
                    break;
                case 5:
                    items.Add(Aliased($"count({Field(source)})", FieldKind.Integer, columns));
                    break;
                case 6 when !source.HasTies:
                    items.Add(Aliased($"{Pick("first", "last")}({Field(source)})", FieldKind.String, columns));
                    break;
                default:
                    items.Add(Aliased(Aggregate(source), FieldKind.Float, columns));
                    break;
            }
        }

        return Grouped(source, items, columns);
    }

    // The point chosen, with its other fields.
    private (string, QueriedSource?) Selected(QueriedSource source)
    {
        var columns = new List<KeyValuePair<string, FieldKind>>();
        var selector = Pick(Selectors);
        List<string> items = [Aliased($"{selector}({(selector is "first" or "last" ? Field(source) : NumericField(source))})", FieldKind.Float, columns)];
        for (var i = random.Next(3); i > 0; i--)
        {
            items.Add(source.Tags.Count > 0 && Chance(0.4) ? Name(PickOf(source.Tags).Key) : Field(source));
        }

        return Grouped(source, items, columns);
    }

    private (string, QueriedSource?) TopOrBottom(QueriedSource source)
    {
        var tag = source.Tags.Count > 0 && Chance(0.4) ? $"{Name(PickOf(source.Tags).Key)}, " : "";
        var item = $"{Pick("top", "bottom")}({NumericField(source)}, {tag}{Pick("1", "2", "3", "5", "100")})";

        // With a limit InfluxDB looks at the first points of each week only.
        var isOfOneWeek = !source.Text.Contains("weeks", StringComparison.Ordinal);
        return Grouped(source with { HasTies = source.HasTies || !isOfOneWeek }, Chance(0.3) ? [item, Field(source)] : [item], []);
    }

    private (string, QueriedSource?) Distinct(QueriedSource source) => Grouped(source, [Chance(0.5) ? $"distinct({Field(source)})" : $"DISTINCT {Field(source)}"], []);

    private (string, QueriedSource?) Transformed(QueriedSource source)
    {
        var overAggregate = source.HasTies || Chance(0.5);
        var columns = new List<KeyValuePair<string, FieldKind>>();
        var argument = overAggregate ? Aggregate(source) : NumericField(source);
        // What smooths numbers near the largest ones differs in their last digits, which no fraction shows to be computed.
        string Transformation() => random.Next(source.Text.Contains("extreme", StringComparison.Ordinal) ? 10 : 20) switch
        {
            < 4 => $"{Pick("derivative", "non_negative_derivative")}({argument}{Pick("", ", 1s", ", 1m", ", 10s")})",
            < 8 => $"{Pick("difference", "non_negative_difference")}({argument})",
            < 10 => $"cumulative_sum({argument})",
            < 13 => $"moving_average({argument}, {Pick("2", "3", "5")})",
            < 15 => $"elapsed({argument}{Pick("", ", 1s", ", 1ms")})",
            < 16 => $"exponential_moving_average({argument}, {Pick("2", "3")}{Pick("", ", 2", ", -1, 'simple'")})",
            < 17 => $"{Pick("double_exponential_moving_average", "triple_exponential_moving_average", "triple_exponential_derivative", "relative_strength_index")}({argument}, {Pick("2", "3")})",
            < 18 => $"{Pick("kaufmans_efficiency_ratio", "kaufmans_adaptive_moving_average")}({argument}, {Pick("2", "3")})",
            < 19 => $"chande_momentum_oscillator({argument}, {Pick("2", "3")})",
            _ => $"{Pick("abs", "floor", "round")}(difference({argument}))",
        };
        List<string> items = [Aliased(Transformation(), FieldKind.Float, columns)];
        if (Chance(0.2))
        {
            items.Add(Aliased(overAggregate ? Aggregate(source) : Transformation(), FieldKind.Float, columns));
        }

        if (overAggregate)
        {
            return Grouped(source, items, columns, mustHaveInterval: Chance(0.95));
        }

        var (where, _) = Where(source);
        var groupBy = Chance(0.4) ? TagGroups(source) : "";
        var text = $"SELECT {string.Join(", ", items)} FROM {source.Text}{where}{groupBy}{Order()}{Limits(source, false, groupBy.Length > 0)}";
        return (text, columns.Count == 0 ? null : source with { Text = text, Fields = Unique(columns), Tags = [] });
    }

    private (string, QueriedSource?) Senseless(QueriedSource source) => (random.Next(12) switch
    {
        0 => $"SELECT {Aggregate(source)}, {Field(source)}, {Aggregate(source)} FROM {source.Text}",
        1 => $"SELECT {Field(source)} FROM {source.Text} GROUP BY time(1m)",
        2 => $"SELECT {Pick("mean", "sum", "stddev", "derivative", "percentile")}({Field(source, FieldKind.String, FieldKind.Boolean)}) FROM {source.Text}",
        3 => $"SELECT {Pick("count", "mean", "top", "percentile", "moving_average", "derivative", "elapsed", "nothing")}() FROM {source.Text}",
        4 => $"SELECT {Pick("top", "bottom")}({Field(source)}, {Pick("0", "-1", "1.5", "'x'", Field(source))}) FROM {source.Text}",
        5 => $"SELECT derivative({Aggregate(source)}) FROM {source.Text}",
        6 => $"SELECT {Aggregate(source)} FROM {source.Text} GROUP BY {Pick("time(1m, 2, 3)", "time()", "time(-1m)", "time(0s)", "foo(1m)", "1", "time(1m), time(2m)", "'x'", Field(source))}",
        7 => $"SELECT {Field(source)} FROM {source.Text} WHERE time {Pick("!=", "=~")} {Pick("1", "/x/", "'2024-01-01'")}",
        8 => $"SELECT {Field(source)} FROM {source.Text} WHERE {Field(source, FieldKind.String)} {Pick("<", "=~", "=")} {Pick("1", "'x'", "true", "/o/", "/(/")}",
        9 => $"SELECT {Pick(Aggregates)}({Pick(Aggregates)}({Field(source)})) FROM {source.Text}",
        10 => $"SELECT percentile({NumericField(source)}{Pick("", ", 'x'", ", 1, 2", ", -5", ", 200")}) FROM {source.Text}",
        _ => $"SELECT moving_average({NumericField(source)}, {Pick("1", "0", "-3", "'x'", "1.5")}) FROM {source.Text}",
    }, null);

    private (string, QueriedSource?) Grouped(QueriedSource source, List<string> items, List<KeyValuePair<string, FieldKind>> columns, bool mustHaveInterval = false)
    {
        var interval = mustHaveInterval || Chance(0.5);
        var (where, length) = Where(source, mustBeBounded: interval);
        var groups = Chance(0.5) ? TagGroups(source) : "";
        var fill = "";
        if (interval)
        {
            groups += (groups.Length == 0 ? " GROUP BY " : ", ") + Interval(length);
            fill = Chance(0.5) ? $" fill({Pick("null", "none", "previous", "linear", "0", "-1.5", "100")})" : "";
        }

        var zone = interval && Chance(0.08) ? $" tz({Pick("'Europe/Berlin'", "'America/New_York'", "'Asia/Kolkata'", "'UTC'")})" : "";
        var text = $"SELECT {string.Join(", ", items)} FROM {source.Text}{where}{groups}{fill}{Order()}{Limits(source, source.HasTies, groups.Length > 0)}{zone}";
        var tags = source.Tags.Where(tag => groups.Contains(Name(tag.Key), StringComparison.Ordinal) || groups.Contains('*', StringComparison.Ordinal)).ToList();
        return (text, columns.Count == 0 || zone.Length > 0 ? null : source with { Text = text, Fields = Unique(columns), Tags = tags, HasTies = true });
    }

    private string Aggregate(QueriedSource source)
    {
        var name = PickOf(source.HasTies || source.Text.Contains("extreme", StringComparison.Ordinal) ? AggregatesOfTies : Aggregates);
        return $"{(Chance(0.1) ? name.ToUpperInvariant() : name)}({NumericField(source)})";
    }

    private string Operand(QueriedSource source) => random.Next(4) switch
    {
        0 => NumericField(source),
        1 => Number(random.Next(-3, 20)),
        2 => (random.NextDouble() * 10).ToString("F2", CultureInfo.InvariantCulture),
        _ => $"({NumericField(source)} {Pick("+", "*")} {Number(random.Next(1, 4))})",
    };

    private string Scalar(string argument) => random.Next(8) switch
    {
        0 => $"pow({argument}, {Pick("2", "3", "-1")})",

        // What is no number, or infinite, becomes one where an outer query takes it for a whole one: in InfluxDB the smallest, here 0. So these are of positive numbers
        // only; abs does not make them so, since of a negative whole number it is that number.
        1 => $"log(pow({argument}, 2) + 1, {Pick("2", "10")})",
        2 => $"atan2({argument}, {Pick("2", "-1.5")})",
        3 => $"{PickOf(ScalarsOfPositive)}(pow({argument}, 2) + 1)",
        _ => $"{PickOf(Scalars)}({argument})",
    };

    private string Aliased(string item, FieldKind kind, List<KeyValuePair<string, FieldKind>> columns, string? name = null)
    {
        if (name is null && Chance(0.4))
        {
            name = Pick("x", "y", "a name", "value", "select");
            item += $" AS {Name(name)}";
        }

        if (name is not null)
        {
            columns.Add(new(name, kind));
        }

        return item;
    }

    private static List<KeyValuePair<string, FieldKind>> Unique(List<KeyValuePair<string, FieldKind>> columns) => [.. columns.DistinctBy(column => column.Key)];
}
