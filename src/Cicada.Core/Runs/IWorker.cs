using Cicada.Load;

namespace Cicada.Runs;

/// <summary>Who runs users. The coordinator knows workers only by this; a local run has one, in the same process.</summary>
internal interface IWorker
{
    /// <summary>The worker's id, a value of the tag <c>worker</c>.</summary>
    string Id { get; }

    /// <summary>Ends when every user of the plan followed last has been spawned, or stopped, as far as they are this worker's.</summary>
    Task Reached { get; }

    /// <summary>Ends when the plan has been reached and every user has ended by itself.</summary>
    Task AllEnded { get; }

    /// <summary>From now on there are to be as many users as this plan says at each moment, mixed like that. Users that are there go on where they can.</summary>
    void Follow(SpawnPlan plan, UserMix mix);

    /// <summary>Users that exist now, by user type.</summary>
    IReadOnlyDictionary<string, int> UserCounts();

    /// <summary>Ends every user.</summary>
    /// <returns>How many could not be ended.</returns>
    Task<int> StopAsync(TimeSpan stopTimeout);
}
