using Microsoft.Extensions.Logging;

namespace Cicada.Outputs;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The output '{Output}' did not take a batch; it is tried again in {Pause}. {Message}")]
    public static partial void WriteFailed(ILogger logger, string output, TimeSpan pause, string message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Why the output '{Output}' did not take a batch:")]
    public static partial void WriteFailedBecause(ILogger logger, string output, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The output '{Output}' refused {Samples} samples for good; they count as rejected. {Message}")]
    public static partial void BatchRejected(ILogger logger, string output, long samples, string message);

    [LoggerMessage(Level = LogLevel.Error, Message = "The output '{Output}' can take nothing more in this run; from now on its samples are kept in '{Folder}'. {Message}")]
    public static partial void OutputBroken(ILogger logger, string output, string folder, string message);

    [LoggerMessage(Level = LogLevel.Error, Message = "The output '{Output}' took nothing for {Timeout}; what it has not taken is kept on disk.")]
    public static partial void OutputGivenUp(ILogger logger, string output, TimeSpan timeout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Samples} samples for the output '{Output}' wait in '{Folder}'. Keep that folder: they are not delivered yet.")]
    public static partial void LeftInSpool(ILogger logger, string output, long samples, string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "The spool '{Folder}' of the output '{Output}' cannot be read; it is left as it is.")]
    public static partial void SpoolUnreadable(ILogger logger, string output, string folder, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Samples for the output '{Output}' are being dropped: {Why}. They are counted, and the run's exit code will be 6.")]
    public static partial void SamplesDropped(ILogger logger, string output, string why);
}
