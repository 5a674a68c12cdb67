using System.Globalization;
using System.Text;
using System.Text.Json;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Tests;

/// <summary>An answer as a text that can be compared: a line for each series, and one for each row.</summary>
internal static class SelectAnswer
{
    /// <summary>2026-11-28, in the middle of the day.</summary>
    public const long Now = 1_795_867_200_000_000_000;

    public static SelectOptions Options { get; } = new(Now, 10_000, QueryLimits.Default with { Buckets = 100_000, Rows = 200_000 });

    /// <summary>What we answer.</summary>
    public static string Of(string statement, IPointSource points, SelectOptions? options = null)
    {
        try
        {
            var select = Located((Statement.Select)QueryParser.Parse(statement)[0]);
            var prepared = SelectPreparation.Prepare(select, points, options ?? Options);
            var text = new StringBuilder();
            var isSameSeries = false;
            foreach (var rows in SelectExecution.Run(prepared, points, options ?? Options, CancellationToken.None))
            {
                if (!isSameSeries)
                {
                    AppendHead(text, rows.Name, rows.Tags?.ToDictionary(tag => tag.Key, tag => tag.Value), rows.Columns);
                }

                foreach (var row in rows.Rows!)
                {
                    text.AppendJoin(' ', row.Select(Text)).Append('\n');
                }

                isSameSeries = rows.IsPartial;
            }

            return text.ToString();
        }
        catch (QueryFailedException exception)
        {
            return "error: " + exception.Message;
        }
    }

    /// <summary>What a server answers.</summary>
    public static string Of(JsonElement answer)
    {
        var result = answer.GetProperty("results")[0];
        if (result.TryGetProperty("error", out var error))
        {
            return "error: " + error.GetString();
        }

        var text = new StringBuilder();
        if (result.TryGetProperty("series", out var allSeries))
        {
            foreach (var series in allSeries.EnumerateArray())
            {
                var tags = series.TryGetProperty("tags", out var list) ? list.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!) : null;
                AppendHead(text, series.GetProperty("name").GetString(), tags, [.. series.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)]);
                foreach (var row in series.GetProperty("values").EnumerateArray())
                {
                    text.AppendJoin(' ', row.EnumerateArray().Select(Text)).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    public static Statement.Select Located(Statement.Select select) => select with { Sources = [.. select.Sources.Select(Located)] };

    private static QuerySource Located(QuerySource source) => source switch
    {
        QuerySource.Measurement measurement => measurement with { Database = MemoryPointSource.Database, RetentionPolicy = MemoryPointSource.RetentionPolicy },
        QuerySource.Subquery subquery => new QuerySource.Subquery(Located(subquery.Query)),
        _ => source,
    };

    private static void AppendHead(StringBuilder text, string? name, Dictionary<string, string>? tags, IReadOnlyList<string> columns)
    {
        text.Append("## ").Append(name).Append(' ');
        text.AppendJoin(',', (tags ?? []).OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
        text.Append(" ## ").AppendJoin(' ', columns).Append('\n');
    }

    // JSON says no difference between 1 and 1.0, and the last digits of a float depend on the order of additions.
    private static string Text(QueryValue value) => value.Kind switch
    {
        QueryValueKind.Null => "null",
        QueryValueKind.Float => Text(value.AsFloat()),
        QueryValueKind.Boolean => value.AsBoolean() ? "true" : "false",
        QueryValueKind.String => $"'{value.AsString()}'",
        QueryValueKind.Unsigned => value.AsUnsigned().ToString(CultureInfo.InvariantCulture),
        _ => value.AsInteger().ToString(CultureInfo.InvariantCulture),
    };

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Number => value.TryGetInt64(out var whole) && Math.Abs(whole) >= 1L << 53 ? whole.ToString(CultureInfo.InvariantCulture) : Text(value.GetDouble()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => $"'{value.GetString()}'",
    };

    private static string Text(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15
        ? (value == 0 ? 0 : value).ToString("F0", CultureInfo.InvariantCulture)
        : value.ToString("E9", CultureInfo.InvariantCulture);
}
