using Microsoft.Extensions.Logging;

namespace Cicada.Commands;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The continuous query '{Query}' of database '{Database}' failed: {Error}")]
    public static partial void ContinuousQueryFailed(this ILogger logger, string query, string database, string error, Exception? exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Sentence}")]
    public static partial void StoreTroubled(this ILogger logger, string sentence);
}
