namespace Cicada.Grafana;

/// <summary>One query of a panel, in InfluxQL with Grafana's variables.</summary>
/// <param name="Query">The statement. Its first WHERE is that of the measurement, for there Grafana puts ad-hoc filters.</param>
/// <param name="Alias">What the series is called: a text, or a pattern such as <c>$tag_name</c>; not for tables.</param>
/// <param name="IsTable">Whether rows are wanted rather than series.</param>
internal sealed record Target(string Query, string Alias = "", bool IsTable = false);
