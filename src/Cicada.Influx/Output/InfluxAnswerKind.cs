namespace Cicada.Influx;

/// <summary>What an answer of an InfluxDB means for what was sent to it.</summary>
internal enum InfluxAnswerKind
{
    /// <summary>All of it was taken.</summary>
    Taken,

    /// <summary>Some or all of its lines are refused for good. Others of it may be stored, or not.</summary>
    LinesRefused,

    /// <summary>It was too much at once; nothing of it is stored.</summary>
    TooLarge,

    /// <summary>The server wants to know who asks, or does not believe it.</summary>
    Unauthorized,

    /// <summary>The server knows who asks, and that one may not.</summary>
    Forbidden,

    /// <summary>There is no such database, bucket, organisation or path.</summary>
    NotFound,

    /// <summary>The database has no such retention policy.</summary>
    NoRetentionPolicy,

    /// <summary>The server has no time just now.</summary>
    Busy,

    /// <summary>Anything else an answer may say: a fault of the server or of something before it.</summary>
    Broken,

    /// <summary>There was no answer.</summary>
    Unreachable,
}
