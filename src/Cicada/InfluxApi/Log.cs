using Microsoft.Extensions.Logging;

namespace Cicada.InfluxApi;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A query came to no answer.")]
    public static partial void QueryFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "An answer could not be sent to its end.")]
    public static partial void AnswerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A write came to no end.")]
    public static partial void WriteFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A query nobody waits for failed: {Error}")]
    public static partial void BackgroundQueryFailed(this ILogger logger, string error);
}
