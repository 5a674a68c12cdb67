namespace Cicada.Terminal;

/// <summary>What a person sees of a run while it is on.</summary>
internal interface IRunScreen
{
    /// <summary>Shows the run until it has ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="ended">Cancelled when it has.</param>
    Task FollowAsync(Run run, CancellationToken ended);
}
