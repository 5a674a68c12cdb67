using Cicada.KeptRuns;
using Cicada.Storage;
using Cicada.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cicada.RunsApi;

/// <summary>A question in SQL, for commands of the user this process belongs to: it sees everything in the store, users included.</summary>
internal sealed class SqlEndpoint(RunQuestions questions, WebAuth auth) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("POST", "store/sql", "Asks the store in SQL. Where logging in is asked for, only commands of the user who started this server may.")
    {
        Body = StoreJson.Default.SqlQuestion,
        ContentTypes = ["application/jsonl"],
        Refusals = [422, 503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        if (auth.Asks && !auth.IsOwner(call.Context.Request))
        {
            throw new RefusedRequestException(StatusCodes.Status403Forbidden, "Questions in SQL are answered to commands of the user who started this server alone. Ask in InfluxQL, or on its machine.");
        }

        var question = await call.BodyAsync(StoreJson.Default.SqlQuestion);
        await questions.SendAsync(history => Send(call, history, question.Query), call.Gone);
    }

    private static bool Send(ApiCall call, RunHistory history, string query)
    {
        // What cannot be asked is said before the first byte is sent.
        using var rows = history.Sql(query);
        call.Context.Response.ContentType = "application/jsonl; charset=utf-8";
        call.Context.Response.Headers.CacheControl = "no-store";
        if (call.Context.Features.Get<IHttpBodyControlFeature>() is { } control)
        {
            control.AllowSynchronousIO = true;
        }

        using var output = new BufferedStream(call.Context.Response.Body, 1 << 16);
        output.Write(SqlLines.Columns(rows.Columns));
        string? error = null;
        try
        {
            foreach (var row in rows.Rows)
            {
                output.Write(SqlLines.Row(row));
            }
        }
        catch (StoreException exception)
        {
            error = exception.Message;
        }

        output.Write(SqlLines.End(error));
        return true;
    }
}
