using Microsoft.Extensions.Logging;

namespace Cicada.Outputs;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The output '{Output}' did not take a batch; it is tried again in {Seconds:0.###} s. {Message}")]
    public static partial void WriteFailed(ILogger logger, string output, double seconds, string message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The output '{Output}' still does not take a batch; it is tried again in {Seconds:0.###} s.")]
    public static partial void WriteFailedAgain(ILogger logger, string output, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The output '{Output}' takes batches again, after {Seconds:0.#} s.")]
    public static partial void OutputIsBack(ILogger logger, string output, double seconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Why the output '{Output}' did not take a batch:")]
    public static partial void WriteFailedBecause(ILogger logger, string output, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The output '{Output}' refused {Samples} samples for good; they count as rejected. {Message}")]
    public static partial void BatchRejected(ILogger logger, string output, long samples, string message);

    [LoggerMessage(Level = LogLevel.Error, Message = "The output '{Output}' can take nothing more in this run; from now on its samples are kept in '{Folder}'. {Message}")]
    public static partial void OutputBroken(ILogger logger, string output, string folder, string message);

    [LoggerMessage(Level = LogLevel.Information, Message = "The output '{Output}' does not keep up; what it has not taken is kept in '{Folder}' until it does.")]
    public static partial void SpoolBegun(ILogger logger, string output, string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "The output '{Output}' took nothing for {Seconds:0.###} s; what it has not taken is kept on disk.")]
    public static partial void OutputGivenUp(ILogger logger, string output, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Samples} samples for the output '{Output}' wait in {Whereabouts}. Keep what is there: they are not delivered yet.")]
    public static partial void LeftInSpool(ILogger logger, string output, long samples, string whereabouts);

    [LoggerMessage(Level = LogLevel.Error, Message = "The file '{File}' in the spool of the output '{Output}' cannot be read; it is left as it is, and the next one is delivered.")]
    public static partial void SpoolUnreadable(ILogger logger, string output, string file, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Samples for the output '{Output}' cannot be kept in '{Folder}'. {Message}")]
    public static partial void SpoolFolderFailed(ILogger logger, string output, string folder, string message);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch for the output '{Output}' could not be written down; it is dropped unless the output takes it. This is a fault of Cicada; please report it.")]
    public static partial void BatchNotSpooled(ILogger logger, string output, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of the run for the output '{Output}' could not be written down.")]
    public static partial void EndNotSpooled(ILogger logger, string output, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Samples for the output '{Output}' are being dropped: {Why}. They are counted, and the run's exit code will be 6.")]
    public static partial void SamplesDropped(ILogger logger, string output, string why);
}
