namespace Cicada.Grafana;

/// <summary>A file for Grafana.</summary>
/// <param name="Path">Its path below the folder they are all in, with forward slashes.</param>
/// <param name="Text">What is in it.</param>
internal sealed record GrafanaFile(string Path, string Text);
