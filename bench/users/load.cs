#:project ../../src/Cicada/Cicada.csproj

// Users who wait one to two seconds and do next to nothing: what is measured is what it costs to have them, and how late they wake.
using Cicada;

return await LoadTest.RunAsync(args);

public sealed class Waiter : User
{
    public override WaitTime WaitTime => WaitTime.Between(1, 2);

    [Task]
    public void Wait()
    {
        Interlocked.Increment(ref Waits.Count);
    }
}

public static class Waits
{
    public static long Count;
}
