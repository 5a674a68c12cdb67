namespace Cicada.Users;

/// <summary>Which tasks take part, by the labels on them.</summary>
internal sealed class LabelFilter(IReadOnlyCollection<string> only, IReadOnlyCollection<string> except)
{
    public bool IsEmpty => only.Count == 0 && except.Count == 0;

    public bool Allows(IReadOnlySet<string> labels) =>
        (only.Count == 0 || only.Any(labels.Contains)) && !except.Any(labels.Contains);
}
