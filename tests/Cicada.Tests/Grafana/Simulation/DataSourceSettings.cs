namespace Cicada.Tests.Grafana.Simulation;

/// <summary>How a data source is provisioned.</summary>
internal sealed record DataSourceSettings
{
    public required Uri Url { get; init; }

    /// <summary><c>jsonData.dbName</c>.</summary>
    public required string Database { get; init; }

    /// <summary><c>jsonData.httpMode</c>: GET or POST.</summary>
    public string HttpMode { get; init; } = "POST";

    /// <summary><c>jsonData.timeInterval</c>: the lowest interval of panels that have none of their own.</summary>
    public string TimeInterval { get; init; } = "1s";

    /// <summary><c>basicAuthUser</c> or <c>user</c>; null for none.</summary>
    public string? User { get; init; }

    public string Password { get; init; } = "";
}
