using Cicada.Commands;
using Cicada.Export;
using Cicada.Influx;
using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>A run as a file for other programs.</summary>
internal sealed class ExportEndpoint(RunQuestions questions) : IApiEndpoint
{
    private static readonly ApiParameter Format = new("format", "The file's format.") { Choices = ["csv", "jsonl", "line-protocol", "line", "parquet"], Default = "csv" };
    private static readonly ApiParameter Measurement = new("measurement", "The measurement a csv or parquet file holds; the other formats hold all of them.") { Example = "cicada_requests" };

    public ApiDescription Description { get; } = new("GET", "runs/{run}/export", "A run as a file for other programs.")
    {
        Parameters = [RunParameters.Run, Format, Measurement],
        ContentTypes = ["text/csv", "application/jsonl", "text/plain", "application/vnd.apache.parquet"],
        Refusals = [404, 422, 503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var arguments = call.Arguments;
        var word = arguments.Text(Format) is "line" or "line-protocol" ? "line-protocol" : arguments.Text(Format)!;
        var format = ExportFormats.TryParse(word, out var known) ? known : ExportFormat.Csv;
        var measurement = arguments.Text(Measurement);
        if (measurement is not null && format is ExportFormat.Jsonl or ExportFormat.LineProtocol)
        {
            var sentence = $"The measurement is '{Terminal.PlainText.Of(measurement, 100)}', but the format '{word}' holds all of them. Leave 'measurement' out, or ask for 'format=csv'.";
            throw new RefusedRequestException(StatusCodes.Status400BadRequest, sentence, [new(Measurement.Name, sentence)]);
        }

        await questions.ExportAsync(
            call.Run,
            (history, run) =>
            {
                // What cannot be exported is said before the first byte is sent.
                history.CountPoints(run, format is ExportFormat.Csv or ExportFormat.Parquet ? measurement ?? MeasurementNames.Default.Requests : null);
                var (contentType, ending) = KindOf(format);
                var stream = ApiDownload.Begin(call.Context, contentType, $"{run}{(measurement is null ? "" : $"-{measurement}")}{ending}");
                if (format == ExportFormat.Parquet)
                {
                    WholeFile.CopyTo(stream, path => history.ExportParquet(run, path, measurement));
                }
                else
                {
                    new RunExport(history, run, measurement, null, _ => call.Gone.ThrowIfCancellationRequested()).Write(format, stream);
                }

                return true;
            },
            call.Gone);
    }

    private static (string ContentType, string Ending) KindOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv => ("text/csv; charset=utf-8", ".csv"),
        ExportFormat.Jsonl => ("application/jsonl; charset=utf-8", ".jsonl"),
        ExportFormat.LineProtocol => ("text/plain; charset=utf-8", ".lp"),
        _ => ("application/vnd.apache.parquet", ".parquet"),
    };
}
