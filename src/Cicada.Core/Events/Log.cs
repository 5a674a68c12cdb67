using Microsoft.Extensions.Logging;

namespace Cicada.Events;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of the event '{Hook}' threw; the run goes on, and its exit code will be 2. Mend the handler.")]
    public static partial void HandlerThrew(ILogger logger, string hook, Exception exception);
}
