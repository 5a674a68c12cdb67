using System.Diagnostics.CodeAnalysis;
using Cicada.Terminal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cicada.Web;

/// <summary>Logs each request. What stands behind the path is left out: passwords and queries are there.</summary>
internal sealed partial class AccessLog(RequestDelegate inner, ILogger logger)
{
    private const int Longest = 200;

    [SuppressMessage("Performance", "CA1873", Justification = "It is only made where requests are logged.")]
    public async Task AnswerAsync(HttpContext context)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            await inner(context);
        }
        finally
        {
            var request = context.Request;
            Answered(
                logger, context.Connection.RemoteIpAddress, PlainText.Of(request.Method, Longest), PlainText.Of(request.Path.Value, Longest), context.Response.StatusCode,
                TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{From} {Method} {Path} {Status} {Milliseconds:0.0} ms")]
    private static partial void Answered(ILogger logger, System.Net.IPAddress? from, string method, string path, int status, double milliseconds);
}
