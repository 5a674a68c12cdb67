using System.Globalization;
using System.Text;
using System.Text.Json;
using Cicada.Terminal;
using Cicada.Users;

namespace Cicada.Commands;

/// <summary>What <c>--list</c>, <c>--show-task-ratio</c> and <c>--show-task-ratio-json</c> print.</summary>
internal static class TaskRatioText
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    public static string Of(IReadOnlyList<UserType> types, int users)
    {
        var text = new StringBuilder();
        Append("Task ratio per user type", TaskRatio.Of(types, users, ofAll: false));
        text.AppendLine();
        Append("Task ratio of all users", TaskRatio.Of(types, users, ofAll: true));
        return text.ToString();

        void Append(string heading, IReadOnlyList<TaskRatio> ratios)
        {
            text.AppendLine(heading);
            AppendRatios(text, ratios, 1);
        }
    }

    public static string JsonOf(IReadOnlyList<UserType> types, int users) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("per_class");
        Write(json, TaskRatio.Of(types, users, ofAll: false));
        json.WriteEndObject();
        json.WriteStartObject("total");
        Write(json, TaskRatio.Of(types, users, ofAll: true));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public static string ListOf(IReadOnlyList<UserType> types)
    {
        var text = new StringBuilder("User types\n");
        foreach (var type in types)
        {
            var share = type.FixedCount > 0 ? $"{type.FixedCount} fixed" : $"weight {type.Weight.ToString(CultureInfo.InvariantCulture)}";
            text.AppendLine(CultureInfo.InvariantCulture, $"  {PlainText.Of(type.Name)}  ({share}; {string.Join(", ", type.Tasks.Tasks.Select(task => PlainText.Of(task.Name)))})");
        }

        return text.ToString();
    }

    public static string ListJsonOf(IReadOnlyList<UserType> types) => Json(json =>
    {
        json.WriteStartArray();
        foreach (var type in types)
        {
            json.WriteStartObject();
            json.WriteString("name", type.Name);
            json.WriteNumber("weight", type.Weight);
            json.WriteNumber("fixed_count", type.FixedCount);
            json.WriteStartArray("tasks");
            foreach (var task in type.Tasks.Tasks)
            {
                json.WriteStringValue(task.Name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void AppendRatios(StringBuilder text, IReadOnlyList<TaskRatio> ratios, int depth)
    {
        foreach (var ratio in ratios)
        {
            text.Append(' ', depth * 2).AppendLine(CultureInfo.InvariantCulture, $"{ratio.Share * 100,5:0.0}%  {PlainText.Of(ratio.Name)}");
            AppendRatios(text, ratio.Tasks, depth + 1);
        }
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<TaskRatio> ratios)
    {
        foreach (var ratio in ratios)
        {
            json.WriteStartObject(ratio.Name);
            json.WriteNumber("ratio", ratio.Share);
            if (ratio.Tasks.Count > 0)
            {
                json.WriteStartObject("tasks");
                Write(json, ratio.Tasks);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + Environment.NewLine;
    }
}
