using Microsoft.Extensions.Logging;

namespace Cicada.Runs;

/// <summary>One category of a run's log.</summary>
internal sealed class RunLogger(ILogger inner, RunLogging logging, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None || inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        if (inner.IsEnabled(logLevel))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }

        if (logging.IsFull)
        {
            logging.LeaveOut();
        }
        else
        {
            logging.Add(logLevel, category, formatter(state, exception), exception);
        }
    }
}
