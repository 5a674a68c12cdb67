#:project ../../src/Cicada/Cicada.csproj
#:property PublishAot=false
using Cicada;

return await LoadTest.RunAsync(args);

/// <summary>A steady load with many names and little work, so that what viewers cost can be seen beside it.</summary>
public sealed class SteadyUser : User
{
    private static int s_next;
    private readonly string _name = $"/page/{Interlocked.Increment(ref s_next) % 50}";

    public override WaitTime WaitTime => WaitTime.ConstantPacing(0.2);

    [Task]
    public async Task Page()
    {
        using var call = Measure("GET", _name);
        await Task.Delay(Random.Next(1, 40), Cancellation);
    }
}
