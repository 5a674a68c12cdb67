namespace Cicada.Options;

/// <summary>What an option was given, and where.</summary>
/// <param name="Values">The values; a flag has one, <c>true</c> or <c>false</c> or what a file says.</param>
/// <param name="Origin">Where it was read, as it stands in a sentence; empty for the command line.</param>
internal sealed record OptionValue(IReadOnlyList<string> Values, string Origin)
{
    /// <summary>The one that counts where only one can.</summary>
    public string Last => Values.Count == 0 ? "" : Values[^1];

    /// <summary>Whether somebody typed it for this run; what stands in a file or the environment is for others too.</summary>
    public bool IsTyped => Origin.Length == 0;

    /// <summary>What a sentence adds so that the reader finds the place.</summary>
    public string Place => IsTyped ? "" : $" ({Origin})";
}
