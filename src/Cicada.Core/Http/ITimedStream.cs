namespace Cicada.Http;

/// <summary>The stream of a connection that knows when it was made.</summary>
internal interface ITimedStream
{
    /// <summary>When it was connected; set once TLS, where there is any, is there too.</summary>
    ConnectionTimes? Times { get; set; }
}
