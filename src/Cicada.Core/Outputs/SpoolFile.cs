namespace Cicada.Outputs;

/// <summary>One batch on disk.</summary>
/// <param name="Place">The folder it lies in.</param>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record SpoolFile(SpoolPlace Place, string Path, long Bytes);
