using Cicada.Influx.Queries;
using Cicada.Storage;
using Cicada.Storage.InfluxQl;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cicada.InfluxApi;

/// <summary><c>/write</c> and its kin: takes points.</summary>
internal sealed class WriteEndpoint(IInfluxStore store, UserCheck users, InfluxApiOptions options, ILogger logger)
{
    /// <summary>Answers in the words of one version.</summary>
    /// <param name="context">The request.</param>
    /// <param name="dialect">Reads where the points go.</param>
    public async Task AnswerAsync(HttpContext context, Func<IQueryCollection, WriteDialect> dialect)
    {
        var caller = await users.CheckAsync(context);
        if (caller.Refusal is { } refusal)
        {
            await InfluxReply.ErrorAsync(context, caller.Status, refusal);
            return;
        }

        var (write, status, problem) = dialect(context.Request.Query);
        if (write is null)
        {
            await InfluxReply.ErrorAsync(context, status, problem);
            return;
        }

        if (options.AsksForUser && !MayWrite(caller.User, write.Database))
        {
            await ForbidAsync(context, caller.User, write.Database);
            return;
        }

        try
        {
            await using var body = await WriteBody.OpenAsync(context.Request, options.LargestBody, context.RequestAborted);
            var outcome = await store.WriteAsync(write, body, context.RequestAborted);
            await SayAsync(context, outcome);
        }
        catch (BodyTooLargeException exception)
        {
            context.Response.Headers.Connection = "close";
            await InfluxReply.ErrorAsync(context, StatusCodes.Status413PayloadTooLarge, exception.Message);
        }
        catch (InvalidDataException exception)
        {
            await InfluxReply.ErrorAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            await InfluxReply.ErrorAsync(context, exception.StatusCode, exception.Message);
        }
        catch (StoreException exception)
        {
            await InfluxReply.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, exception.Message);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            logger.WriteFailed(exception);
            await InfluxReply.ErrorAsync(context, StatusCodes.Status500InternalServerError, $"Cicada cannot take these points: {exception.Message}");
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Whoever sent has gone.
        }
    }

    private static bool MayWrite(InfluxUser? user, string database) =>
        user is not null && QueryAuthorization.IsAllowed(user, QueryPrivilege.Write, database);

    private static Task SayAsync(HttpContext context, InfluxWriteOutcome outcome) => outcome.Kind switch
    {
        InfluxWriteKind.Stored => InfluxReply.NoContentAsync(context),
        InfluxWriteKind.Refused => InfluxReply.ErrorAsync(context, StatusCodes.Status400BadRequest, outcome.Error),
        InfluxWriteKind.NoDatabase => InfluxReply.ErrorAsync(context, StatusCodes.Status404NotFound, outcome.Error),
        InfluxWriteKind.NoRetentionPolicy => InfluxReply.ErrorAsync(context, StatusCodes.Status500InternalServerError, outcome.Error),
        _ => InfluxReply.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, outcome.Error),
    };

    // That a database is not there is said before who may write to it.
    private Task ForbidAsync(HttpContext context, InfluxUser? user, string database)
    {
        var names = store.Query(new InfluxQuery("SHOW DATABASES"), context.RequestAborted)
            .SelectMany(result => result.Rows).SelectMany(rows => rows.Rows ?? []).Select(row => row[0].AsString());
        return !names.Contains(database, StringComparer.Ordinal)
            ? InfluxReply.ErrorAsync(context, StatusCodes.Status404NotFound, $"database not found: {InfluxText.Quoted(database)}")
            : InfluxReply.ErrorAsync(context, StatusCodes.Status403Forbidden, user is null
                ? $"user is required to write to database {InfluxText.Quoted(database)}"
                : $"{InfluxText.Quoted(user.Name)} user is not authorized to write to database {InfluxText.Quoted(database)}");
    }
}
