namespace Cicada.Terminal;

/// <summary>What the keys do to a run; Locust's, and one to stop.</summary>
internal static class RunKeys
{
    /// <summary>Carries a key out; a key that means nothing does nothing. Where a shape says how many users there are, no key does.</summary>
    public static void Apply(char key, Run run)
    {
        if (key is 'q' or 'Q')
        {
            run.Stop("key q");
        }
        else if (Change(key) is var change and not 0 && run.Plan.Shape is null && !run.IsOpen)
        {
            run.ChangeUsers(Math.Max(0, run.TargetUsers + change));
        }
    }

    /// <summary>How many users a key adds; below 0 it removes them.</summary>
    public static int Change(char key) => key switch
    {
        'w' => 1,
        'W' => 10,
        's' => -1,
        'S' => -10,
        _ => 0,
    };
}
