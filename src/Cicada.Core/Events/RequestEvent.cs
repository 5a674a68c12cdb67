namespace Cicada;

/// <summary>A request was recorded.</summary>
public sealed record RequestEvent
{
    /// <summary>The protocol or method.</summary>
    public required string RequestType { get; init; }

    /// <summary>The name it is grouped under.</summary>
    public required string Name { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required double ResponseTime { get; init; }

    /// <summary>The size of the answer in bytes.</summary>
    public required long ResponseLength { get; init; }

    /// <summary>The answer: a <see cref="Cicada.Response"/> for HTTP, the <see cref="Call"/> for anything else.</summary>
    public required Call Response { get; init; }

    /// <summary>The user's <see cref="User.Context"/>.</summary>
    public required IDictionary<string, object?> Context { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public Exception? Exception { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The address it went to, where there is one.</summary>
    public string? Url { get; init; }

    internal static RequestEvent Of(Call call) => new()
    {
        RequestType = call.RequestType,
        Name = call.Name,
        ResponseTime = call.ResponseTime.TotalMilliseconds,
        ResponseLength = call.ResponseLength,
        Response = call,
        Context = call.Session.User.Context,
        Exception = call.Exception,
        StartTime = call.StartTime,
        Url = call.Url,
    };
}
