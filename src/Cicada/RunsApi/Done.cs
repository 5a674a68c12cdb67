namespace Cicada.RunsApi;

/// <summary>It was done, and there is nothing more to say.</summary>
internal sealed record Done
{
    public static readonly Done It = new();
}
