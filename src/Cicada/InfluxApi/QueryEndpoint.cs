using System.Globalization;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Storage;
using Cicada.Storage.InfluxQl;
using Cicada.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cicada.InfluxApi;

/// <summary><c>/query</c>: answers InfluxQL.</summary>
internal sealed class QueryEndpoint(IInfluxStore store, UserCheck users, BackgroundQueries background, InfluxApiOptions options, ILogger logger)
{
    private const int ChunkRows = 10_000;

    public async Task AnswerAsync(HttpContext context)
    {
        var caller = await users.CheckAsync(context);
        if (caller.Refusal is { } refusal)
        {
            await InfluxReply.ErrorAsync(context, caller.Status, refusal);
            return;
        }

        RequestFields fields;
        InfluxQuery query;
        try
        {
            fields = await RequestFields.ReadAsync(context.Request, context.RequestAborted);
            query = await ReadAsync(context, fields, caller.User);
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException or FormatException)
        {
            await InfluxReply.ErrorAsync(context, exception is BadHttpRequestException { StatusCode: var code } ? code : StatusCodes.Status400BadRequest, exception.Message);
            return;
        }

        if (query.Text.Length == 0)
        {
            await InfluxReply.ErrorAsync(context, StatusCodes.Status400BadRequest, "missing required parameter \"q\"");
            return;
        }

        var isAsync = fields["async"] == "true";
        IEnumerable<StatementResult> results;
        try
        {
            results = store.Query(query, isAsync ? background.Cancellation : context.RequestAborted);
        }
        catch (QuerySyntaxException exception)
        {
            await InfluxReply.ErrorAsync(context, StatusCodes.Status400BadRequest, "error parsing query: " + exception.Message);
            return;
        }
        catch (QueryForbiddenException exception)
        {
            await InfluxReply.ErrorAsync(context, StatusCodes.Status403Forbidden, "error authorizing query: " + exception.Message);
            return;
        }
        catch (StoreException exception)
        {
            await InfluxReply.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, exception.Message);
            return;
        }

        if (!isAsync)
        {
            await AnswerAsync(context, fields, results);
        }
        else if (background.TryStart(results))
        {
            await InfluxReply.NoContentAsync(context);
        }
        else
        {
            await InfluxReply.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "too many queries nobody waits for are running already; wait until one has ended");
        }
    }

    private async Task<InfluxQuery> ReadAsync(HttpContext context, RequestFields fields, InfluxUser? user)
    {
        var text = fields["q"].Trim();
        if (text.Length == 0)
        {
            text = (await fields.FileAsync("q", context.RequestAborted)).Trim();
        }

        var isChunked = fields["chunked"] == "true";
        return new InfluxQuery(text)
        {
            Database = fields["db"],
            RetentionPolicy = fields["rp"],
            Parameters = QueryParameterReader.Read(fields["params"]),
            ChunkRows = isChunked && int.TryParse(fields["chunk_size"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var rows) && rows > 0 ? rows : ChunkRows,
            IsFromGet = HttpMethods.IsGet(context.Request.Method),
            MustNotChange = HttpMethods.IsGet(context.Request.Method) && RequestOrigin.Of(context.Request).IsHidden,
            AsksForUser = options.AsksForUser,
            User = user,
        };
    }

    private async Task AnswerAsync(HttpContext context, RequestFields fields, IEnumerable<StatementResult> results)
    {
        var format = AnswerFormat.Of(context.Request);
        context.Response.ContentType = format.ContentType;
        await using var stream = new AnswerStream(context);
        var answer = AnswerIn(format, stream, fields, context.Request.Query["pretty"] == "true");
        try
        {
            // From here on it is good: whoever asked knows that the query was taken.
            await context.Response.StartAsync(context.RequestAborted);
            await WriteAsync(answer, results, context.RequestAborted);
            await answer.CompleteAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone; with the enumeration the query ends too.
        }
        catch (Exception exception)
        {
            // Good was said already: that it was not is seen by an answer without an end.
            logger.AnswerFailed(exception);
            context.Abort();
        }
        finally
        {
            (answer as IDisposable)?.Dispose();
        }
    }

    private IQueryAnswer AnswerIn(AnswerFormat format, AnswerStream stream, RequestFields fields, bool isIndented)
    {
        var times = AnswerTimes.Of(fields["epoch"].Trim());
        var isChunked = fields["chunked"] == "true";
        return (format.IsCsv, format == AnswerFormat.MessagePack, isChunked) switch
        {
            (true, _, _) => new CsvAnswer(stream, times, isChunked, options.MostRows),
            (_, true, true) => new MessagePackChunks(stream, times),
            (_, true, false) => new MessagePackAnswer(stream, times, options.MostRows),
            (_, _, true) => new JsonChunks(stream, isIndented, times),
            _ => new JsonAnswer(stream, isIndented, times, options.MostRows),
        };
    }

    private async Task WriteAsync(IQueryAnswer answer, IEnumerable<StatementResult> results, CancellationToken gone)
    {
        using var each = results.GetEnumerator();
        for (var id = 0; NextOf(each, id, gone) is { } result; id++)
        {
            answer.Begin(result.Id, result.Messages);
            if (await ErrorOfAsync(answer, result, gone) is { } error)
            {
                await answer.FailAsync(error);
                return;
            }

            await answer.EndAsync();
        }
    }

    // What fails between two statements is told as the failure of the second.
    private static StatementResult? NextOf(IEnumerator<StatementResult> results, int id, CancellationToken gone)
    {
        try
        {
            return results.MoveNext() ? results.Current : null;
        }
        catch (Exception exception) when (!gone.IsCancellationRequested)
        {
            return new StatementResult(id, Enumerable.Range(0, 1).Select<int, ResultRows>(_ => throw exception));
        }
    }

    // What sending throws is not the statement's fault, and is passed on; that an answer cannot be kept is.
    private async Task<string?> ErrorOfAsync(IQueryAnswer answer, StatementResult result, CancellationToken gone)
    {
        using var parts = result.Rows.GetEnumerator();
        while (true)
        {
            try
            {
                if (!parts.MoveNext())
                {
                    return null;
                }
            }
            catch (Exception exception) when (!gone.IsCancellationRequested)
            {
                return Said(exception);
            }

            try
            {
                await answer.WriteAsync(parts.Current);
            }
            catch (QueryFailedException exception)
            {
                return exception.Message;
            }
        }
    }

    private string Said(Exception exception)
    {
        switch (exception)
        {
            case QueryFailedException or StoreException:
                return exception.Message;
            case OperationCanceledException:
                return "query interrupted";
            default:
                logger.QueryFailed(exception);
                return $"Cicada cannot answer this query: {exception.Message}";
        }
    }
}
