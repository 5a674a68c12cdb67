using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>
/// What the pages of a report would ask the API, and its answers: all about the run as a whole, and about those requests and failures that there are most of, each in a few
/// buckets of time.
/// </summary>
internal sealed class ReportAnswers(RunHistory history, Storage.Queries.RunHead head, TimeProvider clock)
{
    // As many as fit into a file that can be sent by mail; the table has all of them.
    private const int MostRequests = 20;
    private const int MostFailures = 20;

    private const int Points = 1200;
    private const int MapPoints = 480;
    private const int RequestPoints = 120;
    private const int FailurePoints = 240;
    private const int SamplesOfEach = 10;
    private const int Lines = 2000;

    private readonly RunQuery _query = history.Query(head.Run);

    /// <summary>Writes them as JSON.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            var zone = clock.LocalTimeZone.Id;
            json.WriteStartObject();
            json.WriteString("run", head.Run);
            json.WriteString("made", clock.GetUtcNow());
            json.WriteString("version", InfoEndpoint.Version);
            json.WriteString("time_zone", TimeZoneInfo.TryConvertWindowsIdToIanaId(zone, out var name) ? name : zone);
            json.WriteStartArray("answers");
            WriteRun(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private void WriteRun(Utf8JsonWriter json)
    {
        var length = _query.ReadLength();
        var summary = history.ReadSummary(head.Run);
        var table = RequestTable.Read(_query, 40, summary);
        var failures = _query.FailureCourse(BucketWidth.For(length, FailurePoints));
        Write(json, new("run"), RunsJson.Default.RunDetail, new RunDetail
        {
            Head = head,
            Phase = head.State.ToWord(),
            IsLive = false,
            Setup = _query.Setup(),
            Summary = summary,
        });
        Write(json, new("series"), RunsJson.Default.RunCourse, _query.Course(BucketWidth.For(length, Points)));
        Write(json, new("latency-map"), RunsJson.Default.LatencyCourse, _query.LatencyCourse(BucketWidth.For(length, MapPoints)));
        Write(json, new("distribution"), RunsJson.Default.ResponseDistribution, _query.Distribution());
        Write(json, new("requests"), RunsJson.Default.RequestTable, table);
        Write(json, new("failures"), RunsJson.Default.FailureCourse, failures);
        Write(json, new("timings"), RunsJson.Default.RequestTimings, _query.Timings());
        Write(json, new("events"), RunsJson.Default.Events, new Events(_query.Events()));
        Write(json, new("log"), RunsJson.Default.RecordedLog, _query.Log(limit: Lines));
        foreach (var row in table.Rows.OrderByDescending(row => row.Count).Take(MostRequests))
        {
            WriteRequest(json, row, BucketWidth.For(length, RequestPoints));
        }

        foreach (var row in failures.Rows.Take(MostFailures))
        {
            var samples = _query.Of(row.RequestType, row.Name).FailedSamples(SamplesOfEach, exception: row.Exception);
            Write(json, new("samples") { RequestType = row.RequestType, Name = row.Name, Order = "failed", Exception = row.Exception }, RunsJson.Default.Samples, Samples.Of(samples));
        }
    }

    private void WriteRequest(Utf8JsonWriter json, RequestRow row, TimeSpan width)
    {
        var query = _query.Of(row.RequestType, row.Name);
        var question = new ReportQuestion("series") { RequestType = row.RequestType, Name = row.Name };
        Write(json, question, RunsJson.Default.RunCourse, query.Course(width, CourseParts.Requests));
        Write(json, question with { What = "distribution" }, RunsJson.Default.ResponseDistribution, query.Distribution());
        Write(json, question with { What = "samples", Order = "slowest" }, RunsJson.Default.Samples, Samples.Of(query.SlowestSamples(SamplesOfEach)));
        if (row.Failures > 0)
        {
            Write(json, question with { What = "samples", Order = "failed" }, RunsJson.Default.Samples, Samples.Of(query.FailedSamples(SamplesOfEach)));
        }
    }

    private static void Write<T>(Utf8JsonWriter json, ReportQuestion question, JsonTypeInfo<T> type, T answer)
    {
        json.WriteStartObject();
        json.WriteString("what", question.What);
        WriteGiven(json, "request_type", question.RequestType);
        WriteGiven(json, "name", question.Name);
        WriteGiven(json, "order", question.Order);
        WriteGiven(json, "exception", question.Exception);
        json.WritePropertyName("answer");
        JsonSerializer.Serialize(json, answer, type);
        json.WriteEndObject();
    }

    private static void WriteGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
