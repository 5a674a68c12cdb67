using Cicada.Commands;
using Cicada.Export;
using Cicada.KeptRuns;
using Cicada.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace Cicada.RunsApi;

/// <summary>A run as a file, in pieces that say how many points they hold and whether all came: what the command <c>export</c> asks for.</summary>
internal sealed class RunFileEndpoint(RunQuestions questions) : IApiEndpoint
{
    private static readonly ApiParameter Format = new("format", "The file's format.") { Choices = [.. ExportFormats.Names], Default = "csv" };
    private static readonly ApiParameter Measurement = new("measurement", "The measurement a csv or parquet file holds.") { Example = "cicada_requests" };
    private static readonly ApiParameter Prefix = new("prefix", "What measurements begin with in line protocol.") { Example = "cicada_" };

    public ApiDescription Description { get; } = new("GET", "runs/{run}/file", "A run as a file in pieces, for the command 'export'; other programs take runs/{run}/export.")
    {
        Parameters = [RunParameters.Run, Format, Measurement, Prefix],
        ContentTypes = ["application/octet-stream"],
        Refusals = [404, 422, 503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var arguments = call.Arguments;
        var format = ExportFormats.TryParse(arguments.Text(Format)!, out var known) ? known : ExportFormat.Csv;
        await questions.ExportAsync(call.Run, (history, run) => Send(call, history, new(run, format, arguments.Text(Measurement), arguments.Given(Prefix))), call.Gone);
    }

    private static bool Send(ApiCall call, RunHistory history, ExportOrder order)
    {
        // What cannot be exported is said before the first byte is sent.
        history.CountPoints(order.Run, order.Format is ExportFormat.Csv or ExportFormat.Parquet ? order.Measurement ?? Influx.MeasurementNames.Default.Requests : null);
        var response = call.Context.Response;
        response.ContentType = "application/octet-stream";
        response.Headers.CacheControl = "no-store";
        if (call.Context.Features.Get<IHttpBodyControlFeature>() is { } control)
        {
            control.AllowSynchronousIO = true;
        }

        using var frames = new FrameStream(response.Body);
        frames.End(Write(history, order, frames, call.Gone));
        return true;
    }

    private static FileEnd Write(RunHistory history, ExportOrder order, FrameStream frames, CancellationToken gone)
    {
        var written = 0L;
        var export = new RunExport(history, order.Run, order.Measurement, order.Prefix, count =>
        {
            gone.ThrowIfCancellationRequested();
            frames.Points = count;
        });
        try
        {
            if (order.Format == ExportFormat.Parquet)
            {
                WholeFile.CopyTo(frames, path => written = history.ExportParquet(order.Run, path, order.Measurement));
            }
            else
            {
                written = export.Write(order.Format, frames);
            }

            return new(written, export.LeftOut, null);
        }
        catch (StoreException exception)
        {
            return new(written, export.LeftOut, exception.Message);
        }
    }
}
