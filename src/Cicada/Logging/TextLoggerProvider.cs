using System.Globalization;
using Cicada.Terminal;
using Microsoft.Extensions.Logging;

namespace Cicada.Logging;

/// <summary>Writes log messages as lines: time in UTC, level, category, message; an exception on the lines below.</summary>
/// <param name="write">Takes one message, its line ends included.</param>
/// <param name="clock">Gives the time.</param>
internal sealed class TextLoggerProvider(Action<string> write, TimeProvider clock) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new TextLogger(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var time = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var line = $"{time} {Word(level)} {category[(category.LastIndexOf('.') + 1)..]}: {PlainText.Of(message, 4000)}{Environment.NewLine}";
        if (exception is not null)
        {
            line += string.Concat(exception.ToString().Split('\n').Select(part => $"    {PlainText.Of(part.TrimEnd('\r'), 1000)}{Environment.NewLine}"));
        }

        write(line);
    }

    // Locust's words.
    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        _ => "CRITICAL",
    };

    private sealed class TextLogger(TextLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write(logLevel, category, formatter(state, exception), exception);
    }
}
