using System.Globalization;
using System.Text;
using System.Text.Json;
using Cicada.Influx.Queries;

namespace Cicada.Influx;

/// <summary>The point an <see cref="InfluxCheck"/> has written: how it is found again, and how it goes away.</summary>
internal abstract class InfluxTrace
{
    /// <summary>The trace in the dialect a client has settled on.</summary>
    /// <param name="client">The client.</param>
    /// <param name="id">What tells the point from those of other checks: letters and digits.</param>
    /// <param name="time">When it is.</param>
    public static InfluxTrace For(InfluxClient client, string id, DateTimeOffset time) => client.Dialect!.Version switch
    {
        InfluxVersion.V1 => new OfV1(client, id),
        InfluxVersion.V2 => new OfV2(client, id, time),
        _ => new OfV3(client, id),
    };

    /// <summary>Looks for the point. A finding of <see cref="InfluxFinding.Bad"/> may be another one a moment later.</summary>
    public abstract Task<(InfluxFinding Finding, string Sentence)> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Deletes the point.</summary>
    /// <returns>Why not, as the end of a sentence; null when it is gone.</returns>
    public abstract Task<string?> RemoveAsync(CancellationToken cancellationToken);

    private static (InfluxFinding, string) Found(string language) => (InfluxFinding.Good, $"The point was read back with {language}.");

    private static (InfluxFinding, string) NotFound(string language) =>
        (InfluxFinding.Bad, $"The point was taken, but {language} does not find it. Look whether it goes somewhere else: with another server behind the address, or a retention of a few minutes.");

    private static (InfluxFinding, string) NotReadable(InfluxAnswer answer, string language) =>
        (InfluxFinding.Unknown, $"The point was taken, but it cannot be read back with {language} and these credentials: {Said(answer)}. A run needs only to write; to look at it, somebody else has to read.");

    private static string Said(InfluxAnswer answer) =>
        answer.Reason.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"status {answer.Status}")
        : answer.Status == 0 ? answer.Reason : string.Create(CultureInfo.InvariantCulture, $"'{answer.Reason}' ({answer.Status})");

    private static bool Has(string body, string text) => body.Contains(text, StringComparison.Ordinal);

    private sealed class OfV1(InfluxClient client, string id) : InfluxTrace
    {
        private bool _isVictoriaMetrics;

        public override async Task<(InfluxFinding Finding, string Sentence)> ReadAsync(CancellationToken cancellationToken)
        {
            var policy = client.Destination.RetentionPolicy is { } name ? QueryText.OfQuotedName(name) + "." : "";
            var answer = await client.QueryAsync($"SELECT \"value\" FROM {policy}\"{InfluxCheck.Measurement}\" WHERE \"check\" = '{id}'", cancellationToken);
            if (!answer.IsTaken || InfluxResults.ErrorIn(answer.Body) is not null)
            {
                return NotReadable(answer with { Reason = InfluxResults.ErrorIn(answer.Body) ?? answer.Reason }, "InfluxQL");
            }

            // VictoriaMetrics answers whatever it is asked with the same list of databases.
            _isVictoriaMetrics = Has(answer.Body, "\"name\":\"databases\"");
            return _isVictoriaMetrics
                ? (InfluxFinding.Unknown, "The point was taken, but the server does not know InfluxQL, as VictoriaMetrics does not: nothing can be read back here. Ask it with PromQL: each field is a series, 'cicada_requests_response_time'.")
                : Has(answer.Body, $"\"name\":\"{InfluxCheck.Measurement}\"") ? Found("InfluxQL") : NotFound("InfluxQL");
        }

        public override async Task<string?> RemoveAsync(CancellationToken cancellationToken)
        {
            if (_isVictoriaMetrics)
            {
                return await RemoveSeriesAsync(cancellationToken);
            }

            var answer = await client.QueryAsync($"DROP SERIES FROM \"{InfluxCheck.Measurement}\" WHERE \"check\" = '{id}'", cancellationToken);
            return !answer.IsTaken ? Said(answer) : InfluxResults.ErrorIn(answer.Body) is { } error ? $"'{error}'" : null;
        }

        // What it has just taken it cannot find before it is flushed, and it says of a deletion only that it was asked for.
        private async Task<string?> RemoveSeriesAsync(CancellationToken cancellationToken)
        {
            var series = "match[]=" + Uri.EscapeDataString($"{InfluxCheck.Measurement}_value{{check=\"{id}\"}}");
            await client.GetAsync("/internal/force_flush", cancellationToken);
            var deleted = await client.GetAsync($"/api/v1/admin/tsdb/delete_series?{series}", cancellationToken);
            if (!deleted.IsTaken)
            {
                return Said(deleted);
            }

            var left = await client.GetAsync($"/api/v1/export?{series}", cancellationToken);
            return left.IsTaken && !Has(left.Body, id) ? null : "the server has not deleted it yet";
        }
    }

    private sealed class OfV2(InfluxClient client, string id, DateTimeOffset time) : InfluxTrace
    {
        private string Organization => Uri.EscapeDataString(client.Destination.Organization ?? "");

        private string Bucket => client.Destination.Database;

        private string From => Rfc3339(time.AddMinutes(-1));

        private string To => Rfc3339(time.AddMinutes(1));

        public override async Task<(InfluxFinding Finding, string Sentence)> ReadAsync(CancellationToken cancellationToken)
        {
            var bucket = Bucket.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("${", "\\${", StringComparison.Ordinal);
            var flux = $"from(bucket: \"{bucket}\") |> range(start: {From}, stop: {To}) |> filter(fn: (r) => r._measurement == \"{InfluxCheck.Measurement}\" and r.check == \"{id}\")";
            var answer = await client.PostAsync($"/api/v2/query?org={Organization}", Encoding.UTF8.GetBytes(flux), "application/vnd.flux", cancellationToken);
            return !answer.IsTaken ? NotReadable(answer, "Flux") : Has(answer.Body, id) ? Found("Flux") : NotFound("Flux");
        }

        public override async Task<string?> RemoveAsync(CancellationToken cancellationToken)
        {
            var body = new MemoryStream();
            await using (var json = new Utf8JsonWriter(body))
            {
                json.WriteStartObject();
                json.WriteString("start", From);
                json.WriteString("stop", To);
                json.WriteString("predicate", $"_measurement=\"{InfluxCheck.Measurement}\" AND check=\"{id}\"");
                json.WriteEndObject();
            }

            var answer = await client.PostAsync($"/api/v2/delete?org={Organization}&bucket={Uri.EscapeDataString(Bucket)}", body.ToArray(), "application/json", cancellationToken);
            return answer.IsTaken ? null : Said(answer);
        }

        private static string Rfc3339(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private sealed class OfV3(InfluxClient client, string id) : InfluxTrace
    {
        public override async Task<(InfluxFinding Finding, string Sentence)> ReadAsync(CancellationToken cancellationToken)
        {
            var body = new MemoryStream();
            await using (var json = new Utf8JsonWriter(body))
            {
                json.WriteStartObject();
                json.WriteString("db", client.Destination.Database);
                json.WriteString("q", $"SELECT \"value\", \"check\" FROM \"{InfluxCheck.Measurement}\" WHERE \"check\" = '{id}'");
                json.WriteString("format", "json");
                json.WriteEndObject();
            }

            var answer = await client.PostAsync("/api/v3/query_sql", body.ToArray(), "application/json", cancellationToken);
            return !answer.IsTaken ? NotReadable(answer, "SQL") : Has(answer.Body, id) ? Found("SQL") : NotFound("SQL");
        }

        public override Task<string?> RemoveAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("InfluxDB 3 deletes only whole tables and databases");
    }
}
