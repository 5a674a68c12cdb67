namespace Cicada.Commands;

/// <summary>
/// How long threads of the pool that find nothing to do go on looking before they sleep. Users who wait are woken a few at a time, hundreds of times a second, and left alone each time a thread
/// looks 70 times: a sixth of all the processor time of 100,000 users, and more of that of few (measured; docs/decisions/wait-wheel.md).
/// </summary>
internal static class IdleThreads
{
    internal const string Setting = "System.Threading.ThreadPool.UnfairSemaphoreSpinLimit";

    private const int Looks = 8;

    /// <summary>Lets them sleep sooner, unless the program or its surroundings say how soon. Only before the pool's first use in the process.</summary>
    public static void SleepSooner()
    {
        if (AppContext.GetData(Setting) is null)
        {
            AppContext.SetData(Setting, Looks);
        }
    }
}
