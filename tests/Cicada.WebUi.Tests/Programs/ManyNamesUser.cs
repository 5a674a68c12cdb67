using System.Runtime.CompilerServices;

namespace Cicada.WebUi.Tests.Programs;

/// <summary>Says 2,000 names, one after the other.</summary>
public sealed class ManyNamesUser : User
{
    private static readonly StrongBox<int> Last = new();

    public override WaitTime WaitTime => WaitTime.Constant(0);

    [Task]
    public async Task Say()
    {
        using var call = Measure("GET", $"/page/{Interlocked.Increment(ref Last.Value) % 2000}");
        await Task.Yield();
    }
}
