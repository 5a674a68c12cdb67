using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cicada.Import;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary>What is said about an import, to people and to programs.</summary>
/// <param name="imported">What became of the file.</param>
/// <param name="name">The file, as it was typed.</param>
/// <param name="isDescribed">Whether a person described the run.</param>
internal sealed class ImportView(ImportResult imported, string name, bool isDescribed)
{
    private const int Named = 10;

    /// <summary>What went well on the output, what a person must know on the error output.</summary>
    public void Write(TextWriter error, TextWriter output)
    {
        var report = imported.Report;
        if (report.BadCount > 0)
        {
            error.WriteLine($"{Figures.Count(report.BadCount)} {(report.BadCount == 1 ? "line" : "lines")} of '{PlainText.Of(name)}' could not be imported:");
            foreach (var bad in report.Bad.Take(Named))
            {
                var excerpt = bad.Excerpt.Length == 0 ? "" : $": {bad.Excerpt}";
                error.WriteLine($"  line {bad.Number}: {PlainText.Of(bad.Reason)}{excerpt}");
            }

            if (report.BadCount > Named)
            {
                error.WriteLine($"  and {Figures.Count(report.BadCount - Named)} more");
            }
        }

        foreach (var (what, count) in report.Skipped)
        {
            error.WriteLine($"Passed over: {Figures.Count(count)} {what}.");
        }

        foreach (var warning in report.Warnings)
        {
            error.WriteLine(warning);
        }

        if (imported.Stored == 0)
        {
            error.WriteLine(
                $"Nothing was imported from '{PlainText.Of(name)}', read as {ImportFormats.NameOf(imported.Format)}: no line of it could be used. "
                + "Check that it is the right file, or name its format: '--format NAME'.");
            return;
        }

        foreach (var run in imported.Runs)
        {
            if (isDescribed && run.HasOwnDescription && imported.Format != ImportFormat.Locust)
            {
                error.WriteLine($"The run '{PlainText.Of(run.Id)}' has a description of its own; '--test', '--note' and '--run-label' were left aside.");
            }
        }

        var runs = imported.Runs.Count == 1 ? "run" : "runs";
        var named = string.Join(", ", imported.Runs.Take(Named).Select(run => $"'{PlainText.Of(run.Id)}'{(run.WasThere ? " (was there already, merged)" : "")}"));
        var more = imported.Runs.Count > Named ? $" and {imported.Runs.Count - Named} more" : "";
        output.WriteLine($"{Figures.Count(imported.Stored)} points of {runs} {named}{more} are imported.");
    }

    /// <summary>All of it as JSON.</summary>
    public string Document()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("file", name);
            json.WriteString("format", ImportFormats.NameOf(imported.Format));
            json.WriteStartArray("runs");
            foreach (var run in imported.Runs)
            {
                json.WriteStartObject();
                json.WriteString("run", run.Id);
                json.WriteBoolean("was_there", run.WasThere);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("points_stored", imported.Stored);
            json.WriteNumber("lines_read", imported.Report.Lines);
            json.WriteNumber("lines_bad", imported.Report.BadCount);
            json.WriteStartArray("bad");
            foreach (var bad in imported.Report.Bad)
            {
                json.WriteStartObject();
                json.WriteNumber("line", bad.Number);
                json.WriteString("reason", bad.Reason);
                json.WriteString("excerpt", bad.Excerpt);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("skipped");
            foreach (var (what, count) in imported.Report.Skipped)
            {
                json.WriteNumber(what, count);
            }

            json.WriteEndObject();
            json.WriteStartArray("warnings");
            foreach (var warning in imported.Report.Warnings)
            {
                json.WriteStringValue(warning);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
