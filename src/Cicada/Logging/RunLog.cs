using System.Text;
using Cicada.Commands;
using Cicada.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada.Logging;

/// <summary>Where the log messages of a run go.</summary>
internal sealed class RunLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter? _file;

    private RunLog(RunOptions options, Surroundings surroundings)
    {
        if (options.SkipLogSetup)
        {
            Factory = NullLoggerFactory.Instance;
            return;
        }

        if (options.LogFile is { } name)
        {
            _file = Open(surroundings.Resolve(name), name);
        }

        // Asked for at each message: a live screen puts a writer of its own in the console's place.
        TextWriter Target() => _file ?? (surroundings.OwnsConsole ? Console.Error : surroundings.Error);
        Factory = new LoggerFactory(
            [new TextLoggerProvider(text => Write(Target(), text), surroundings.Clock)],
            new LoggerFilterOptions { MinLevel = options.LogLevel });
    }

    public ILoggerFactory Factory { get; }

    /// <summary>Sets the log up as the options say.</summary>
    /// <exception cref="PlanException">The log file cannot be written.</exception>
    public static RunLog Start(RunOptions options, Surroundings surroundings) => new(options, surroundings);

    public void Dispose()
    {
        Factory.Dispose();
        lock (_gate)
        {
            _file?.Dispose();
        }
    }

    private void Write(TextWriter writer, string text)
    {
        lock (_gate)
        {
            writer.Write(text);
            writer.Flush();
        }
    }

    private static StreamWriter Open(string path, string name)
    {
        if (WholeFile.Problem(path, name) is { } problem)
        {
            throw new PlanException([problem]);
        }

        try
        {
            return new StreamWriter(path, append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PlanException([$"The log file is '{name}'; it cannot be written: {exception.Message.TrimEnd('.')}. Name another file, or leave '--logfile' out."]);
        }
    }
}
