using Microsoft.Extensions.Logging;

namespace Cicada.Runs;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A user of type '{UserType}' could not be created; its place stays empty.")]
    public static partial void UserNotCreated(ILogger logger, string userType, Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The loop of a user of type '{UserType}' failed. This is a fault of Cicada; please report it.")]
    public static partial void UserLoopFailed(ILogger logger, string userType, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "'{Exception}' in '{Task}' of '{UserType}'; the user goes on. Further ones like it are only counted.")]
    public static partial void UserThrew(ILogger logger, string exception, string task, string userType, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Spawning {Users} users at {Rate} a second.")]
    public static partial void Spawning(ILogger logger, int users, double rate);

    [LoggerMessage(Level = LogLevel.Information, Message = "All {Users} users are there.")]
    public static partial void SpawningComplete(ILogger logger, int users);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: {Reason}.")]
    public static partial void Stopping(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence}")]
    public static partial void Warned(ILogger logger, string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The threshold '{Threshold}' is broken: {Observed} observed.")]
    public static partial void ThresholdBroken(ILogger logger, string threshold, string observed);

    [LoggerMessage(Level = LogLevel.Information, Message = "The threshold '{Threshold}' holds again: {Observed} observed.")]
    public static partial void ThresholdRecovered(ILogger logger, string threshold, string observed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The output '{Output}' could not be closed in order.")]
    public static partial void OutputNotClosed(ILogger logger, string output, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The live view of the run failed and is not kept up any more; the run itself goes on, and is recorded. This is a fault of Cicada; please report it.")]
    public static partial void WatcherFailed(ILogger logger, Exception exception);
}
