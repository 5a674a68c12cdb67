using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.Web;
using Microsoft.Extensions.Logging;

namespace Cicada.Options;

/// <summary>What <c>serve</c> was told.</summary>
internal sealed record ServeOptions
{
    public const int DefaultPort = 8086;

    public WebHostOptions Web { get; init; } = new() { Port = DefaultPort };

    public InfluxApiOptions Influx { get; init; } = new();

    public QueryLimits Queries { get; init; } = QueryLimits.Default;

    /// <summary>A user to create, or null.</summary>
    public string? AdminUser { get; init; }

    public string AdminPassword { get; init; } = "";

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    public string? LogFile { get; init; }

    public bool Json { get; init; }

    // A password is shown nowhere.
    public override string ToString() => $"{nameof(ServeOptions)} {{ Web = {Web} }}";
}
