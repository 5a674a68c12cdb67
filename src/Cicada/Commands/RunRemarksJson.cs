using System.Text;
using System.Text.Json;
using Cicada.Storage;

namespace Cicada.Commands;

/// <summary>What is said about a run, as a JSON object.</summary>
internal static class RunRemarksJson
{
    public static string Of(RunRemarks remarks) => Write(remarks, _ => { });

    /// <summary>The same with the run that was the baseline before.</summary>
    public static string OfPinned(RunRemarks remarks, string? before) => Write(remarks, writer => writer.WriteString("baseline_before", before));

    private static string Write(RunRemarks remarks, Action<Utf8JsonWriter> more)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("run", remarks.Run);
            writer.WriteString("test", remarks.Test);
            writer.WriteStartObject("labels");
            foreach (var (key, value) in remarks.Labels)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            writer.WriteString("note", remarks.Note);
            writer.WriteBoolean("baseline", remarks.Baseline);
            more(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
