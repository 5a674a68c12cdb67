using System.Text.Json;
using System.Text.Json.Serialization;
using Cicada.Regressions;

namespace Cicada;

/// <summary>Reads and writes the JSON form of run summaries, without reflection.</summary>
public static class RunSummaryJson
{
    /// <summary>The document as indented JSON.</summary>
    /// <param name="summary">The document.</param>
    public static string Serialize(RunSummary summary) =>
        JsonSerializer.Serialize(summary, RunSummaryJsonContext.Default.RunSummary);

    /// <summary>The heads of several runs (everything but the arrays of their details) as an indented JSON array.</summary>
    /// <param name="runs">The documents, in the order they are to be printed.</param>
    /// <param name="sizes">The bytes each run takes in the store, by id; a run that is not in it has no <c>size_bytes</c>.</param>
    public static string SerializeHeads(IEnumerable<RunSummary> runs, IReadOnlyDictionary<string, long>? sizes = null) =>
        JsonSerializer.Serialize(runs.Select(run => RunHead.Of(run, sizes)).ToArray(), RunSummaryJsonContext.Default.RunHeadArray);

    /// <summary>Reads a document back.</summary>
    /// <param name="json">What <see cref="Serialize"/> wrote.</param>
    /// <exception cref="JsonException">It is no such document.</exception>
    public static RunSummary Parse(string json) =>
        JsonSerializer.Deserialize(json, RunSummaryJsonContext.Default.RunSummary)
        ?? throw new JsonException("A run's document is an object, this is 'null'.");

    /// <summary>Makes ready what <see cref="Parse"/> needs the first time, which takes a process longer than reading does: for another core, while the document is still being fetched.</summary>
    internal static void Prepare() => RunSummaryJsonContext.Default.RunSummary.MakeReadOnly();
}

internal sealed record RunHead(
    string Run, string Test, RunState State, int? ExitCode, DateTimeOffset Started, DateTimeOffset? Ended, int Users, string? Host,
    IReadOnlyDictionary<string, string> Labels, string Note, bool Baseline, Verdict? Verdict,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? SizeBytes,
    RequestSummary Total, RecordingSummary Recording)
{
    public static RunHead Of(RunSummary summary, IReadOnlyDictionary<string, long>? sizes) => new(
        summary.Run, summary.Test, summary.State, summary.ExitCode, summary.Started, summary.Ended, summary.Users, summary.Host,
        summary.Labels, summary.Note, summary.Baseline, summary.Verdict,
        sizes is not null && sizes.TryGetValue(summary.Run, out var size) ? size : null,
        summary.Total, summary.Recording);
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    Converters = [typeof(RunStateJsonConverter), typeof(MetricKindJsonConverter), typeof(ThresholdStateJsonConverter), typeof(VerdictJsonConverter), typeof(ExitReasonJsonConverter), typeof(RegressionStateJsonConverter), typeof(DifferenceMeaningJsonConverter), typeof(UtcJsonConverter)])]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(RunHead[]))]
internal sealed partial class RunSummaryJsonContext : JsonSerializerContext;

internal sealed class RunStateJsonConverter : JsonConverter<RunState>
{
    public override RunState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RunStates.Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, RunState value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToWord());
}

internal sealed class ThresholdStateJsonConverter : JsonConverter<ThresholdState>
{
    public override ThresholdState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Verdicts.ParseState(reader.GetString()) ?? throw new JsonException($"The state of a threshold is '{reader.GetString()}'; expected 'passed', 'broken' or 'no_data'.");

    public override void Write(Utf8JsonWriter writer, ThresholdState value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToWord());
}

internal sealed class VerdictJsonConverter : JsonConverter<Verdict>
{
    public override Verdict Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Verdicts.Parse(reader.GetString())
        ?? throw new JsonException($"The verdict of a run is '{reader.GetString()}'; expected 'no_thresholds', 'passed', 'failed' or 'generator_limited'.");

    public override void Write(Utf8JsonWriter writer, Verdict value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToWord());
}

internal sealed class ExitReasonJsonConverter : JsonConverter<ExitReason>
{
    public override ExitReason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ExitReasons.Parse(reader.GetString())
        ?? throw new JsonException(
            $"The reason of an exit code is '{reader.GetString()}'; expected one of {string.Join(", ", Enum.GetValues<ExitReason>().Select(reason => $"'{reason.ToWord()}'"))}.");

    public override void Write(Utf8JsonWriter writer, ExitReason value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToWord());
}

internal sealed class RegressionStateJsonConverter : JsonConverter<RegressionState>
{
    public override RegressionState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RegressionWords.StateOf(reader.GetString())
        ?? throw new JsonException(
            $"The state of a rule against regression is '{reader.GetString()}'; expected one of {string.Join(", ", RegressionWords.States.Select(state => $"'{state.Word}'"))}.");

    public override void Write(Utf8JsonWriter writer, RegressionState value, JsonSerializerOptions options) =>
        writer.WriteStringValue(RegressionWords.Of(value));
}

internal sealed class DifferenceMeaningJsonConverter : JsonConverter<DifferenceMeaning>
{
    public override DifferenceMeaning Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RegressionWords.MeaningOf(reader.GetString())
        ?? throw new JsonException(
            $"The meaning of a difference is '{reader.GetString()}'; expected one of {string.Join(", ", RegressionWords.Meanings.Select(meaning => $"'{meaning.Word}'"))}.");

    public override void Write(Utf8JsonWriter writer, DifferenceMeaning value, JsonSerializerOptions options) =>
        writer.WriteStringValue(RegressionWords.Of(value));
}

internal sealed class MetricKindJsonConverter : JsonConverter<MetricKind>
{
    public override MetricKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MetricKinds.Parse(reader.GetString()) ?? throw new JsonException($"The kind of a metric is '{reader.GetString()}'; expected 'counter', 'gauge' or 'trend'.");

    public override void Write(Utf8JsonWriter writer, MetricKind value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToWord());
}

/// <summary>RFC 3339 in UTC with a <c>Z</c>, to the microsecond.</summary>
internal sealed class UtcJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture));
}
