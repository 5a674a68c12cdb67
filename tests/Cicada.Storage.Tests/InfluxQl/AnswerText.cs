using System.Globalization;
using System.Text;
using System.Text.Json;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>Answers in one form, whoever gave them, so that they can be compared.</summary>
internal static class AnswerText
{
    /// <summary>What the store answers.</summary>
    public static string Of(IInfluxStore store, InfluxQuery query)
    {
        var text = new StringBuilder();
        try
        {
            foreach (var result in store.Query(query, CancellationToken.None))
            {
                text.Append(CultureInfo.InvariantCulture, $"#{result.Id}\n");
                AppendRows(text, result);
                foreach (var message in result.Messages)
                {
                    text.Append(CultureInfo.InvariantCulture, $"! {message}\n");
                }
            }
        }
        catch (QuerySyntaxException exception)
        {
            return $"error parsing query: {exception.Message}\n";
        }
        catch (QueryForbiddenException exception)
        {
            return $"error authorizing query: {exception.Message}\n";
        }

        return text.ToString();
    }

    /// <summary>What a server answers.</summary>
    public static string Of(JsonElement answer)
    {
        if (answer.TryGetProperty("error", out var refused))
        {
            return refused.GetString() + "\n";
        }

        var text = new StringBuilder();
        foreach (var result in answer.GetProperty("results").EnumerateArray())
        {
            text.Append(CultureInfo.InvariantCulture, $"#{result.GetProperty("statement_id").GetInt32()}\n");
            foreach (var series in result.TryGetProperty("series", out var all) ? all.EnumerateArray() : [])
            {
                var tags = series.TryGetProperty("tags", out var named) ? string.Join(',', named.EnumerateObject().Select(tag => $"{tag.Name}={tag.Value.GetString()}")) : null;
                Head(text, series.TryGetProperty("name", out var name) ? name.GetString() : null, tags, series.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!));
                foreach (var row in series.TryGetProperty("values", out var rows) ? rows.EnumerateArray() : [])
                {
                    text.Append(' ').AppendJoin(" | ", row.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText())).Append('\n');
                }
            }

            if (result.TryGetProperty("error", out var error))
            {
                text.Append(CultureInfo.InvariantCulture, $"error {error.GetString()}\n");
            }

            foreach (var message in result.TryGetProperty("messages", out var messages) ? messages.EnumerateArray() : [])
            {
                text.Append(CultureInfo.InvariantCulture, $"! {message.GetProperty("text").GetString()}\n");
            }
        }

        return text.ToString();
    }

    private static void AppendRows(StringBuilder text, StatementResult result)
    {
        try
        {
            var isContinued = false;
            foreach (var rows in result.Rows)
            {
                if (!isContinued)
                {
                    Head(text, rows.Name, rows.Tags is null ? null : string.Join(',', rows.Tags.Select(tag => $"{tag.Key}={tag.Value}")), rows.Columns);
                }

                foreach (var row in rows.Rows ?? [])
                {
                    text.Append(' ').AppendJoin(" | ", row.Select(Of)).Append('\n');
                }

                isContinued = rows.IsPartial;
            }
        }
        catch (QueryFailedException exception)
        {
            text.Append(CultureInfo.InvariantCulture, $"error {exception.Message}\n");
        }
    }

    private static void Head(StringBuilder text, string? name, string? tags, IEnumerable<string> columns) =>
        text.Append(CultureInfo.InvariantCulture, $"{name ?? "-"} {{{tags ?? "-"}}} ({string.Join(", ", columns)})\n");

    private static string Of(QueryValue value) => value.Kind switch
    {
        QueryValueKind.Null => "null",
        QueryValueKind.Float => value.AsFloat().ToString("R", CultureInfo.InvariantCulture),
        QueryValueKind.Boolean => value.AsBoolean() ? "true" : "false",
        QueryValueKind.String => value.AsString(),
        QueryValueKind.Unsigned => value.AsUnsigned().ToString(CultureInfo.InvariantCulture),
        _ => value.AsInteger().ToString(CultureInfo.InvariantCulture),
    };
}
