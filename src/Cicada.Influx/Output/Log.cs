using Microsoft.Extensions.Logging;

namespace Cicada.Influx;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence} The run begins all the same: everything for the output '{Output}' is kept in '{Folder}' until the server takes it.")]
    public static partial void ServerAwayAtStart(ILogger logger, string sentence, string output, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "The output '{Output}' has reached '{Destination}', InfluxDB {Version}.")]
    public static partial void ServerReached(ILogger logger, string output, string destination, string version);

    [LoggerMessage(Level = LogLevel.Error, Message = "The InfluxDB at '{Destination}' refuses points: '{Reason}'. They count as rejected, and are set aside in '{File}'.")]
    public static partial void PointsRefused(ILogger logger, string destination, string reason, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Sentence}")]
    public static partial void RefusedNotKept(ILogger logger, string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The InfluxDB at '{Destination}' found a request too large; from now on one has at most {Lines} points.")]
    public static partial void RequestsSmaller(ILogger logger, string destination, int lines);

    [LoggerMessage(Level = LogLevel.Information, Message = "Delivered {Points} points of run '{Run}' to '{Destination}' that had waited in the spool.")]
    public static partial void SpoolDelivered(ILogger logger, long points, string run, string destination);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Of what earlier runs left in the spool: {Sentence}")]
    public static partial void SpoolNotDelivered(ILogger logger, string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file '{File}' in the spool cannot be read; it is set aside as '{NewName}'. {Message}")]
    public static partial void SpoolDamaged(ILogger logger, string file, string newName, string message);
}
